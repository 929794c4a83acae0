"""Rows of written codes to planes of public codes: parts out, duplicates joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from miara.cube import flags
from miara.cube.loads import Plane
from miara.cube.sources.codes import (
    Outcome,
    Resolved,
    as_county,
    as_municipality,
    city_of_part,
    resolve,
)
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.grid import Grid
from miara.cube.sources.mapping import Table

_ACTS: dict[str, Callable[[str], str | None]] = {
    "gmina": as_municipality,
    "powiat": as_county,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the grid that belongs to a unit."""

    at: int
    full: str
    is_part: bool = False


def planes_of(grid: Grid, table: Table, log: FindingLog) -> list[Plane]:
    """One plane a variable; units in order of their codes, periods in time.

    Rows of one unit are joined cell by cell, or added where the mapping says so.
    """
    planes = []
    places: dict[str, list[int]] = {}
    for j, (column, _) in enumerate(grid.columns):
        places.setdefault(column.variable, []).append(j)
    groups: dict[str | None, dict[str, list[_Row]]] = {}
    for columns_at in places.values():
        column = grid.columns[columns_at[0]][0]
        if column.acts_as not in groups:
            groups[column.acts_as] = _rows_by_code(grid, table, column.acts_as, log)
            _tell_duplicates(grid, groups[column.acts_as], table, log)
        rows = groups[column.acts_as]
        plane = _plane(grid, columns_at, rows, log, adding=table.duplicates == "sum")
        if column.zero == "impossible":
            _refuse_zeros(plane, log)
        planes.append(plane)
    return planes


def _rows_by_code(
    grid: Grid, table: Table, level: str | None, log: FindingLog
) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {}
    for at, written in enumerate(grid.codes):
        resolved = resolve(written, table.codes.lengths)
        text = " ".join(filter(None, (written, grid.names[at])))
        code = _public(resolved, level)
        if resolved.repaired and resolved.outcome is not Outcome.BAD:
            log.add("repaired_code", f"{written} → {resolved.full}")
        if resolved.outcome is Outcome.PART:
            log.add("skipped_part", text)
        elif resolved.outcome is Outcome.AGGREGATE:
            log.add("skipped_aggregate", text)
        elif code is None:
            log.add("bad_code", f"{grid.lines[at]}: {text}")
        else:
            city = city_of_part(code) if table.codes.city_parts else None
            if city:
                log.add("added_part", text)
            row = _Row(at, resolved.full, is_part=city is not None)
            rows.setdefault(city or code, []).append(row)
    return rows


def _public(resolved: Resolved, level: str | None) -> str | None:
    if resolved.outcome is not Outcome.UNIT:
        return None
    if level is None or len(resolved.code) == 2:
        return resolved.code
    return _ACTS[level](resolved.code)


def _tell_duplicates(
    grid: Grid, rows: dict[str, list[_Row]], table: Table, log: FindingLog
) -> None:
    for code, every in rows.items():
        members = [row for row in every if not row.is_part]
        if len(members) <= 1:
            continue
        names = " + ".join(
            f"{member.full} {grid.names[member.at]}".strip() for member in members
        )
        fulls = {member.full for member in members}
        if len(fulls) == len(members) and table.duplicates == "merge":
            log.add("merged_rows", f"{code}: {names}")
        else:
            added = table.duplicates == "sum"
            log.add("added_rows" if added else "duplicate_row", f"{code}: {names}")


def _plane(
    grid: Grid,
    places: list[int],
    rows: dict[str, list[_Row]],
    log: FindingLog,
    *,
    adding: bool,
) -> Plane:
    variable = grid.columns[places[0]][0].variable
    places = sorted(places, key=lambda j: grid.columns[j][1])
    periods = tuple(grid.columns[j][1] for j in places)
    taken = np.array(places, dtype=np.intp)
    codes = tuple(sorted(rows))
    first = np.array([rows[code][0].at for code in codes], dtype=np.intp)
    values = grid.values[np.ix_(first, taken)].T.copy()
    states = grid.flags[np.ix_(first, taken)].T.copy()
    for u, code in enumerate(codes):
        members = rows[code]
        if len(members) == 1:
            continue
        for t, j in enumerate(places):
            cells = [(grid.values[m.at, j], int(grid.flags[m.at, j])) for m in members]
            value, flag, clash = join_cells(cells, adding=adding)
            values[t, u], states[t, u] = value, flag
            if clash:
                both = " / ".join(f"{number:g}" for number in clash)
                log.add(
                    "contradiction",
                    f"{code} {periods[t]}: {both}",
                    where=variable,
                )
    return Plane(variable, periods, codes, values, states)


def join_cells(
    cells: Sequence[tuple[float, int]], *, adding: bool
) -> tuple[float, int, tuple[float, ...]]:
    """One cell out of the same cell of several rows.

    Returns
    -------
    value, flag
        The number all rows that have one agree on (or their sum); without any,
        the strongest reason why there is none.
    clash
        The different numbers when rows disagree; the cell is then missing.
    """
    numbered = [
        cell for cell in cells if cell[1] & flags.STATE_MASK <= flags.ZERO_EVENT
    ]
    if not numbered:
        states = [np.array([flag], dtype=np.uint8) for _, flag in cells]
        return float("nan"), int(flags.derived(*states)[0]), ()
    marks = 0
    for _, flag in numbered:
        marks |= flag & ~flags.STATE_MASK
    only_zero = all(flag & flags.STATE_MASK == flags.ZERO_EVENT for _, flag in numbered)
    state = flags.ZERO_EVENT if only_zero else flags.MEASURED
    if adding:
        return sum(value for value, _ in numbered), state | marks, ()
    different = tuple(dict.fromkeys(value for value, _ in numbered))
    if len(different) > 1:
        return float("nan"), flags.MISSING, different
    return different[0], state | marks, ()


def _refuse_zeros(plane: Plane, log: FindingLog) -> None:
    """Take zeros out, in place, of a variable that cannot be zero."""
    for t, u in zip(*np.nonzero(plane.values == 0.0), strict=True):
        cell = f"{plane.unit_codes[u]} {plane.periods[t]}"
        log.add("impossible_zero", cell, where=plane.variable)
        plane.values[t, u] = np.nan
        plane.flags[t, u] = flags.MISSING
