"""The office: settings, the list, one guest, walk-ins, what is still held."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.public import person
from miara.attendance.actions import office as acts
from miara.attendance.actions.erasing import erasure_days
from miara.attendance.errors import AttendanceError
from miara.attendance.forms.office import DeskForm, FilterForm, ReasonForm, WalkInForm
from miara.attendance.models import Desk, Guest
from miara.attendance.presenters.tables import kind_rows, voivodeship_rows
from miara.attendance.presenters.tickets import origin_of, origins
from miara.attendance.queries.desks import desk_of, state_counts
from miara.attendance.queries.guests import (
    guest_of,
    guests_of,
    offices_by_voivodeship,
)
from miara.attendance.queries.held import held_of
from miara.attendance.queries.questions import OWNER
from miara.attendance.views.guards import desk_page, event_page, moment_of
from miara.events import public as events
from miara.questionnaires import public as questionnaires

__all__ = ["desk", "guest", "guests", "held", "questions", "walk_in"]

ON_PAGE = 50
_METHODS = ["GET", "HEAD", "POST"]


@event_page
@require_http_methods(_METHODS)
def desk(request: HttpRequest, event: events.Event) -> HttpResponse:
    """Open and close registration, set limits and times of keeping."""
    row = desk_of(event)
    form = DeskForm(
        request.POST or None,
        instance=Desk.objects.get(pk=row.pk) if row else Desk(event=event),
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.set_desk(
                event=event,
                values=form.cleaned_data,
                by=person(request),
                now=moment_of(request),
            )
        except AttendanceError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect("attendance:desk", event.code)
    page = {"event": event, "desk": row, "form": form, "current": "desk"}
    status = 422 if form.errors else 200
    return render(request, "attendance/office/desk.html", page, status=status)


@event_page
@require_POST
def questions(request: HttpRequest, event: events.Event) -> HttpResponse:
    """Lead to the questions; the first time they become a form of the event."""
    acts.open_questions(event=event, by=person(request), now=moment_of(request))
    return redirect("questionnaires:owner-forms", OWNER, event.uid)


@desk_page
@require_safe
def guests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who registered: counters, filters, the list."""
    places = offices_by_voivodeship(desk)
    form = FilterForm(request.GET, voivodeships=places)
    found = guests_of(desk, form.wanted)
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    where = origins([row.registration for row in rows])
    filters = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "event": desk.event,
        "desk": desk,
        "form": form,
        "counts": state_counts(desk),
        "kinds": kind_rows(desk),
        "voivodeships": voivodeship_rows(desk, places),
        "page": page,
        "lines": [(row, *where[row.registration_id]) for row in rows],
        "query": urlencode(filters),
        "current": "guests",
    }
    return render(request, "attendance/office/guests.html", context)


@desk_page
@require_http_methods(_METHODS)
def guest(request: HttpRequest, desk: Desk, uid: str) -> HttpResponse:
    """One guest: answers, cancelling, giving a place."""
    row = guest_of(desk, uid)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _acted(request, row, form):
        return redirect("attendance:guest", desk.event.code, uid)
    sheet = row.registration.sheet
    content = questionnaires.content_of(sheet) if sheet else None
    page = {
        "event": desk.event,
        "desk": desk,
        "row": row,
        "origin": origin_of(row.registration),
        "others": row.registration.guests.exclude(pk=row.pk).order_by("pk"),
        "answers": [
            questionnaires.shown(field, content.values.get(field.code))
            for field in content.definition.all_fields()
            if content.values.get(field.code) is not None
        ]
        if content
        else [],
        "form": form,
        "current": "guests",
    }
    status = 422 if form.errors else 200
    return render(request, "attendance/office/guest.html", page, status=status)


@desk_page
@require_http_methods(_METHODS)
def walk_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let somebody in who did not register."""
    form = WalkInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            acts.walk_in(
                desk=desk,
                values=form.cleaned_data,
                by=person(request),
                now=moment_of(request),
            )
        except AttendanceError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Let in."))
            return redirect("attendance:walk-in", desk.event.code)
    page = {"event": desk.event, "desk": desk, "form": form, "current": "guests"}
    status = 422 if form.errors else 200
    return render(request, "attendance/office/walk_in.html", page, status=status)


@desk_page
@require_safe
def held(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which personal data are still here, and when each of them goes."""
    page = {
        "event": desk.event,
        "desk": desk,
        "held": held_of(desk),
        "days": erasure_days(desk),
        "current": "held",
    }
    return render(request, "attendance/office/held.html", page)


def _acted(request: HttpRequest, row: Guest, form: ReasonForm) -> bool:
    facts: dict[str, Any] = {
        "guest": row,
        "reason": form.cleaned_data["reason"],
        "by": person(request),
        "now": moment_of(request),
    }
    wanted = request.POST.get("do")
    try:
        if wanted == "cancel":
            moved = acts.call_off(**facts)
            told = _("Cancelled.")
            if moved:
                told += " " + ngettext(
                    "%(count)d person moved up from the waiting list.",
                    "%(count)d people moved up from the waiting list.",
                    moved,
                ) % {"count": moved}
            messages.success(request, told)
        elif wanted == "place":
            acts.give_place(**facts)
            messages.success(request, _("The place is given."))
        else:
            raise Http404
    except AttendanceError as error:
        form.add_error(None, error.for_people())
        return False
    return True
