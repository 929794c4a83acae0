"""Progress of projects that residents chose, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.cycle.public import unit_of_address
from miara.instruments.exports.table import as_csv
from miara.instruments.presenters.pages import civic_context, lines_of
from miara.instruments.queries.instruments import civic_projects

__all__ = ["civic", "civic_file"]


@require_safe
def civic(request: HttpRequest, address: str) -> HttpResponse:
    """Editions of the civic budget with the state of each project."""
    unit = unit_of_address(address)
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    editions = civic_context(list(civic_projects(unit.uid)), today=today)
    page = {
        "unit": unit,
        "editions": editions,
        "title": _("Civic budget: what became of the projects"),
    }
    return render(request, "instruments/civic.html", page)


@require_safe
def civic_file(request: HttpRequest, address: str) -> HttpResponse:
    """The same as CSV."""
    unit = unit_of_address(address)
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    content = as_csv(lines_of(civic_projects(unit.uid), today=today))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"budzet-obywatelski-{unit.address}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
