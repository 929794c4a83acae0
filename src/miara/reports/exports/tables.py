"""Rows as CSV and XLSX: numbers as numbers, nothing that a program would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

__all__ = ["Sheet", "csv_of", "xlsx_of"]

Value = str | int | Decimal
Sheet = tuple[Sequence[str], Sequence[Sequence[Value]]]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BAD_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def csv_of(sheet: Sheet) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Poland open it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet[0])
    writer.writerows([_plain(value) for value in row] for row in sheet[1])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_of(sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook with a sheet a table; amounts are numbers, texts stay texts."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        for name, (head, rows) in _named(sheets.items()):
            page = book.add_worksheet(name)
            page.write_row(0, 0, head, bold)
            for place, row in enumerate(rows, 1):
                _write(page, place, row, money)
            page.freeze_panes(1, 0)
            page.set_column(0, max(0, len(head) - 1), 22)
    return target.getvalue()


def _named(sheets: Iterable[tuple[str, Sheet]]) -> Iterable[tuple[str, Sheet]]:
    """Names that a workbook takes: 31 characters, each once."""
    taken: set[str] = set()
    for number, (name, sheet) in enumerate(sheets, 1):
        short = name.translate(_BAD_IN_NAMES)[:27].strip() or "-"
        while short.casefold() in taken:
            short = f"{short[:23]} {number}"
        taken.add(short.casefold())
        yield short, sheet


def _write(page, place: int, row: Sequence[Value], money) -> None:  # type: ignore[no-untyped-def]
    for column, value in enumerate(row):
        if isinstance(value, Decimal):
            page.write_number(place, column, float(value), money)
        elif isinstance(value, int):
            page.write_number(place, column, value)
        else:
            page.write_string(place, column, value)


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
