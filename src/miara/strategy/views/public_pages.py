"""Public pages of a strategy: permanent addresses, for everybody, with files."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.cycle import public as cycle
from miara.strategy.exports.document import document_file
from miara.strategy.models import Document
from miara.strategy.presenters.document import document_page
from miara.strategy.queries.plans import public_document, public_documents
from miara.units.public import UnitFacts

__all__ = ["public_file", "public_list", "public_page"]


@require_safe
def public_list(request: HttpRequest, address: str) -> HttpResponse:
    """Documents that the unit made public."""
    unit = cycle.unit_of_address(address)
    rows = list(public_documents(unit.uid))
    context = {"unit": unit, "documents": rows}
    return render(request, "strategy/public_list.html", context)


@require_safe
def public_page(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One document: goals, targets and where each stands."""
    unit = cycle.unit_of_address(address)
    row = _row(unit, pk)
    context = {
        "unit": unit,
        "row": row,
        "page": document_page(row, until=_until(request)),
    }
    return render(request, "strategy/public_page.html", context)


@require_safe
def public_file(
    request: HttpRequest, address: str, pk: int, suffix: str
) -> HttpResponse:
    """The same as a table or as data."""
    unit = cycle.unit_of_address(address)
    row = _row(unit, pk)
    page = document_page(row, until=_until(request))
    body, media_type = document_file(unit, row, page, suffix)
    response = HttpResponse(body, content_type=media_type)
    name = f"strategia-{unit.code}-{row.pk}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(unit: UnitFacts, pk: int) -> Document:
    row = public_document(unit.uid, pk)
    if row is None:
        raise Http404
    return row


def _until(request: HttpRequest) -> int:
    """The last year that is over."""
    now: datetime = request.received_at  # type: ignore[attr-defined]
    return timezone.localdate(now).year - 1
