"""A file with a table as rows of cells: XLSX, ODS, CSV; a day stays a day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

__all__ = ["Cell", "UnreadableTableError", "cells_of", "text_of"]

Cell = object
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


class UnreadableTableError(ValueError):
    """The file is no table."""


def cells_of(content: bytes) -> list[Sequence[Cell]]:
    """Rows of the first sheet, or of a table of text.

    Text is UTF-8, else Windows-1250; its separator is the one most used in the first
    line that has any.

    Raises
    ------
    UnreadableTableError
        When it is no table.
    """
    if content[:4] in _WORKBOOKS:
        return _workbook(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1250")
        except UnicodeDecodeError as error:
            raise UnreadableTableError from error
    if "\x00" in text:
        raise UnreadableTableError
    first = next((line for line in text.splitlines() if re.search("[;,\t]", line)), "")
    separator = max(";\t,", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableTableError from error


def text_of(cell: Cell) -> str:
    """A cell as text in one line: whole numbers without a point, days as ISO.

    The apostrophe that keeps a spreadsheet from running a text is taken away.

    >>> text_of(12.0), text_of(" a \\n b "), text_of("'=SUMA(A1)"), text_of(None)
    ('12', 'a b', '=SUMA(A1)', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = " ".join(_UNSEEN.sub("", str(cell)).split())
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" and text[1:] else text


def _workbook(content: bytes) -> list[Sequence[Cell]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(book.get_sheet_by_index(0).to_python(skip_empty_area=False))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableTableError from error
