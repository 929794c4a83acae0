"""Rows that were left out, as a file to put right and send again."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from miara.practices.domain.migration.mapping import known_words
from miara.practices.domain.migration.plan import Plan
from miara.practices.domain.migration.table import Cell, text_of
from miara.practices.presenters.moving import reasons_of

__all__ = ["fits_workbook", "rest_json", "rest_workbook"]

#: What a cell of a workbook holds at most.
_LONGEST_CELL = 32_767


def fits_workbook(plan: Plan) -> bool:
    """Whether no text is longer than a cell of a workbook may be."""
    return all(
        len(text_of(cell)) <= _LONGEST_CELL
        for row in plan.left_out()
        for cell in row.parsed.row.cells.values()
    )


def rest_workbook(plan: Plan) -> bytes:
    """All cells as they came, and a column of reasons that is not read back."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        headings = [_reasons_heading(), *plan.table.headings]
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        sheet.set_column(0, 0, 60, wrapped)
        sheet.set_column(1, len(headings), 24)
        sheet.freeze_panes(1, 1)
        for line, row in enumerate(plan.left_out(), 1):
            sheet.write_string(line, 0, reasons_of(row)[:_LONGEST_CELL], wrapped)
            for place, heading in enumerate(plan.table.headings, 1):
                _write(sheet, line, place, row.parsed.row.cells.get(heading))
    return target.getvalue()


def rest_json(plan: Plan) -> bytes:
    """The same as a list of records, for texts longer than a workbook holds."""
    records = [
        {
            _reasons_heading(): reasons_of(row),
            **{
                heading: cell.isoformat() if isinstance(cell, date) else cell
                for heading in plan.table.headings
                if (cell := row.parsed.row.cells.get(heading)) is not None
            },
        }
        for row in plan.left_out()
    ]
    return json.dumps(records, ensure_ascii=False, indent=1).encode()


def _reasons_heading() -> str:
    return known_words().fields["reasons"][0]


def _write(sheet: Any, line: int, place: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
    else:
        text = cell.isoformat() if isinstance(cell, date) else cell
        sheet.write_string(line, place, text)
