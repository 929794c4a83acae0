"""Everything public of the plans of a unit, for whoever wants to use it further."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.core.api.serving import tagged
from miara.cycle import public as cycle
from miara.exchange.exports.open_data import TABLES, table_file

__all__ = ["open_data", "open_file"]


@require_safe
def open_data(request: HttpRequest, address: str) -> HttpResponse:
    """Tables with their columns and files."""
    unit = cycle.unit_of_address(address)
    page = {"unit": unit, "tables": list(TABLES.values())}
    return render(request, "exchange/open_data.html", page)


@require_safe
def open_file(
    request: HttpRequest, address: str, name: str, suffix: str
) -> HttpResponse:
    """One table as a file; it can be asked from other sites."""
    unit = cycle.unit_of_address(address)
    if name not in TABLES:
        raise Http404
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    body, media_type = table_file(TABLES[name], unit, suffix, today)
    response = tagged(request, HttpResponse(body, content_type=media_type))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name}-{unit.code}.{suffix}"'
    )
    return response
