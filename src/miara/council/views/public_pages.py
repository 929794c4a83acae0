"""The debate for everybody, under a permanent address, and the form on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.council.exports.sign_up import sign_up_pdf
from miara.council.models import Debate
from miara.council.presenters.debate import page_of
from miara.council.presenters.sign_up import sign_up_of
from miara.council.queries.debates import public_debate
from miara.council.views.debates import pdf_response
from miara.cycle.public import unit_of_address
from miara.units.public import UnitFacts


@require_safe
def debate(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """When and where, who may speak, questions with answers, votes."""
    unit, row = _found(address, year)
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    page = {
        "unit": unit,
        "row": row,
        "page": page_of(unit, row, today, everything=False),
    }
    return render(request, "council/public_debate.html", page)


@require_safe
def form(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """The sign-up form as a page to read, fill in and print; it sends nothing."""
    unit, row = _found(address, year)
    sheet = sign_up_of(unit, row)
    numbers = range(1, sheet.rows + 1)
    page = {"unit": unit, "row": row, "sheet": sheet, "numbers": numbers}
    return render(request, "council/public_form.html", page)


@require_safe
def form_file(request: HttpRequest, address: str, year: str) -> HttpResponse:
    """The sign-up form as PDF."""
    unit, row = _found(address, year)
    made_at = row.published_at
    if made_at is None:
        raise Http404
    return pdf_response(sign_up_pdf(unit, row, made_at=made_at), row.year)


def _found(address: str, year: str) -> tuple[UnitFacts, Debate]:
    unit = unit_of_address(address)
    row = public_debate(unit.uid, int(year))
    if row is None:
        raise Http404
    return unit, row
