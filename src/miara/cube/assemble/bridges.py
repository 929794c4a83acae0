"""Carrying additive series across territorial changes.

The successor's numbers from before a change become those of its present
territory: its own part (if it existed) plus the shares of its predecessors. The
predecessor's own series stays as published. Where a comparable number cannot be
made, the published one stands and the change is marked as a break.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from miara.cube.assemble.findings import Ledger
from miara.cube.assemble.territory import Territory
from miara.cube.assemble.types import Plane
from miara.cube.flags import BREAK_BEFORE, BRIDGED, derived, has_number
from miara.cube.register import Bridge


def carry(
    plane: Plane, *, additive: bool, territory: Territory, ledger: Ledger
) -> set[Bridge]:
    """Apply the register's bridges to one variable, oldest change first.

    Changes of one day are applied together, from the numbers before that day.
    A bridge from a unit to itself says which share of its own past it keeps.
    A variable that is not additive is not carried: a number of the former
    territory is not one of the present territory, so the change is a break.

    Returns
    -------
    set of Bridge
        Those that carried at least one number.
    """
    register = territory.register
    known = set(register.uids)
    bridges = [b for b in register.bridges if {b.from_uid, b.to_uid} <= known]
    used: set[Bridge] = set()
    ordered = sorted(bridges, key=lambda b: (b.effective, b.to_uid, b.from_uid))
    for effective, group in groupby(ordered, key=lambda b: b.effective):
        before = sum(period.end <= effective for period in plane.periods)
        if before == 0:
            continue
        change = _Change(plane, effective, before, territory, ledger)
        used |= change.apply(list(group), additive=additive)
    return used


class _Change:
    """The bridges of one day on one variable."""

    def __init__(
        self,
        plane: Plane,
        effective: date,
        before: int,
        territory: Territory,
        ledger: Ledger,
    ) -> None:
        self.plane = plane
        self.effective = effective
        self.before = before  # periods that ended by that day
        self.territory = territory
        self.ledger = ledger
        self.old_values = plane.values[:before].copy()
        self.old_flags = plane.flags[:before].copy()
        self.old_source = plane.source[:before].copy()

    def apply(self, group: Sequence[Bridge], *, additive: bool) -> set[Bridge]:
        used: set[Bridge] = set()
        if additive:
            for uid, parts in groupby(group, key=lambda b: b.to_uid):
                used |= self._carry_to(uid, list(parts))
        else:
            for uid in {b.to_uid for b in group}:
                if self._existed(uid):
                    self._mark_break(uid)
        keeps = {b.from_uid for b in group if b.from_uid == b.to_uid and additive}
        for uid in {b.from_uid for b in group} - keeps:
            if self.territory.survives(uid, self.effective):
                self._mark_break(uid)
        return used

    def _carry_to(self, uid: str, bridges: list[Bridge]) -> set[Bridge]:
        to = self._place(uid)
        incoming = [b for b in bridges if b.from_uid != uid]
        kept = next((b.share for b in bridges if b.from_uid == uid), 1.0)
        parts = [(self._place(b.from_uid), b.share) for b in incoming]
        if self._existed(uid):
            parts.insert(0, (to, kept))
            can = self._all_have_numbers(parts)
            lost = has_number(self.old_flags[:, to]) & ~can
            if lost.any():
                self._mark_break(uid)
                self._tell("bridge_without_numbers", uid, int(lost.sum()))
        else:
            # A nought is how files fill years in which a unit was not there.
            restated = has_number(self.old_flags[:, to]) & (self.old_values[:, to] != 0)
            can = self._all_have_numbers(parts) & ~restated
            self._tell("restated_by_publisher", uid, int(restated.sum()))
        if not can.any():
            return set()
        self._write(to, parts, np.flatnonzero(can))
        self._tell("bridged_cell", uid, int(can.sum()))
        return set(bridges)

    def _all_have_numbers(self, parts: list[tuple[int, float]]) -> NDArray[np.bool_]:
        places = [place for place, _ in parts]
        numbers: NDArray[np.bool_] = has_number(self.old_flags[:, places])
        return np.asarray(numbers.all(axis=1))

    def _write(
        self, to: int, parts: list[tuple[int, float]], rows: NDArray[np.intp]
    ) -> None:
        total = np.zeros(len(rows))
        for place, share in parts:
            total += share * self.old_values[rows, place]
        flags = derived(*(self.old_flags[rows, place] for place, _ in parts))
        # The file of the greatest part stands for all of them.
        main = max(parts, key=lambda part: (part[0] == to, part[1]))[0]
        self.plane.values[rows, to] = total
        self.plane.flags[rows, to] = flags | BRIDGED
        self.plane.source[rows, to] = self.old_source[rows, main]

    def _mark_break(self, uid: str) -> None:
        if self.before < len(self.plane.periods):
            self.plane.flags[self.before, self._place(uid)] |= BREAK_BEFORE

    def _existed(self, uid: str) -> bool:
        return self.territory.created_on.get(uid, date.max) < self.effective

    def _place(self, uid: str) -> int:
        return self.territory.register.position(uid)

    def _tell(self, code: str, uid: str, count: int) -> None:
        self.ledger.add(code, self.plane.code, count, [f"{uid} {self.effective}"])
