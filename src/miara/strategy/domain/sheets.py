"""A file with a table as rows of texts: XLSX, XLS, ODS, CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import Any, Final

__all__ = ["UnreadableSheetError", "rows_of_file"]

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableSheetError(ValueError):
    """The file is no table."""


def rows_of_file(content: bytes) -> list[list[str]]:
    """Rows of the first sheet, or of a table of text; cells as people see them.

    Text is UTF-8, else Windows-1250; its separator is the one most used in the first
    line that has any.

    Raises
    ------
    UnreadableSheetError
        When it is no table.
    """
    if content[:4] in _WORKBOOKS:
        return _workbook(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1250", errors="replace")
    if "\x00" in text:
        raise UnreadableSheetError
    first = next((line for line in text.splitlines() if re.search("[;,\t]", line)), "")
    mark = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise UnreadableSheetError from error
    return _trimmed([[cell.strip() for cell in row] for row in rows])


def _workbook(content: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableSheetError from error
    return _trimmed([[_text(cell) for cell in row] for row in rows])


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as ISO.

    >>> _text(2024.0), _text(1.5), _text(" a ")
    ('2024', '1.5', 'a')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the empty rows at the end; those between keep their numbers."""
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
