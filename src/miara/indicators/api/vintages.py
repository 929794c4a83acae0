"""Vintages: which states of the numbers were served, and when."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router

from miara.core.api.parameters import Paged, strict
from miara.core.api.serving import csv_response, flat, json_response, page
from miara.indicators.api import schemas
from miara.indicators.queries.vintage_log import Served, served_vintages

router = Router(tags=[gettext_noop("Vintages")])
COLUMNS: Final = (
    "vintage", "built_at", "published_at", "is_current", "is_fictional", "changed",
    "added",
)  # fmt: skip


@router.get(
    "vintages",
    response={200: schemas.VintagePage, 400: schemas.Problem},
    summary=gettext_noop("List of vintages"),
    description=gettext_noop(
        "Every state of the numbers that was ever served, the newest first. Its name "
        "works as as_of."
    ),
)
def vintage_list(request: HttpRequest, query: Query[Paged]) -> HttpResponse:
    """States that were served."""
    strict(request, Paged)
    rows = [_item(row) for row in served_vintages()]
    return json_response(page(request, rows, limit=query.limit, offset=query.offset))


@router.get(
    "vintages.csv",
    response={200: str, 400: schemas.Problem},
    summary=gettext_noop("List of vintages as a table"),
    description=gettext_noop("The same as a CSV file."),
)
def vintage_table(request: HttpRequest, query: Query[Paged]) -> HttpResponse:
    """The same list as CSV."""
    strict(request, Paged)
    rows = [_item(row) for row in served_vintages()]
    part = rows[query.offset : query.offset + query.limit]
    return csv_response(
        "vintages",
        COLUMNS,
        [flat(_texts(row), COLUMNS) for row in part],
        total=len(rows),
    )


def _item(served: Served) -> dict[str, Any]:
    row = served.row
    return {
        "vintage": row.vintage_id,
        "built_at": row.built_at,
        "published_at": row.published_at,
        "is_current": row.is_current,
        "is_fictional": row.is_fictional,
        "changed": served.changed,
        "added": served.added,
    }


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    """Moments in ISO 8601, truths in small letters, as in JSON."""
    return {
        name: value.isoformat()
        if hasattr(value, "isoformat")
        else str(value).lower()
        if isinstance(value, bool)
        else value
        for name, value in row.items()
    }
