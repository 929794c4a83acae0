"""Rows as CSV and XLSX: days as days, texts never run as formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

__all__ = ["MEDIA", "XLSX_OPTIONS", "Value", "csv_of", "write_sheet"]

MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Texts of people are never taken for formulas or links.
XLSX_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Value = str | date | None


def csv_of(head: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Poland open it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_sheet(
    book: Any, name: str, head: Sequence[str], rows: Sequence[Sequence[Value]]
) -> Any:
    """A sheet of a workbook of xlsxwriter: bold headings that stay, days as days."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    text = book.add_format({"num_format": "@"})
    for column, label in enumerate(head):
        sheet.write_string(0, column, label, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif value:
                sheet.write_string(number, column, value, text)
    sheet.freeze_panes(1, 0)
    return sheet


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if value.startswith(_FORMULA) else value
