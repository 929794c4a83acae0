"""Laying the planes of many files over one another.

A later load wins cell by cell. Only a gap does not win: a later cell that is
missing leaves an earlier number as it is, because files often carry empty
columns for years that they do not cover. A later *confidential* or *not
applicable* is a statement of the publisher and replaces the number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from miara.cube import loads
from miara.cube.assemble.findings import Ledger
from miara.cube.assemble.territory import Placement, Territory, last_day
from miara.cube.assemble.types import Plane, Revision
from miara.cube.flags import MISSING, STATE_MASK, FlagArray, FloatArray, has_number
from miara.cube.loads import Load, Origin
from miara.cube.periods import Period
from miara.cube.store import NO_ORIGIN

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(slots=True)
class Merged:
    """One variable after merging, with what later stages must know."""

    plane: Plane
    revisions: list[Revision]
    unplaced: set[tuple[str, int]]  # (code, period row) of numbers without a unit
    codes_on: dict[int, date | None] = field(default_factory=dict)  # by load


@dataclass(slots=True)
class _Sheet:
    """The cells of one file on the unit axis; ``seen`` where it has any."""

    plane: loads.Plane
    values: FloatArray
    flags: FlagArray
    seen: Mask

    def paint(self, which: Rows, columns: Rows, places: Rows) -> None:
        """Put some rows of the file at their places, over what is there."""
        here, there = np.ix_(which, places), np.ix_(which, columns)
        wins = _wins(self.plane.flags[there], self.flags[here])
        self.values[here] = np.where(wins, self.plane.values[there], self.values[here])
        self.flags[here] = np.where(wins, self.plane.flags[there], self.flags[here])
        self.seen[here] = True


def merge(
    code: str,
    planes: Sequence[tuple[int, Load, loads.Plane]],
    territory: Territory,
    ledger: Ledger,
) -> Merged:
    """Merge the planes of one variable in the order of their loads.

    Parameters
    ----------
    planes
        (index of the load, the load, its plane); all of one frequency.
    ledger
        Gets ``unplaced_code``, ``rows_differ``, ``revised_cell``,
        ``withdrawn_cell`` and ``kept_earlier``.
    """
    periods = tuple(sorted({p for _, _, plane in planes for p in plane.periods}))
    merging = _Merging(code, periods, territory, ledger)
    for index, load, plane in planes:
        merging.lay(index, load, plane)
    return merging.merged


class _Merging:
    """One variable on the unit axis, while its files are laid over one another."""

    def __init__(
        self,
        code: str,
        periods: tuple[Period, ...],
        territory: Territory,
        ledger: Ledger,
    ) -> None:
        shape = (len(periods), len(territory.register.units))
        self.plane = Plane(
            code,
            periods,
            np.full(shape, np.nan),
            np.full(shape, MISSING, np.uint8),
            np.full(shape, NO_ORIGIN, np.uint16),
        )
        self.merged = Merged(self.plane, [], set())
        self._territory = territory
        self._ledger = ledger
        self._row_of = {period: row for row, period in enumerate(periods)}
        self._origins: dict[int, Origin] = {}

    def lay(self, index: int, load: Load, plane: loads.Plane) -> None:
        """Lay the cells of one file over what is there."""
        self._origins[index] = load.origin
        self.merged.codes_on[index] = load.codes_on
        rows = np.array([self._row_of[p] for p in plane.periods], dtype=np.intp)
        sheet = self._sheet(load, plane)
        old_flags = self.plane.flags[rows]
        wins = sheet.seen & _wins(sheet.flags, old_flags)
        had, has = has_number(old_flags), has_number(sheet.flags)
        differs = self.plane.values[rows] != sheet.values
        self._revise("revised_cell", sheet, rows, index, wins & had & has & differs)
        self._revise("withdrawn_cell", sheet, rows, index, wins & had & ~has)
        kept = int((sheet.seen & ~wins & had).sum())
        self._ledger.add("kept_earlier", self.plane.code, kept, [])
        for part, new in (
            (self.plane.values, sheet.values),
            (self.plane.flags, sheet.flags),
            (self.plane.source, np.uint16(index)),
        ):
            part[rows] = np.where(wins, new, part[rows])

    def _sheet(self, load: Load, plane: loads.Plane) -> _Sheet:
        shape = (len(plane.periods), len(self._territory.register.units))
        sheet = _Sheet(
            plane,
            np.full(shape, np.nan),
            np.full(shape, MISSING, np.uint8),
            np.zeros(shape, bool),
        )
        lost: set[str] = set()
        for day, which in _by_day(load, plane.periods):
            placement = self._territory.place(plane.unit_codes, day)
            for turn, (columns, places) in enumerate(placement.passes):
                if turn:
                    self._report_rows(sheet, which, columns, places)
                sheet.paint(which, columns, places)
            lost |= self._lost(plane, which, placement)
        self._ledger.add("unplaced_code", plane.variable, len(lost), sorted(lost))
        return sheet

    def _report_rows(
        self, sheet: _Sheet, which: Rows, columns: Rows, places: Rows
    ) -> None:
        plane = sheet.plane
        old = sheet.values[np.ix_(which, places)]
        new = plane.values[np.ix_(which, columns)]
        differ = np.argwhere(~np.isnan(old) & ~np.isnan(new) & (old != new))
        examples = [
            f"{plane.unit_codes[columns[u]]} {plane.periods[which[t]]}: "
            f"{float(old[t, u])!r} → {float(new[t, u])!r}"
            for t, u in differ[:5]
        ]
        self._ledger.add("rows_differ", plane.variable, len(differ), examples)

    def _lost(self, plane: loads.Plane, which: Rows, placement: Placement) -> set[str]:
        codes = [
            (int(column), plane.unit_codes[column]) for column in placement.unplaced
        ]
        for column, code in codes:
            for t in which[has_number(plane.flags[which, column])]:
                self.merged.unplaced.add((code, self._row_of[plane.periods[t]]))
        return {code for _, code in codes}

    def _revise(
        self, name: str, sheet: _Sheet, rows: Rows, index: int, cells: Mask
    ) -> None:
        units = self._territory.register.units
        found = [
            Revision(
                self.plane.code,
                self.plane.periods[rows[t]],
                units[u].uid,
                float(self.plane.values[rows[t], u]),
                float(sheet.values[t, u]),
                self._origins[int(self.plane.source[rows[t], u])],
                self._origins[index],
            )
            for t, u in np.argwhere(cells)
        ]
        self.merged.revisions.extend(found)
        examples = [f"{r.uid} {r.period}: {r.old!r} → {r.new!r}" for r in found[:5]]
        self._ledger.add(name, self.plane.code, len(found), examples)


def _wins(new: FlagArray, old: FlagArray) -> Mask:
    return ((new & STATE_MASK) != MISSING) | ((old & STATE_MASK) == MISSING)


def _by_day(load: Load, periods: Sequence[Period]) -> list[tuple[date, Rows]]:
    if load.codes_on is not None:
        return [(load.codes_on, np.arange(len(periods)))]
    return [(last_day(p), np.array([row])) for row, p in enumerate(periods)]
