"""Any table of one header and rows of units, read as its mapping says.

Wide or long, CSV or a workbook, period in a column, in headers, in the title or
fixed: GUS tables, sheets of the Ministry of Finance, of the Fire Service and of the
surveyors differ in their mappings only.
"""

import re
from dataclasses import dataclass

from miara.cube.periods import Period
from miara.cube.sources.codes import resolve, written
from miara.cube.sources.documents import Document, Sheet
from miara.cube.sources.errors import BrokenRow, HeaderError
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.grid import Grid, empty_grid
from miara.cube.sources.headers import Header, header_of
from miara.cube.sources.mapping import Column, Headings, Table
from miara.cube.sources.numbers import Cell, CellReader

_NOTHING = {"", "-", "–"}


@dataclass(frozen=True, slots=True)
class _Open:
    """One sheet being read: its header found, its mapping at hand."""

    document: Document
    sheet: Sheet
    header: Header
    table: Table
    reader: CellReader
    log: FindingLog


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a unit: its written code, name and place in the sheet."""

    code: str
    name: str
    at: int


def fits(document: Document, table: Table) -> bool:
    """Whether the file has the sheet, the headers and the title of the mapping."""
    sheet = document.sheet(table.sheet)
    if sheet is None:
        return False
    try:
        header = header_of(document, sheet, table)
        _check(header, table)
        _periods_above(document, sheet, table)
    except HeaderError:
        return False
    return True


def read_tabular(document: Document, table: Table, log: FindingLog) -> list[Grid]:
    """Read one sheet: a grid for each set of rows the mapping tells apart.

    Raises
    ------
    HeaderError
        When the sheet, a column or the title is not what the mapping says.
    BrokenRow
        When a row has no period, or a heading without units below it.
    """
    sheet = document.sheet(table.sheet)
    if sheet is None:
        raise HeaderError(document.name, "no such sheet", expected=str(table.sheet))
    header = header_of(document, sheet, table)
    _check(header, table)
    rows = _rows(document, sheet, header, table)
    reader = CellReader(table.decimal, table.mark_flags())
    source = _Open(document, sheet, header, table, reader, log)
    groups: dict[tuple[tuple[str, str], ...], list[Column]] = {}
    for column in table.columns:
        groups.setdefault(tuple(sorted(column.when.items())), []).append(column)
    return [
        _grid(source, columns, _kept(source, when, rows))
        for when, columns in groups.items()
    ]


def _kept(
    source: _Open, when: tuple[tuple[str, str], ...], rows: list[_Row]
) -> list[_Row]:
    """Rows whose cells are those the mapping asks for."""
    tests = [(source.header.find(label), text) for label, text in when]
    cells = source.sheet.rows
    return [
        row for row in rows if all(written(cells[row.at][i]) == t for i, t in tests)
    ]


def row_count(document: Document, table: Table) -> int:
    """Rows of units in the sheet, headings and parts included."""
    sheet = document.sheet(table.sheet)
    if sheet is None:
        return 0
    return len(_rows(document, sheet, header_of(document, sheet, table), table))


def notes(document: Document, table: Table) -> tuple[str, ...]:
    """Title lines above the header, and remarks beside the first rows."""
    sheet = document.sheet(table.sheet)
    if sheet is None:
        return ()
    above = [
        " ".join(str(cell).split())
        for row in sheet.rows[: table.header_row - 1]
        for cell in row
    ]
    taken = set()
    header = header_of(document, sheet, table)
    for column in table.columns:
        taken.update(header.matches(column.header))
        taken.update(at for at, _ in _period_columns(header, column))
    labelled = {i for i, label in enumerate(header.labels) if label}
    beside = [
        " ".join(cell.split())
        for row in sheet.rows[table.header_row :]
        for i, cell in enumerate(row)
        if i not in labelled and i not in taken and isinstance(cell, str)
    ]
    return tuple(dict.fromkeys(text for text in above + beside if text))


def _period_columns(header: Header, column: Column) -> list[tuple[int, str]]:
    return header.with_period(column.header) if "{period}" in column.header else []


def _check(header: Header, table: Table) -> None:
    assert table.periods is not None
    labels = [*table.codes.headers, *(w for c in table.columns for w in c.when)]
    labels += [each for each in (table.name_header, table.periods.column) if each]
    if not table.periods.header:
        labels += [column.header for column in table.columns]
    for label in labels:
        header.find(label)
    if table.periods.header:
        for column in table.columns:
            if not header.with_period(column.header):
                raise HeaderError(
                    header.file, "no such columns", expected=column.header
                )


def _periods_above(document: Document, sheet: Sheet, table: Table) -> Period | None:
    """The period that holds for the whole sheet, if there is one."""
    assert table.periods is not None
    if table.periods.fixed is not None:
        return Period.parse(table.periods.fixed)
    if table.periods.title is None:
        return None
    for row in sheet.rows[: table.header_row - 1]:
        for cell in row:
            match = re.search(table.periods.title, " ".join(str(cell).split()))
            if match is not None:
                return Period.parse(match[1])
    raise HeaderError(document.name, "no title", expected=table.periods.title)


def _rows(document: Document, sheet: Sheet, header: Header, table: Table) -> list[_Row]:
    at_codes = [header.find(label) for label in table.codes.headers]
    at_name = header.find(table.name_header) if table.name_header else None
    found = []
    for at in range(table.header_row - 1 + table.header_rows, len(sheet.rows)):
        cells = sheet.rows[at]
        parts = [written(cells[i]) for i in at_codes]
        code = "".join(part for part in parts if part not in _NOTHING)
        name = " ".join(str(cells[at_name]).split()) if at_name is not None else ""
        if code or name:
            found.append(_Row(code, name, at))
    if table.headings is not None:
        return _with_headings(document, sheet, found, table.headings, table)
    return found


def _with_headings(
    document: Document,
    sheet: Sheet,
    rows: list[_Row],
    headings: Headings,
    table: Table,
) -> list[_Row]:
    """Give rows of the country and of voivodeships their codes.

    A voivodeship stands above its units: it has the first two digits they share.
    """
    # Whatever form codes have here, heading rows are written in the widest one.
    width = max(table.codes.lengths)
    done: list[_Row] = []
    for i, row in enumerate(rows):
        if row.code:
            done.append(row)
        elif re.search(headings.country, row.name):
            done.append(_Row("0" * width, row.name, row.at))
        elif re.search(headings.voivodeship, row.name):
            prefix = _shared_prefix(document, sheet, rows, i, table)
            done.append(_Row(prefix.ljust(width, "0"), row.name, row.at))
        else:
            raise BrokenRow(
                document.name,
                f"{row.name!r} without a code",
                line=sheet.line(row.at),
                expected="a code, the country or a voivodeship",
            )
    return done


def _shared_prefix(
    document: Document, sheet: Sheet, rows: list[_Row], i: int, table: Table
) -> str:
    prefixes = set()
    for below in rows[i + 1 :]:
        if not below.code:
            break
        resolved = resolve(below.code, table.codes.lengths)
        if resolved.full:
            prefixes.add(resolved.full[:2])
    if len(prefixes) != 1:
        raise BrokenRow(
            document.name,
            f"units of {sorted(prefixes)} under {rows[i].name!r}",
            line=sheet.line(rows[i].at),
            expected="units of one voivodeship",
        )
    return prefixes.pop()


def _grid(source: _Open, columns: list[Column], rows: list[_Row]) -> Grid:
    assert source.table.periods is not None
    if source.table.periods.column is not None:
        return _long(source, source.table.periods.column, columns, rows)
    placed = [
        (position, column, period)
        for column in columns
        for position, period in _placed(source, column)
    ]
    grid = _empty(source, rows, [(column, period) for _, column, period in placed])
    for i, row in enumerate(rows):
        cells = source.sheet.rows[row.at]
        for j, (position, _, _) in enumerate(placed):
            _put(source, grid, (i, j), cells[position])
    return grid


def _empty(
    source: _Open, rows: list[_Row], columns: list[tuple[Column, Period]]
) -> Grid:
    return empty_grid(
        [row.code for row in rows],
        [row.name for row in rows],
        [source.sheet.line(row.at) for row in rows],
        columns,
    )


def _placed(source: _Open, column: Column) -> list[tuple[int, Period]]:
    """Columns of one variable with their periods."""
    period = _periods_above(source.document, source.sheet, source.table)
    if period is not None:
        return [(source.header.find(column.header), period)]
    found = source.header.with_period(column.header)
    return [(at, Period.parse(year)) for at, year in found]


def _long(
    source: _Open, period_header: str, columns: list[Column], rows: list[_Row]
) -> Grid:
    at_period = source.header.find(period_header)
    positions = [source.header.find(column.header) for column in columns]
    periods: dict[Period, int] = {}
    places: dict[tuple[str, int], int] = {}
    times: dict[tuple[str, Period], int] = {}
    first: list[_Row] = []
    placed: list[tuple[int, int, _Row]] = []
    for row in rows:
        period = _period_in(source, row, at_period)
        # A second row of the same unit and period is left to the merge.
        time = times.get((row.code, period), 0)
        times[row.code, period] = time + 1
        at = places.get((row.code, time))
        if at is None:
            at = places[row.code, time] = len(first)
            first.append(row)
        placed.append((at, periods.setdefault(period, len(periods)), row))
    width = len(columns)
    grid = _empty(source, first, [(c, period) for period in periods for c in columns])
    for at, period_at, row in placed:
        cells = source.sheet.rows[row.at]
        for j, position in enumerate(positions):
            _put(source, grid, (at, period_at * width + j), cells[position])
    return grid


def _period_in(source: _Open, row: _Row, at: int) -> Period:
    try:
        return Period.parse(written(source.sheet.rows[row.at][at]))
    except ValueError as error:
        raise BrokenRow(
            source.document.name, str(error), line=source.sheet.line(row.at)
        ) from error


def _put(source: _Open, grid: Grid, place: tuple[int, int], cell: Cell) -> None:
    parsed = source.reader.read(cell)
    if parsed is None:
        i, j = place
        variable = grid.columns[j][0].variable
        source.log.add("unparsed_cell", f"{grid.lines[i]}: {cell!r}", where=variable)
        return
    grid.values[place], grid.flags[place] = parsed
