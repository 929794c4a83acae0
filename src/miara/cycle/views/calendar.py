"""The calendar of a unit: years with terms, their opening and closing, the feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.cycle.actions.years import close_year, open_year, reopen_year
from miara.cycle.domain.calendars import calendar as calendar_of
from miara.cycle.doors import Door, door
from miara.cycle.exports.feed import terms_feed
from miara.cycle.forms.shared import ReasonForm
from miara.cycle.forms.years import OpenYearForm
from miara.cycle.models import PlanYear
from miara.cycle.permissions import posts_acted_for
from miara.cycle.presenters.frame import unit_of_address
from miara.cycle.presenters.year import lines_of, sentence_of
from miara.cycle.queries.years import settings_by_key, terms_of, year_of, years_of
from miara.cycle.waiting import waiting_for

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def years(request: HttpRequest, address: str) -> HttpResponse:
    """Years of the unit, what waits for the reader, and a form that opens a year."""
    at = door(request, address, "calendar", planning=request.method == "POST")
    data = request.POST or None
    form = OpenYearForm(
        data, initial={"year": at.today.year, "calendar": "small-rural"}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        begin = calendar_of(given["calendar"])
        try:
            open_year(at.unit.uid, given["year"], begin, by=at.user, now=at.now)
        except MiaraError as error:
            form.add_error("year", error.for_people())
        else:
            messages.success(request, _("The year is open."))
            return redirect("cycle:year", at.unit.address, given["year"])
    page = at.page(
        years=list(years_of(at.unit.uid)),
        waiting=waiting_for(at.user, at.unit.uid, at.now),
        form=form if at.plans else None,
    )
    status = 422 if form.errors else 200
    return render(request, "cycle/years.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def year(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Terms of one year; closing and opening again."""
    at = door(request, address, "calendar", planning=request.method == "POST")
    row = year_of(at.unit.uid, year)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _close_or_open(request, at, row, form)
        if done is not None:
            return done
    terms = list(terms_of(row))
    page = at.page(
        year=row,
        sentence=sentence_of(terms, at.today),
        lines=lines_of(
            row,
            terms,
            today=at.today,
            posts=posts_acted_for(at.user, at.unit.uid, at.today),
            plans=at.plans,
        ),
        form=form,
    )
    status = 422 if form.errors else 200
    return render(request, "cycle/year.html", page, status=status)


def _close_or_open(
    request: HttpRequest, at: Door, row: PlanYear, form: ReasonForm
) -> HttpResponse | None:
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "close": (close_year, _("The year is closed.")),
        "reopen": (reopen_year, _("The year is open again.")),
    }
    act, told = acts.get(request.POST.get("do", ""), acts["close"])
    try:
        act(row, reason=form.cleaned_data["reason"], by=at.user, now=at.now)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return None
    messages.success(request, told)
    return redirect("cycle:year", at.unit.address, row.year)


@never_cache
@require_safe
def feed(request: HttpRequest, address: str, key: str) -> HttpResponse:
    """Terms for programs that show calendars; the key in the address is the proof."""
    unit = unit_of_address(address)
    if settings_by_key(unit.uid, key) is None:
        raise Http404
    terms = [term for row in years_of(unit.uid)[:3] for term in terms_of(row)]
    page = request.build_absolute_uri(reverse("cycle:years", args=[unit.address]))
    content = terms_feed(
        terms,
        title=_("Terms: %(unit)s") % {"unit": unit.full_name},
        page=page,
        now=request.received_at,  # type: ignore[attr-defined]
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="terminy-{unit.address}.ics"'
    )
    return response
