"""Totals of larger units where the publisher gives only the smaller ones.

A sum is made only when it is surely complete: every unit that belonged to the
larger one has a number, and the files carry no number under the same prefix of a
code that the register does not know or of a municipality that was not there yet.
Who belonged is asked on the last day of the period, or on the later day whose
codes all files of the period mean: such a file counts what happened inside the
borders of that day.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from miara.cube.assemble.findings import Ledger
from miara.cube.assemble.merge import Merged
from miara.cube.assemble.territory import Places, Territory, last_day
from miara.cube.assemble.types import Plane
from miara.cube.flags import (
    MEASURED,
    MISSING,
    STATE_MASK,
    SUMMED,
    has_number,
)
from miara.cube.store import NO_ORIGIN


def add_sums(merged: Merged, territory: Territory, ledger: Ledger) -> None:
    """Fill missing county, voivodeship and country cells of an additive variable.

    Municipalities are added first; what is still missing is added from counties,
    for series that have no municipal numbers.
    """
    plane = merged.plane
    days = [_day_of(merged, row) for row in range(len(plane.periods))]
    blocked = _blocked(merged, days, territory)
    filled: list[str] = []
    for row, period in enumerate(plane.periods):
        today = territory.division(days[row])
        whole = np.full(len(today.municipalities), today.country)
        of_counties = np.full(len(today.counties), today.country)
        for members, parents in (
            (today.municipalities, today.county_of),
            (today.municipalities, today.voivodeship_of),
            (today.municipalities, whole),
            (today.counties, today.voivodeship_of_county),
            (today.counties, of_counties),
        ):
            places = _fill(plane, row, members, parents, blocked[row])
            filled += [f"{territory.register.units[p].uid} {period}" for p in places]
    ledger.add("summed_cell", plane.code, len(filled), filled[:5])


def _day_of(merged: Merged, row: int) -> date:
    """The day whose division the numbers of a period mean."""
    plane = merged.plane
    usual = last_day(plane.periods[row])
    files = np.unique(plane.source[row, has_number(plane.flags[row])])
    days = {merged.codes_on[int(index)] for index in files if index != NO_ORIGIN}
    day = days.pop() if len(days) == 1 else None
    return usual if day is None else max(usual, day)


def _blocked(
    merged: Merged, days: list[date], territory: Territory
) -> NDArray[np.bool_]:
    plane = merged.plane
    blocked = np.zeros(plane.flags.shape, bool)
    register = territory.register
    strangers = set(merged.unplaced)
    for row, day in enumerate(days):
        # A nought is how files fill years in which a unit was not there.
        strangers |= {
            (code, row)
            for code, place in territory.codes_to_come(day)
            if has_number(plane.flags[row, place]) and plane.values[row, place] != 0
        }
    for code, row in strangers:
        for prefix in ("PL", code[:2], code[:4]):
            uid = register.uid_of(prefix, days[row])
            if uid is not None:
                blocked[row, register.position(uid)] = True
    return blocked


def _fill(
    plane: Plane, row: int, members: Places, parents: Places, blocked: NDArray[np.bool_]
) -> Places:
    inside = (parents >= 0) & (parents != members)
    members, parents = members[inside], parents[inside]
    if members.size == 0:
        return members
    size = plane.flags.shape[1]
    values, flags = plane.values[row], plane.flags[row]
    number = has_number(flags[members])
    gaps = np.bincount(parents[~number], minlength=size)
    count = np.bincount(parents, minlength=size)
    missing = (flags & STATE_MASK) == MISSING
    fill = (count > 0) & (gaps == 0) & missing & ~blocked
    if not fill.any():
        return np.flatnonzero(fill)
    totals = np.bincount(parents[number], values[members[number]], minlength=size)
    marks = np.zeros(size, np.uint8)
    np.bitwise_or.at(marks, parents, flags[members] & ~np.uint8(STATE_MASK))
    first = np.full(size, NO_ORIGIN, np.uint16)
    np.minimum.at(first, parents, plane.source[row, members])
    values[fill] = totals[fill]
    flags[fill] = MEASURED | SUMMED | marks[fill]
    plane.source[row, fill] = first[fill]
    return np.flatnonzero(fill)
