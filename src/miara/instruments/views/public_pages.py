"""Programmes and projects for everybody: the list, one of them, files."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.cycle.public import unit_of_address
from miara.instruments.exports.public import MEDIA, list_file, one_file
from miara.instruments.forms.public import PublicFilterForm
from miara.instruments.models import Instrument
from miara.instruments.presenters.history import public_history
from miara.instruments.presenters.public_pages import (
    list_sentence,
    list_table,
    page_of,
)
from miara.instruments.queries.public_pages import (
    public_events,
    public_instrument,
    public_instruments,
)
from miara.units.public import UnitFacts

__all__ = ["public_file", "public_list", "public_list_file", "public_page"]


@require_safe
def public_list(request: HttpRequest, address: str) -> HttpResponse:
    """Programmes and projects that the unit made public."""
    unit = unit_of_address(address)
    every = list(public_instruments(unit.uid))
    form = PublicFilterForm(request.GET or None, rows=every)
    rows = form.kept(every)
    pages = [
        reverse("instruments:public-page", args=[unit.address, row.pk]) for row in rows
    ]
    page = {
        "unit": unit,
        "form": form,
        "has_any": bool(every),
        "sentence": list_sentence(rows) if rows else "",
        "table": list_table(rows, pages, today=_today(request)) if rows else None,
        "has_civic": any(row.civic_year for row in every),
    }
    return render(request, "instruments/public_list.html", page)


@require_safe
def public_list_file(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """All of them as a file."""
    unit = unit_of_address(address)
    content = list_file(unit, list(public_instruments(unit.uid)), suffix)
    return _file(content, f"programy-i-projekty-{unit.address}", suffix)


@require_safe
def public_page(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One programme or project."""
    unit = unit_of_address(address)
    row = _row(unit, pk)
    page = {
        "unit": unit,
        "row": row,
        "history": public_history(public_events(row)),
        **page_of(row, today=_today(request)),
    }
    return render(request, "instruments/public_page.html", page)


@require_safe
def public_file(
    request: HttpRequest, address: str, pk: int, suffix: str
) -> HttpResponse:
    """The same as a file."""
    unit = unit_of_address(address)
    row = _row(unit, pk)
    content = one_file(unit, row, suffix)
    return _file(content, f"projekt-{unit.address}-{row.pk}", suffix)


def _row(unit: UnitFacts, pk: int) -> Instrument:
    row = public_instrument(unit.uid, pk)
    if row is None:
        raise Http404
    return row


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)  # type: ignore[attr-defined]


def _file(content: bytes, name: str, suffix: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
