"""Cards as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from miara.practices.domain.texts import PART_CODES
from miara.practices.models import Adoption, PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import WholeCard, adopted_by

__all__ = ["COLUMNS", "as_csv", "as_json", "cell", "short_record", "whole_record"]

COLUMNS: Final = (
    "number",
    "title",
    "url",
    "summary",
    "result",
    "section",
    "domain",
    "service",
    "unit",
    "implementing_body",
    "began_on",
    "ended_on",
    "is_running",
    "first_published",
    "last_published",
    "confirmed_on",
    "archived_on",
    "adoptions",
)
#: What a spreadsheet would take for a formula.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def short_record(card: PracticeCard) -> dict[str, Any]:
    """A card as one line of a list, by the names of `COLUMNS`."""
    first, last = card.first_published_at, card.last_published_at
    values = (
        card.pk,
        card.title,
        settings.MIARA_SITE_URL + card_path(card.pk, card.title),
        card.summary,
        card.result_sentence,
        card.section,
        card.domain,
        card.service,
        card.unit_uid,
        card.lead_name,
        card.began_on and card.began_on.isoformat(),
        card.ended_on and card.ended_on.isoformat(),
        card.is_running,
        first and first.date().isoformat(),
        last and last.date().isoformat(),
        card.life.confirmed_on.isoformat(),
        card.life.archived_on and card.life.archived_on.isoformat(),
        adopted_by(card),
    )
    return dict(zip(COLUMNS, values, strict=True))


def whole_record(whole: WholeCard) -> dict[str, Any]:
    """A card with its texts and rows. The office is there, people are not."""
    card = whole.card
    return {
        **short_record(card),
        "texts": {code: getattr(card, code) for code in PART_CODES},
        "partners": [
            {"unit": row.unit_uid, "name": row.name, "role": row.role}
            for row in whole.partners
        ],
        "results": [
            {
                "label": row.label,
                "indicator": row.indicator,
                "is_aim": row.is_aim,
                "direction": row.direction,
                "measure": row.measure,
                "before": row.before and str(row.before.normalize()),
                "before_year": row.before_year,
                "after": row.after and str(row.after.normalize()),
                "after_year": row.after_year,
                "source": row.source,
            }
            for row in whole.results
        ],
        "costs": [
            {
                "kind": row.kind,
                "label": row.label,
                "amount": str(row.amount),
                "year": row.year,
                "source": row.source,
            }
            for row in whole.costs
        ],
        "awards": [
            {"contest": row.contest, "year": row.year, "title": row.title}
            for row in whole.awards
        ],
        "adopted_by": [_adoption(row) for row in whole.adoptions],
        "office": card.contact.office,
    }


def _adoption(row: Adoption) -> dict[str, Any]:
    """What a unit declared, without who in it did."""
    return {
        "unit": row.unit_uid,
        "state": row.state,
        "declared_on": _day(row.declared_at),
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "changes": row.changes,
        "given_up_on": row.given_up_on and row.given_up_on.isoformat(),
        "given_up_reason": row.given_up_reason,
        "aims": [
            {
                "indicator": aim.indicator,
                "direction": aim.direction,
                "declared_at": aim.declared_at.isoformat(),
                "starts_on": aim.starts_on.isoformat(),
                "vintage": aim.vintage,
                "known_until": aim.known_until and aim.known_until.isoformat(),
            }
            for aim in row.aims.all()
        ],
    }


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def as_json(rows: Sequence[dict[str, Any]]) -> str:
    """A list of objects."""
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """A table with a heading; texts that a spreadsheet would compute are quoted."""
    out = io.StringIO()
    out.write("\ufeff")  # spreadsheets then read Polish letters rightly
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value that a spreadsheet does not compute."""
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return "" if value is None else value
