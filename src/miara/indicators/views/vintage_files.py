"""The lists as files: indicators, sources, vintages, and what one vintage changed."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.indicators.models import Revision
from miara.indicators.presenters import vintage_records as records
from miara.indicators.queries.source_files import public_loads
from miara.indicators.queries.vintage_log import served_vintage_by_id, served_vintages
from miara.indicators.views.indicator_requests import answer, asked_of, told


@same_for_everybody
@require_safe
@told
def indicators_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Every definition."""
    asked = asked_of(request)
    return answer(
        request,
        asked,
        lambda: _body(
            suffix,
            records.INDICATOR_COLUMNS,
            records.indicator_records(asked),
            vintage=asked.row.vintage_id,
        ),
        content_type=_TYPES[suffix],
    )


@same_for_everybody
@require_safe
def sources_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Every file in use."""
    found = records.file_records(public_loads())
    return _file(suffix, _body(suffix, records.FILE_COLUMNS, found))


@same_for_everybody
@require_safe
def vintages_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Every vintage that was served."""
    found = records.vintage_records(served_vintages())
    return _file(suffix, _body(suffix, records.VINTAGE_COLUMNS, found))


@same_for_everybody
@require_safe
def vintage_file(
    request: HttpRequest, vintage_id: str, suffix: str
) -> HttpResponseBase:
    """What one vintage changed, number by number."""
    row = served_vintage_by_id(vintage_id)
    if row is None:
        raise Http404(vintage_id)
    rows = Revision.objects.filter(vintage=row).order_by("code", "pk")
    found = records.change_records(rows)
    body = _body(suffix, records.CHANGE_COLUMNS, found, vintage=vintage_id)
    return _file(suffix, body)


_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def _body(
    suffix: str, columns: Sequence[str], found: Sequence[records.Record], **about: Any
) -> bytes:
    if suffix == "csv":
        return records.as_csv(columns, found)
    return records.as_json(found, **about)


def _file(suffix: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type=_TYPES[suffix])
    response["Access-Control-Allow-Origin"] = "*"
    return response
