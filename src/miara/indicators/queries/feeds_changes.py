"""What publications changed, for feeds and for mail about one unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np
from django.conf import settings

from miara.cube.flags import STATE_MASK, ZERO_EVENT
from miara.cube.store import Vintage
from miara.indicators.models import Publication, PublishedVintage, Revision
from miara.indicators.queries.vintages import open_vintage

# Recomputing on another processor may differ in the last bits; that is no news.
TOLERANCE: Final = 1e-12
MOST_STEPS: Final = 20
_ANSWERS_KEPT: Final = 4096

Series = Mapping[tuple[str, str, str], float]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number of a unit that is not what it was; None = no number."""

    indicator: str
    level: str
    period: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One publication and what was served before it (None: nothing)."""

    publication: Publication
    before: PublishedVintage | None

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.publication.published_at

    @property
    def vintage(self) -> PublishedVintage:
        """What is served since."""
        return self.publication.vintage


def steps(most: int = MOST_STEPS) -> list[Step]:
    """The latest publications, newest first. One query."""
    rows = list(
        Publication.objects.select_related("vintage").order_by("-published_at", "-pk")[
            : most + 1
        ]
    )
    earlier = [row.vintage for row in rows[1:]]
    if len(rows) <= most:
        return [
            Step(row, before)
            for row, before in zip(rows, [*earlier, None], strict=True)
        ]
    return [Step(row, before) for row, before in zip(rows[:most], earlier, strict=True)]


def unit_changes(step: Step, uid: str) -> tuple[NumberChange, ...]:
    """Numbers of indicators of a unit that a publication changed."""
    if step.before is None:
        return ()
    return changes_of_unit(step.before, step.vintage, uid)


def changes_of_unit(
    old: PublishedVintage, new: PublishedVintage, uid: str
) -> tuple[NumberChange, ...]:
    """Numbers of a unit that differ between two vintages.

    By level and indicator, then from the newest period on. Marks alone (provisional
    became final) are no change.
    """
    if old.vintage_id == new.vintage_id:
        return ()
    return _between(str(settings.CUBE_DIR), old.vintage_id, new.vintage_id, uid)


def revisions_at(step: Step) -> list[Revision]:
    """Rows of the log that a publication wrote: indicators first, large ones first."""
    rows = Revision.objects.filter(
        vintage=step.vintage, recorded_at=step.at, is_indicator=True
    ).defer("cells")
    return sorted(rows, key=lambda r: (-r.count, -r.added, r.code))


def revisions_of(code: str, most: int = MOST_STEPS) -> list[Revision]:
    """Rows of the log about one indicator, newest first."""
    rows = Revision.objects.filter(code=code, is_indicator=True)
    return list(
        rows.select_related("vintage")
        .defer("cells")
        .order_by("-recorded_at", "-pk")[:most]
    )


@lru_cache(maxsize=_ANSWERS_KEPT)
def _between(root: str, old: str, new: str, uid: str) -> tuple[NumberChange, ...]:
    # Vintages never change, so neither does the answer; kept by names, so that old
    # vintages are not held open.
    before, after = (
        numbers_of(open_vintage(PublishedVintage(vintage_id=name)), uid)
        for name in (old, new)
    )
    return tuple(_differences(before, after))


def _differences(before: Series, after: Series) -> Iterator[NumberChange]:
    keys = sorted(before.keys() | after.keys(), key=lambda key: key[2], reverse=True)
    for key in sorted(keys, key=lambda key: key[:2]):
        old, new = before.get(key), after.get(key)
        if old is None or new is None or not _close(old, new):
            level, indicator, period = key
            yield NumberChange(indicator, level, period, old, new)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def numbers_of(vintage: Vintage, uid: str) -> dict[tuple[str, str, str], float]:
    """Every number of a unit by (level, indicator, period)."""
    found: dict[tuple[str, str, str], float] = {}
    for block in vintage.blocks:
        place = block.index_of_unit.get(uid)
        if place is None:
            continue
        flags = block.quantity("flag")[:, :, place] & STATE_MASK
        values = block.quantity("value")[:, :, place]
        for i, t in zip(*np.nonzero(flags <= ZERO_EVENT), strict=True):
            key = (str(block.level), block.indicators[i], block.periods[t].label)
            found[key] = float(values[i, t])
    return found
