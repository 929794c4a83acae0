"""A file of an archive as headings and rows, whatever its kind."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from miara.language import fold

__all__ = [
    "MOST_ROWS",
    "BadArchive",
    "Cell",
    "Problem",
    "Row",
    "Table",
    "plain",
    "read_table",
    "text_of",
]

Cell = str | int | float | bool | date | None
#: More are to be split, so that a report stays readable.
MOST_ROWS: Final = 20_000
_SEEK_HEADER_IN: Final = 20


class Problem(StrEnum):
    """Why a whole file cannot be read."""

    EMPTY = "EMPTY"
    UNREADABLE = "UNREADABLE"
    NO_TITLE_COLUMN = "NO_TITLE_COLUMN"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    UNKNOWN_HEADING = "UNKNOWN_HEADING"
    BAD_MAPPING = "BAD_MAPPING"


class BadArchive(Exception):
    """The whole file, or its mapping, cannot be used."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file and its cells by heading."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings in the order of the file, and rows that hold anything."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def plain(text: str) -> str:
    """A heading for comparing: no diacritics, capitals, punctuation.

    >>> plain("Źródło finansowania (PLN):")
    'zrodlo finansowania pln'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def text_of(value: Cell) -> str:
    """A cell as people see it.

    >>> text_of(2011.0), text_of(date(2011, 5, 3)), text_of(True), text_of(None)
    ('2011', '2011-05-03', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def read_table(
    content: bytes, name: str, is_header: Callable[[Sequence[str]], bool]
) -> Table:
    """Rows of a workbook, of a text table or of a list of records in JSON.

    Parameters
    ----------
    is_header
        Tells the row of headings: tables may begin with a title.

    Raises
    ------
    BadArchive
        When it cannot be read; ``NO_TITLE_COLUMN`` without a row of headings.
    """
    if not content.strip():
        raise BadArchive(Problem.EMPTY)
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        table = _grid(_workbook(content), is_header)
    else:
        text = _decoded(content, name)
        if text.lstrip()[:1] in {"[", "{"}:
            table = _records(text, is_header)
        else:
            table = _grid(_delimited(text, name), is_header)
    if len(table.rows) > MOST_ROWS:
        raise BadArchive(Problem.TOO_MANY_ROWS, str(MOST_ROWS))
    return table


def _workbook(content: bytes) -> list[tuple[int, Sequence[Cell]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadArchive(Problem.UNREADABLE, str(error)) from error
    return [(i, [_cell(value) for value in row]) for i, row in enumerate(rows, 1)]


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadArchive(Problem.UNREADABLE, name)


def _delimited(text: str, name: str) -> list[tuple[int, Sequence[Cell]]]:
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    # Texts of practices are longer than the reader's usual limit of a field.
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        # Numbered as a spreadsheet numbers them, whatever lines the texts take.
        return list(enumerate(reader, 1))
    except csv.Error as error:
        raise BadArchive(
            Problem.UNREADABLE, f"{name}: {reader.line_num}: {error}"
        ) from error


def _records(text: str, is_header: Callable[[Sequence[str]], bool]) -> Table:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadArchive(Problem.UNREADABLE, str(error)) from error
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 else None
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise BadArchive(Problem.UNREADABLE, "[{…}, {…}]")
    headings = tuple(dict.fromkeys(str(key) for row in data for key in row))
    if not is_header(headings):
        raise BadArchive(Problem.NO_TITLE_COLUMN)
    rows = [
        Row(number, {str(key): _cell(value) for key, value in row.items()})
        for number, row in enumerate(data, 1)
    ]
    return Table(headings, tuple(row for row in rows if _says_anything(row)))


def _grid(
    rows: list[tuple[int, Sequence[Cell]]], is_header: Callable[[Sequence[str]], bool]
) -> Table:
    for at, (_number, cells) in enumerate(rows[:_SEEK_HEADER_IN]):
        labels = [" ".join(text_of(cell).split()) for cell in cells]
        if is_header(labels):
            return _body(labels, rows[at + 1 :])
    raise BadArchive(Problem.NO_TITLE_COLUMN)


def _body(labels: list[str], rows: list[tuple[int, Sequence[Cell]]]) -> Table:
    names = _distinct(labels, max((len(cells) for _number, cells in rows), default=0))
    found = [
        Row(number, dict(zip(names, cells, strict=False))) for number, cells in rows
    ]
    kept = tuple(row for row in found if _says_anything(row))
    used = {name for row in kept for name, cell in row.cells.items() if text_of(cell)}
    headings = tuple(
        name for i, name in enumerate(names) if name in used or any(labels[i : i + 1])
    )
    return Table(headings, kept)


def _distinct(labels: list[str], width: int) -> list[str]:
    """Names of columns, all different: unnamed ones by number, repeated ones marked."""
    names: list[str] = []
    for place in range(max(width, len(labels))):
        label = labels[place] if place < len(labels) else ""
        name, again = label or f"({place + 1})", 2
        while name in names:
            name, again = f"{label} ({again})", again + 1
        names.append(name)
    return names


def _says_anything(row: Row) -> bool:
    return any(text_of(cell) for cell in row.cells.values())


def _cell(value: Any) -> Cell:
    if isinstance(value, list | tuple):
        return "\n".join(text_of(_cell(each)) for each in value)
    if isinstance(value, dict):
        return "\n".join(f"{k}: {text_of(_cell(v))}" for k, v in value.items())
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    return str(value)
