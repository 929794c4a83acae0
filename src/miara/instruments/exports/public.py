"""Public programmes and projects as CSV and JSON, for people and programs.

Amounts have a point and two places, days are ISO 8601, an empty cell was not told.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from miara.instruments.models import Instrument
from miara.instruments.presenters.public_pages import sum_of_money
from miara.units import public as units

__all__ = ["MEDIA", "list_file", "one_file"]

MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_LIST: Final = (
    *("code", "name", "kind", "state", "domain", "district", "since", "until"),
    *("civic_year", "votes", "planned_pln", "executed_pln", "number"),
)
_ONE: Final = (
    *("part", "name", "since_or_planned_on", "until_or_expected_on", "done_on"),
    *("year", "source", "unit_of_measure", "planned", "achieved_or_executed"),
)


def list_file(unit: units.UnitFacts, rows: Sequence[Instrument], suffix: str) -> bytes:
    """All public instruments: a row each, or all that is public about each.

    Parameters
    ----------
    suffix
        ``csv`` or ``json``.
    """
    if suffix == "csv":
        return _csv(_LIST, (_short(row) for row in rows))
    data = {**_about(unit), "instruments": _told(rows)}
    return _json(data)


def one_file(unit: units.UnitFacts, row: Instrument, suffix: str) -> bytes:
    """One instrument: a row a stage, milestone, product and amount, or as data."""
    if suffix == "csv":
        return _csv(_ONE, _parts(row))
    return _json({**_about(unit), "instrument": _told([row])[0]})


def _about(unit: units.UnitFacts) -> dict[str, Any]:
    return {"unit": {"code": unit.code, "name": unit.full_name}, "currency": "PLN"}


def _short(row: Instrument) -> list[Any]:
    planned, executed = sum_of_money(row)
    return [
        row.code,
        row.name,
        row.kind,
        row.state,
        str(row.domain or ""),
        str(row.district or ""),
        row.since,
        row.until,
        row.civic_year,
        row.votes,
        planned if row.money.all() else None,
        executed,
        row.pk,
    ]


def _parts(row: Instrument) -> Iterable[list[Any]]:
    empty = [None] * 10
    for stage in sorted(row.stages.all(), key=lambda s: (s.since, s.pk)):
        days = [stage.since, stage.until, stage.done_on]
        yield ["stage", stage.name, *days, *empty[5:]]
    for mark in sorted(row.milestones.all(), key=lambda m: (m.planned_on, m.pk)):
        days = [mark.planned_on, mark.forecast_on, mark.done_on]
        yield ["milestone", mark.name, *days, *empty[5:]]
    for product in sorted(row.products.all(), key=lambda p: p.pk):
        amounts = [product.unit_of_measure, product.planned, product.achieved]
        yield ["product", product.name, *empty[2:7], *amounts]
    for money in sorted(row.money.all(), key=lambda m: (m.year, m.source)):
        amounts = [money.year, money.source, "PLN", money.planned, money.executed]
        yield ["money", "", *empty[2:5], *amounts]


def _told(rows: Sequence[Instrument]) -> list[dict[str, Any]]:
    uids = {p.unit_uid for row in rows for p in row.partners.all() if p.unit_uid}
    known = units.units_by_uid(uids)
    names = {uid: facts.full_name for uid, facts in known.items()}
    return [_full(row, names) for row in rows]


def _full(row: Instrument, names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": row.pk,
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "state": row.state,
        "description": row.description,
        "domain": str(row.domain or ""),
        "district": str(row.district or ""),
        "since": row.since,
        "until": row.until,
        "published_at": row.published_at,
        "civic_year": row.civic_year,
        "votes": row.votes,
        "sections": row.sections,
        "goals": [
            {"document": link.goal.document_id, "code": link.goal.code}
            for link in row.goal_links.all()
        ],
        "belongs_to": [link.whole_id for link in row.whole_links.all()],
        "consists_of": [link.part_id for link in row.part_links.all()],
        "stages": _rows(row.stages.all(), "name", "since", "until", "done_on"),
        "milestones": _rows(
            row.milestones.all(), "name", "planned_on", "forecast_on", "done_on"
        ),
        "products": _rows(
            row.products.all(), "name", "unit_of_measure", "planned", "achieved"
        ),
        "partners": [
            {"name": p.name or names.get(p.unit_uid, p.unit_uid), "part": p.part}
            for p in row.partners.all()
        ],
        "money": _rows(row.money.all(), "year", "source", "planned", "executed"),
    }


def _rows(found: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(each, name) for name in names} for each in found]


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    """A cell as text; what a spreadsheet would run as a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
