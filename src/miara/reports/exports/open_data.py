"""Tables of a report that everybody reads, for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from miara.reports.exports.content import Paper, Value, plain_tables
from miara.reports.exports.tables import csv_of
from miara.reports.models import ReportVersion

__all__ = ["report_json", "table_csv", "table_json"]


def report_json(paper: Paper, version: ReportVersion) -> bytes:
    """The whole report: texts, numbers and tables with what it is and who made it."""
    tables = plain_tables(paper.content)
    facts = {
        **_facts(paper, version),
        "sections": [
            {
                "code": each["code"],
                "heading": each["heading"],
                "lines": each["lines"],
                "numbers": [list(pair) for pair in each["figures"].get("numbers", [])],
                "bars": [list(pair) for pair in each["figures"].get("bars", [])],
                "table": _records(*tables[place][1:]) if place in tables else [],
            }
            for place, each in enumerate(paper.content["sections"], 1)
        ],
    }
    return _dump(facts)


def table_csv(paper: Paper, place: int) -> bytes:
    """One table as CSV.

    Raises
    ------
    KeyError
        When the section has no table.
    """
    _heading, head, rows = plain_tables(paper.content)[place]
    return csv_of((head, rows))


def table_json(paper: Paper, version: ReportVersion, place: int) -> bytes:
    """One table as records.

    Raises
    ------
    KeyError
        When the section has no table.
    """
    heading, head, rows = plain_tables(paper.content)[place]
    facts = {**_facts(paper, version), "table": heading, "rows": _records(head, rows)}
    return _dump(facts)


def _facts(paper: Paper, version: ReportVersion) -> dict[str, Any]:
    return {
        "title": paper.title,
        "unit": paper.unit,
        "kind": paper.content["kind"],
        "year": paper.content["year"],
        "quarter": paper.content["quarter"] or None,
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "made_on": paper.content["made_on"],
        "vintage": paper.content["vintage"],
        "digest": version.digest,
        "author": version.author,
    }


def _records(
    head: Sequence[str], rows: Sequence[Sequence[Value]]
) -> list[dict[str, Value | None]]:
    """Rows by names of columns; a gap is null."""
    return [
        {
            name: None if value == "" else value
            for name, value in zip(head, row, strict=True)
        }
        for row in rows
    ]


def _dump(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1, default=_number).encode()


def _number(value: object) -> float:
    """Amounts have two places, so a float tells them as they are up to 10 trillion."""
    if isinstance(value, Decimal):
        return float(value)
    msg = f"{type(value).__name__} has no place in JSON"
    raise TypeError(msg)
