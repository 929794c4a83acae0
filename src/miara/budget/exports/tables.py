"""Lines and tasks as CSV and XLSX: numbers as numbers, nothing a program would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from miara.budget.domain.assignment import Money
from miara.budget.domain.money import to_zloty
from miara.budget.models import BudgetTask, Line

__all__ = ["csv_of", "line_rows", "task_rows", "xlsx_of"]

Value = str | Decimal
Rows = tuple[list[str], list[list[Value]]]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MONEY: Final = ["plan", "plan po zmianach", "zaangażowanie", "wykonanie"]


def task_rows(tasks: Iterable[tuple[BudgetTask, Money]]) -> Rows:
    """Tasks with their money in złoty; headings are read back by the reader."""
    head = ["symbol zadania", "nazwa", "rodzaj", "jednostka", *_MONEY, "pozostało"]
    return head, [
        [
            task.symbol,
            task.name,
            str(task.get_kind_display()),
            task.organisational_unit.code if task.organisational_unit else "",
            *map(to_zloty, (*money.row(), money.left)),
        ]
        for task, money in tasks
    ]


def line_rows(lines: Iterable[Line]) -> Rows:
    """Lines with their classification and the task; amounts in złoty."""
    head = ["strona", "dział", "rozdział", "paragraf", "kod jednostki"]
    head += ["symbol zadania", "nazwa", *_MONEY]
    sides = {"R": "dochody", "E": "wydatki"}
    return head, [
        [
            sides[row.side],
            row.division,
            row.chapter,
            row.paragraph + row.digit,
            row.office,
            row.task.symbol if row.task else row.symbol,
            row.label,
            *map(to_zloty, (row.planned, row.changed, row.committed, row.executed)),
        ]
        for row in lines
    ]


def csv_of(rows: Rows) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets in Poland open it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(rows[0])
    for row in rows[1]:
        writer.writerow([_text(value) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_of(rows: Rows) -> bytes:
    """A workbook with one sheet; amounts are numbers."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write_row(0, 0, rows[0], book.add_format({"bold": True}))
        for at, row in enumerate(rows[1], 1):
            _write(sheet, at, row, money)
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def _write(sheet: object, at: int, row: Sequence[Value], money: object) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(at, place, value)  # type: ignore[attr-defined]
        else:
            # A spreadsheet keeps fifteen digits; no budget has more.
            sheet.write_number(at, place, float(value), money)  # type: ignore[attr-defined]


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    return "'" + value if value.startswith(_FORMULA) else value
