"""What is known about one unit: until when, and of which indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from miara.cube.flags import has_number
from miara.cube.store import Vintage
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_values import Plane, plane
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units

__all__ = ["KnownUntil", "choices_of_unit", "known_until", "plane_of_unit"]


@dataclass(frozen=True, slots=True)
class KnownUntil:
    """How far the numbers of a unit reach in the vintage that is served.

    Attributes
    ----------
    vintage
        Its id; empty when nothing is published.
    period
        Label of the newest period with a number; empty without any.
    until
        The first day after that period; None without any.
    """

    vintage: str = ""
    period: str = ""
    until: date | None = None


def known_until(uid: str, code: str) -> KnownUntil:
    """How far the numbers of an indicator reach for a unit, by what is served now."""
    row = served_vintage()
    if row is None:
        return KnownUntil()
    unit = units.unit_by_uid(uid)
    found = plane_of_unit(open_vintage(row), code, unit) if unit else None
    place = found[0].last_known(found[1]) if found else None
    if found is None or place is None:
        return KnownUntil(row.vintage_id)
    period = found[0].periods[place]
    return KnownUntil(row.vintage_id, period.label, period.end)


def plane_of_unit(
    vintage: Vintage, code: str, unit: units.UnitFacts
) -> tuple[Plane, int] | None:
    """An indicator at the first level where the unit stands, and its place there."""
    for level in unit.levels:
        here = plane(vintage, code, level)
        place = here.unit_place(unit.uid) if here else None
        if here is not None and place is not None:
            return here, place
    return None


def choices_of_unit(uid: str, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators with numbers for a unit, code and title, by management domains."""
    row, unit = served_vintage(), units.unit_by_uid(uid)
    if row is None or unit is None:
        return []
    vintage, known = open_vintage(row), definitions()
    codes = set(_codes(vintage, unit))
    found = []
    for domain in known.domains.values():
        here = [
            (each.code, each.title.in_language(language))
            for each in known.indicators.values()
            if each.domain == domain.code and each.code in codes
        ]
        if here:
            found.append((domain.name.in_language(language), here))
    return found


def _codes(vintage: Vintage, unit: units.UnitFacts) -> Iterator[str]:
    """Codes that have at least one number of the unit; one look at each block."""
    for block in vintage.blocks:
        place = block.index_of_unit.get(unit.uid)
        if place is None or block.level not in unit.levels:
            continue
        flags = np.asarray(block.quantity("flag")[:, :, place])
        rows = set(np.flatnonzero(has_number(flags).any(axis=1)).tolist())
        for code, row in block.index_of_indicator.items():
            if row in rows:
                yield code
