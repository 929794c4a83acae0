"""Answers of the API: JSON, tables, pages of lists."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

__all__ = [
    "CSV",
    "JSON",
    "csv_response",
    "flat",
    "json_response",
    "next_page",
    "page",
    "tagged",
]

JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8"


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with an ETag of its own bytes, or 304 to a reader who has them.

    For answers that follow from rows which change at any moment.
    """
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=tag)
    found = unchanged if isinstance(unchanged, HttpResponse) else response
    found.headers["ETag"] = tag
    return found


def json_response(content: Any) -> HttpResponse:
    """JSON as orjson writes it: NaN as null, dates in ISO 8601."""
    return HttpResponse(
        orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY), content_type=JSON
    )


def csv_response(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, total: int
) -> HttpResponse:
    """A table with a heading; numbers with a point, nothing where there is none."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    response = HttpResponse(text.getvalue().encode(), content_type=CSV)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.csv"'
    response.headers["X-Total-Count"] = str(total)
    return response


def next_page(
    request: HttpRequest, *, limit: int, offset: int, total: int
) -> str | None:
    """Full address of the following page; None on the last."""
    if offset + limit >= total:
        return None
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset + limit)
    return f"{settings.MIARA_SITE_URL}{request.path}?{query.urlencode()}"


def page(
    request: HttpRequest, items: Sequence[Any], *, limit: int, offset: int
) -> dict[str, Any]:
    """Count, next address and the items of one page of a list held in memory."""
    total = len(items)
    return {
        "count": total,
        "next": next_page(request, limit=limit, offset=offset, total=total),
        "items": list(items[offset : offset + limit]),
    }


def flat(row: Mapping[str, Any], columns: Sequence[str]) -> list[Any]:
    """One row of a table: lists become words separated by a space."""
    return [
        " ".join(map(str, value)) if isinstance(value, list) else value
        for value in (row[name] for name in columns)
    ]
