"""Exports of the Local Data Bank: CTAB, CREL, XREL and XPIV.

One mapping serves all of them: a label is the dimensions joined with ``;`` and the
unit of measure in brackets, wherever the layout puts these.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from miara.cube import flags
from miara.cube.periods import Period
from miara.cube.sources.codes import written
from miara.cube.sources.documents import Document, Sheet
from miara.cube.sources.errors import BrokenRow, HeaderError
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.grid import Grid, empty_grid
from miara.cube.sources.mapping import Column, Table
from miara.cube.sources.numbers import NO_VALUE, Cell, CellReader, with_flag

_DATA_SHEET = "DANE"
_TEXT_SHEET = "OPIS"
_LONG_TAIL = ["Rok", "Wartosc", "Jednostka miary", "Atrybut"]
_MARKUP = re.compile(r"<a [^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>|<[^>]+>", re.DOTALL)

_STAMP = re.compile(r"_(\d{14})\.[a-z]+$", re.IGNORECASE)

#: What an attribute beside a number says, as the producer's list of metadata has it
#: (``bdl.stat.gov.pl``, metadata, attributes). A mapping may say otherwise.
ATTRIBUTES: Final[dict[str, int]] = {
    "": flags.MEASURED,
    "n": flags.MISSING,  # not available yet
    "x": flags.MISSING,  # no information, secrecy or pointless: not told which
    "X": flags.MISSING | flags.BREAK_BEFORE,
    "a": flags.MEASURED,  # smaller than the format of presentation
    "A": flags.MEASURED | flags.BREAK_BEFORE,
    "z": flags.MEASURED,  # zero as a balance of numbers that are not zero
    "Z": flags.MEASURED | flags.BREAK_BEFORE,
    "k": flags.ESTIMATED,  # the aggregate may be incomplete
    "K": flags.ESTIMATED | flags.BREAK_BEFORE,
    "M": flags.BREAK_BEFORE,  # change of method
    "p": flags.ESTIMATED,  # county and its city together
    "s": flags.ESTIMATED | flags.PROVISIONAL,  # first estimate
    "v": flags.ESTIMATED,  # low precision
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the sheet, and for wide files label and year by column."""

    sheet: Sheet
    wide: tuple[tuple[str, str], ...] = ()  # (label, year) of columns from the third
    dimensions: int = 0  # long files: columns between name and year


def label_key(label: str) -> str:
    """Form in which labels are compared: exports differ in separators and spaces.

    >>> label_key("ogółem,wodociąg; [%]") == label_key("ogółem;wodociąg;[%]")
    True
    """
    return re.sub(r"\s*[;,]\s*", ";", " ".join(label.split()))


def labels(document: Document) -> frozenset[str] | None:
    """Keys of all labels in a BDL export; None when the file is none."""
    layout = _layout(document)
    if layout is None:
        return None
    if layout.wide:
        return frozenset(label for label, _ in layout.wide)
    width = layout.dimensions
    seen: dict[tuple[Cell, ...], None] = {}
    for row in layout.sheet.rows[1:]:
        seen[(*row[2 : 2 + width], row[width + 4])] = None
    return frozenset(_joined(parts) for parts in seen)


def fits_labels(found: frozenset[str], table: Table) -> bool:
    """Whether every label of a file is one of the mapping's."""
    return bool(found) and found <= {label_key(c.header) for c in table.columns}


def row_count(document: Document) -> int:
    """Rows of data in the file."""
    layout = _layout(document)
    return 0 if layout is None else len(layout.sheet.rows) - 1


def read_bdl(document: Document, table: Table, log: FindingLog) -> list[Grid]:
    """Read any of the four layouts.

    Raises
    ------
    HeaderError
        When the file is no BDL export or holds no variable of the mapping.
    BrokenRow
        When a row has no year.
    """
    layout = _layout(document)
    if layout is None:
        raise HeaderError(
            document.name, "not an export of BDL", expected="Kod, Nazwa and years"
        )
    known = {label_key(column.header): column for column in table.columns}
    grid = (
        _read_wide(document, layout, table, known, log)
        if layout.wide
        else _read_long(document, layout, table, known, log)
    )
    if not grid.columns:
        raise HeaderError(
            document.name,
            f"no variable of table {table.table}",
            expected="; ".join(sorted(known)),
        )
    return [grid]


def stamped_on(file_name: str) -> date | None:
    """Day on which the bank made the export, as it writes it at the end of the name.

    >>> stamped_on("LUDN_2425_CTAB_20250611231708.csv")
    datetime.date(2025, 6, 11)
    >>> stamped_on("dochody_gmin_2010-2019_CTAB.csv") is None
    True
    """
    found = _STAMP.search(file_name)
    if found is not None:
        with suppress(ValueError):  # other digits than those of a moment
            return datetime.strptime(found[1], "%Y%m%d%H%M%S").date()  # noqa: DTZ007
    return None


def notes(document: Document) -> tuple[str, ...]:
    """Method text and footnotes of the OPIS sheet, markup taken out."""
    sheet = document.sheet(_TEXT_SHEET)
    if sheet is None:
        return ()
    found = []
    for row in sheet.rows:
        parts = [" ".join(_plain(str(cell)).split()) for cell in row if cell]
        if parts:
            found.append(" ".join(parts))
    return tuple(found)


def _plain(text: str) -> str:
    return _MARKUP.sub(
        lambda match: f"{match[2]} ({match[1].strip()})" if match[1] else " ", text
    )


def _layout(document: Document) -> _Layout | None:
    sheet = document.sheet(_DATA_SHEET) or document.sheet(None)
    if sheet is None or len(sheet.rows) < 2:
        return None
    header = [str(cell).strip() for cell in sheet.rows[0]]
    if header[:2] != ["Kod", "Nazwa"] or len(header) < 3:
        return None
    if header[-4:] == _LONG_TAIL:
        return _Layout(sheet, dimensions=len(header) - 6)
    wide = tuple(_wide_label(text, document.separator or ";") for text in header[2:])
    return _Layout(sheet, wide=wide) if all(year for _, year in wide) else None


def _wide_label(header: str, separator: str) -> tuple[str, str]:
    """Label key and year of ``dimension;dimension;2019;[zł]``."""
    parts = header.rsplit(separator, 2)
    if len(parts) != 3 or re.fullmatch(r"\d{4}", parts[1].strip()) is None:
        return header, ""
    return label_key(f"{parts[0]};{parts[2]}"), parts[1].strip()


def _joined(parts: tuple[Cell, ...]) -> str:
    *dimensions, unit = (str(part).strip() for part in parts)
    return label_key(";".join([*dimensions, f"[{unit}]"]))


def _decimal(document: Document) -> str:
    # The newer export separates fields with commas and so writes decimal dots.
    return "." if document.separator == "," else ","


def _read_wide(
    document: Document,
    layout: _Layout,
    table: Table,
    known: dict[str, Column],
    log: FindingLog,
) -> Grid:
    columns, positions = [], []
    for position, (label, year) in enumerate(layout.wide, start=2):
        if label in known:
            columns.append((known[label], Period.year(int(year))))
            positions.append(position)
        else:
            log.add("unmapped_column", label)
    rows = layout.sheet.rows[1:]
    grid = empty_grid(
        [written(row[0]) for row in rows],
        [str(row[1]) for row in rows],
        [layout.sheet.line(i) for i in range(1, len(rows) + 1)],
        columns,
    )
    reader = CellReader(_decimal(document), table.mark_flags())
    cells = [[reader.read(row[position]) for position in positions] for row in rows]
    for i, parsed_row in enumerate(cells):
        for j, parsed in enumerate(parsed_row):
            if parsed is None:
                log.add(
                    "unparsed_cell",
                    f"{grid.lines[i]}: {rows[i][positions[j]]!r}",
                    where=columns[j][0].variable,
                )
                cells[i][j] = NO_VALUE
    if rows and columns:
        grid.values[:] = [[cell[0] for cell in row] for row in cells]  # type: ignore[index]
        grid.flags[:] = [[cell[1] for cell in row] for row in cells]  # type: ignore[index]
    return grid


def _read_long(
    document: Document,
    layout: _Layout,
    table: Table,
    known: dict[str, Column],
    log: FindingLog,
) -> Grid:
    width = layout.dimensions
    sheet = layout.sheet
    columns: list[tuple[Column, Period]] = []
    column_of: dict[tuple[Cell, ...], int] = {}
    row_of: dict[tuple[str, int], int] = {}
    codes: list[str] = []
    names: list[str] = []
    lines: list[int] = []
    placed: list[tuple[int, int, int]] = []
    times: dict[tuple[str, int], int] = {}
    for i, row in enumerate(sheet.rows[1:], start=1):
        key = (*row[2 : 2 + width], row[width + 4], row[width + 2])
        j = column_of.get(key)
        if j is None:
            year = _year(document, sheet, i, key[-1])
            j = _new_column(year, _joined(key[:-1]), known, columns, log)
            column_of[key] = j
        if j < 0:
            continue
        code = written(row[0])
        # A second row of the same cell opens a second row of the grid, so that the
        # merge, not this loop, decides about duplicates.
        time = times.get((code, j), 0)
        times[code, j] = time + 1
        at = row_of.get((code, time))
        if at is None:
            at = row_of[code, time] = len(codes)
            codes.append(code)
            names.append(str(row[1]))
            lines.append(sheet.line(i))
        placed.append((at, j, i))
    grid = empty_grid(codes, names, lines, columns)
    reader = CellReader(_decimal(document), table.mark_flags())
    attributes = ATTRIBUTES | table.attribute_flags()
    for at, j, i in placed:
        row = sheet.rows[i]
        parsed = reader.read(row[width + 3])
        if parsed is None:
            text = f"{sheet.line(i)}: {row[width + 3]!r}"
            log.add("unparsed_cell", text, where=columns[j][0].variable)
            continue
        attribute = str(row[width + 5]).strip()
        if attribute:
            added = attributes.get(attribute)
            if added is None:
                log.add("unknown_attribute", f"{sheet.line(i)}: {attribute}")
            else:
                parsed = with_flag(parsed, added)
        grid.values[at, j], grid.flags[at, j] = parsed
    return grid


def _new_column(
    year: str,
    label: str,
    known: dict[str, Column],
    columns: list[tuple[Column, Period]],
    log: FindingLog,
) -> int:
    """Place of a label and year met for the first time; -1 when it is not known."""
    if label not in known:
        log.add("unmapped_column", label)
        return -1
    columns.append((known[label], Period.year(int(year))))
    return len(columns) - 1


def _year(document: Document, sheet: Sheet, row: int, cell: Cell) -> str:
    text = written(cell)
    if re.fullmatch(r"\d{4}", text) is None:
        raise BrokenRow(
            document.name, repr(cell), expected="a year", line=sheet.line(row)
        )
    return text
