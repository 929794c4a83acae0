"""A document with its goals and targets as CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from miara.strategy.models import Document
from miara.strategy.presenters.document import DocumentPage, GoalLine, TargetLine
from miara.units.public import UnitFacts

__all__ = ["COLUMNS", "document_file"]

#: One row a target; a goal without one has a row with the first columns only.
COLUMNS = (
    "unit",
    "document",
    "goal",
    "level",
    "goal_text",
    "owner",
    "indicator",
    "indicator_title",
    "is_local",
    "kind",
    "direction",
    "baseline_year",
    "baseline_value",
    "final_year",
    "final_value",
    "lower",
    "upper",
    "tolerance",
    "newest_year",
    "newest_value",
    "status",
    "flags",
    "vintage",
)
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def document_file(
    unit: UnitFacts, document: Document, page: DocumentPage, suffix: str
) -> tuple[bytes, str]:
    """Bytes of a file and its media type.

    Parameters
    ----------
    suffix
        ``csv``, ``json`` or ``xlsx``.
    """
    make = {"csv": _csv, "json": _json, "xlsx": _xlsx}[suffix]
    return make(unit, document, page), _MEDIA[suffix]


def _rows(
    unit: UnitFacts, document: Document, page: DocumentPage
) -> Iterator[dict[str, Any]]:
    for line in page.goals:
        about = {"unit": unit.code, "document": document.title, **_goal(line)}
        for target in line.targets:
            yield {**about, **_target(target)}
        if not line.targets:
            yield about


def _goal(line: GoalLine) -> dict[str, Any]:
    return {
        "goal": line.goal.code,
        "level": line.level,
        "goal_text": line.goal.text,
        "owner": line.owner,
    }


def _target(line: TargetLine) -> dict[str, Any]:
    row, found = line.standing.target, line.standing.judgement
    latest = found.latest
    return {
        "indicator": line.standing.measure.code,
        "indicator_title": line.title,
        "is_local": line.is_local,
        "kind": row.kind,
        "direction": row.direction,
        "baseline_year": row.baseline_year,
        "baseline_value": row.baseline_value,
        "final_year": row.final_year,
        "final_value": row.final_value,
        "lower": row.lower,
        "upper": row.upper,
        "tolerance": row.tolerance,
        "newest_year": latest.year if latest else None,
        "newest_value": latest.value if latest else None,
        "status": found.status.value,
        "flags": " ".join(sorted(flag.value for flag in found.flags)),
        "vintage": line.standing.measure.vintage,
    }


def _csv(unit: UnitFacts, document: Document, page: DocumentPage) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(unit, document, page):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return ("\ufeff" + out.getvalue()).encode()


def _json(unit: UnitFacts, document: Document, page: DocumentPage) -> bytes:
    told = {
        "unit": {"code": unit.code, "name": unit.full_name},
        "document": {
            "title": document.title,
            "kind": document.kind,
            "edition": document.edition,
            "resolution_number": document.resolution_number,
            "resolution_date": document.resolution_date,
            "first_year": document.first_year,
            "last_year": document.last_year,
            "levels": document.levels,
        },
        "goals": [
            {
                **_goal(line),
                "depth": line.depth,
                "expected_results": line.goal.expected_results,
                "targets": [
                    {**_target(target), "sentence": target.sentence}
                    for target in line.targets
                ],
            }
            for line in page.goals
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_cell).encode()


def _xlsx(unit: UnitFacts, document: Document, page: DocumentPage) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    # Texts of people are never taken for formulas or links.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("cele")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(_rows(unit, document, page), start=1):
        for column, name in enumerate(COLUMNS):
            value = row.get(name)
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                sheet.write_number(number, column, float(value))
            elif value not in (None, ""):
                sheet.write_string(number, column, str(_cell(value)))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value as text of a file; texts that a spreadsheet would run are quoted."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return f"'{value}" if value[:1] in "=+@\t" and value else value
    if value is None or isinstance(value, bool | int):
        return "" if value is None else value
    return str(value)
