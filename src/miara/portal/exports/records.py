"""News as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from miara.portal.models import News
from miara.portal.presenters.links import news_path

__all__ = ["COLUMNS", "as_csv", "as_json", "record"]

COLUMNS: Final = (
    "number",
    "title",
    "url",
    "lead",
    "category",
    "site",
    "made_on",
    "first_published",
    "last_published",
    "starts_at",
    "ends_at",
    "place",
    "title_en",
    "lead_en",
)
#: What a spreadsheet would take for a formula.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def record(news: News) -> dict[str, Any]:
    """News as one line, by the names of `COLUMNS`."""
    values = (
        news.pk,
        news.title,
        settings.MIARA_SITE_URL + news_path(news.pk, news.title),
        news.lead,
        news.category,
        news.site.code,
        news.made_on.isoformat(),
        _moment(news.first_published_at),
        _moment(news.last_published_at),
        _moment(news.starts_at),
        _moment(news.ends_at),
        news.place,
        news.title_en,
        news.lead_en,
    )
    return dict(zip(COLUMNS, values, strict=True))


def as_json(rows: Sequence[dict[str, Any]]) -> bytes:
    """Lines as one JSON document."""
    return json.dumps({"news": list(rows)}, ensure_ascii=False).encode()


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """Lines as CSV that spreadsheets open without running anything."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cell(row[name]) for name in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
