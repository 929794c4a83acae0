"""Assembly once more, cell by cell in plain Python, from its documentation alone."""

from collections.abc import Sequence
from datetime import date, timedelta

from miara.cube.flags import (
    BREAK_BEFORE,
    BRIDGED,
    MISSING,
    STATE_MASK,
    SUMMED,
)
from miara.cube.loads import Load
from miara.cube.periods import Period
from miara.cube.register import Register

Cell = tuple[float | None, int, str | None]  # number, flag, file name
Cells = dict[tuple[Period, str], Cell]
Meant = dict[Period, date]  # the day whose division the numbers of a period mean
NOTHING: Cell = (None, MISSING, None)


def assembled(loads: Sequence[Load], register: Register, *, additive: bool) -> Cells:
    """All cells of the one variable of the loads that hold anything."""
    cells: Cells = {}
    strangers: set[tuple[str, Period]] = set()
    for load in loads:
        sheet: Cells = {}
        for plane in load.planes:
            rows = sorted(plane.unit_codes, key=lambda code: (len(code), code))
            for t, period in enumerate(plane.periods):
                for code in rows:
                    u = plane.unit_codes.index(code)
                    flag = int(plane.flags[t, u])
                    number = float(plane.values[t, u]) if flag & 7 <= 1 else None
                    on = load.codes_on or eve(period)
                    uid = register.uid_of(code, on)
                    if uid is None:
                        if number is not None:
                            strangers.add((code, period))
                        continue
                    put(sheet, period, uid, (number, flag, load.origin.file_name))
        for (period, uid), cell in sheet.items():
            put(cells, period, uid, cell)
    periods = sorted({p for load in loads for pl in load.planes for p in pl.periods})
    if additive:
        meant = days_meant(cells, loads, periods)
        for period in periods:
            add_up(cells, period, register, strangers, meant[period])
    carry(cells, periods, register, additive=additive)
    return cells


def eve(period: Period) -> date:
    return period.end - timedelta(days=1)


def days_meant(cells: Cells, loads: Sequence[Load], periods: Sequence[Period]) -> Meant:
    days_of_files = {load.origin.file_name: load.codes_on for load in loads}
    meant = {}
    for period in periods:
        days = {
            days_of_files[str(name)]
            for (when, _), (number, _, name) in cells.items()
            if when == period and number is not None
        }
        (day,) = days if len(days) == 1 else (None,)
        meant[period] = max(eve(period), day or date.min)
    return meant


def put(cells: Cells, period: Period, uid: str, new: Cell) -> None:
    old = cells.get((period, uid), NOTHING)
    if new[1] & STATE_MASK != MISSING or old[1] & STATE_MASK == MISSING:
        cells[period, uid] = new


def add_up(
    cells: Cells,
    period: Period,
    register: Register,
    strangers: set[tuple[str, Period]],
    day: date,
) -> None:
    first = min(span.since for span in register.spans)
    on = max(day, first)
    created = {span.uid: span.since for span in reversed(register.spans)}
    early = {
        (span.code, period)
        for span in register.spans
        if len(span.code) == 6 and span.since == created[span.uid] > on
        if cells.get((period, span.uid), NOTHING)[0]
    }
    today = [
        span
        for span in register.spans
        if span.since <= on and (span.until is None or on < span.until)
    ]
    for small, large in ((6, 4), (6, 2), (6, 0), (4, 2), (4, 0)):
        groups: dict[str, list[str]] = {}
        for span in sorted(today, key=lambda span: register.position(span.uid)):
            if len(span.code) == small:
                groups.setdefault(span.code[:large] or "PL", []).append(span.uid)
        for code, members in groups.items():
            uid = register.uid_of(code, on)
            inside = [member for member in members if member != uid]
            if uid is None or not inside:
                continue
            if any(
                code in (stranger[:large] or "PL") and when == period
                for stranger, when in strangers | early
            ):
                continue
            if cells.get((period, uid), NOTHING)[1] & STATE_MASK != MISSING:
                continue
            parts = [cells.get((period, member), NOTHING) for member in inside]
            if any(number is None for number, _, _ in parts):
                continue
            marks = 0
            for _, flag, _ in parts:
                marks |= flag & ~STATE_MASK
            total = sum(number for number, _, _ in parts if number is not None)
            cells[period, uid] = (total, SUMMED | marks, None)


def carry(
    cells: Cells, periods: Sequence[Period], register: Register, *, additive: bool
) -> None:
    created: dict[str, date] = {}
    ended: dict[str, date] = {}
    for span in register.spans:
        created[span.uid] = min(span.since, created.get(span.uid, date.max))
        end = span.until or date.max
        ended[span.uid] = max(end, ended.get(span.uid, end))
    for day in sorted({bridge.effective for bridge in register.bridges}):
        group = [bridge for bridge in register.bridges if bridge.effective == day]
        earlier = [period for period in periods if period.end <= day]
        later = [period for period in periods if period.end > day]
        if not earlier:
            continue
        old = dict(cells)
        kept = {b.from_uid for b in group if b.from_uid == b.to_uid}
        broken = {b.from_uid for b in group if ended[b.from_uid] > day}
        broken -= kept if additive else set()
        for uid in {bridge.to_uid for bridge in group}:
            existed = created[uid] < day
            if not additive:
                broken |= {uid} if existed else set()
                continue
            shares = {b.from_uid: b.share for b in group if b.to_uid == uid}
            if existed:
                shares.setdefault(uid, 1.0)
            for period in earlier:
                own = old.get((period, uid), NOTHING)
                cell = carried(old, period, shares)
                if not existed and own[0]:
                    continue  # the publisher has carried it back already
                if cell is not None:
                    cells[period, uid] = cell
                elif existed and own[0] is not None:
                    broken.add(uid)
        for uid in broken if later else ():
            number, flag, name = cells.get((later[0], uid), NOTHING)
            cells[later[0], uid] = (number, flag | BREAK_BEFORE, name)


def carried(old: Cells, period: Period, shares: dict[str, float]) -> Cell | None:
    total, marks = 0.0, 0
    for uid, share in shares.items():
        number, flag, _ = old.get((period, uid), NOTHING)
        if number is None:
            return None
        total += share * number
        marks |= flag & ~STATE_MASK
    return (total, BRIDGED | marks, None)
