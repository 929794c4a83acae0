"""How many people live in a unit, for whoever needs the number and its year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from miara.cube.periods import Period
from miara.cube.register import Level
from miara.indicators.queries.unit_level import RESIDENTS
from miara.indicators.queries.vintages import open_vintage, served_vintage

__all__ = ["residents_of"]

_LEVELS = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)


def residents_of(
    uids: Iterable[str], year: int | None = None
) -> dict[str, tuple[int, int]]:
    """Inhabitants of units at the end of a year, as the served vintage knows them.

    Parameters
    ----------
    uids
        Identities of units; a city with county rights counts as a municipality.
    year
        The year asked for; the latest known of each unit when missing.

    Returns
    -------
    dict
        uid to (inhabitants, year); units without a number are left out.
    """
    row = served_vintage()
    if row is None:
        return {}
    vintage = open_vintage(row)
    wanted = set(uids)
    found: dict[str, tuple[int, int]] = {}
    for level in _LEVELS:
        block = vintage.block(level)
        place_of = block.index_of_unit if block else {}
        here = [uid for uid in wanted - found.keys() if uid in place_of]
        indicator = block.index_of_indicator.get(RESIDENTS) if block else None
        if block is None or indicator is None or not here:
            continue
        values = block.quantity("value")[indicator]
        for uid in here:
            number = _latest(values[:, place_of[uid]], block.periods, year)
            if number is not None:
                found[uid] = number
    return found


def _latest(
    series: np.ndarray, periods: tuple[Period, ...], year: int | None
) -> tuple[int, int] | None:
    """The last known number, or that of one year."""
    known = [
        (round(float(value)), period.start.year)
        for value, period in zip(np.asarray(series), periods, strict=True)
        if not np.isnan(value) and year in {None, period.start.year}
    ]
    return known[-1] if known else None
