"""Registering, looking after a registration, checking a certificate, all by link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.attendance.actions.registration import (
    Wish,
    cancel_by_sender,
    change_registration,
    register,
)
from miara.attendance.errors import AttendanceError
from miara.attendance.forms.visitor import NameCheckForm, NamesForm, PeopleForm
from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.presenters.tickets import tickets_of
from miara.attendance.queries.desks import days_of, desk_of, free_places
from miara.attendance.queries.guests import registration_at
from miara.attendance.queries.questions import questions_of
from miara.attendance.views.guards import moment_of, public_event
from miara.core.visitor_limits import allow
from miara.events import public as events
from miara.questionnaires import public as questionnaires

__all__ = ["certificate", "change", "new", "registration", "sent"]

_METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_METHODS)
@public_event
def new(request: HttpRequest, event: events.Event) -> HttpResponse:
    """The form; what a program sent is thanked for and thrown away."""
    desk = desk_of(event)
    if desk is None or not desk.takes(moment_of(request)):
        page = {"event": event, "was_open": desk is not None}
        return render(request, "attendance/public/closed.html", page)
    data = request.POST if request.method == "POST" else None
    about = questionnaires.VisitorForm(questions_of(event.uid).definition, data)
    if about.is_stay:  # a further row of a table: nothing is judged yet
        form = PeopleForm(initial=request.POST.dict())
    else:
        form = PeopleForm(data)
    if form.is_bound and form.is_valid():
        fits = form.is_trapped or about.is_valid()
        if fits and _is_taken(request, desk, form, about):
            return redirect("attendance:sent", event.code)
    free = free_places(desk)
    page = {
        "event": event,
        "form": form,
        "questions": about,
        "is_full": free.is_full,
        "per_office": desk.per_office,
    }
    status = 422 if form.errors or about.problems or about.asked_now else 200
    return render(request, "attendance/public/new.html", page, status=status)


@never_cache
@require_safe
@public_event
def sent(request: HttpRequest, event: events.Event) -> HttpResponse:
    """Look into your mail."""
    return render(request, "attendance/public/sent.html", {"event": event})


@never_cache
@require_http_methods(_METHODS)
def registration(request: HttpRequest, key: str) -> HttpResponse:
    """Tickets of one registration; giving places back."""
    row = registration_at(key)
    if row is None:
        return render(request, "attendance/public/gone.html", status=410)
    if request.method == "POST":
        try:
            cancel_by_sender(
                registration=row,
                uids=request.POST.getlist("guest"),
                now=moment_of(request),
            )
        except AttendanceError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("Cancelled. Thank you for telling us."))
        return redirect("attendance:registration", key)
    page = {
        "row": row,
        "event": row.desk.event,
        "days": [events.day_name(day) for day in days_of(row.desk.event)],
        "tickets": tickets_of(row),
    }
    return render(request, "attendance/public/registration.html", page)


@never_cache
@require_http_methods(_METHODS)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Other names and answers; places stay."""
    row = registration_at(key)
    if row is None:
        return render(request, "attendance/public/gone.html", status=410)
    data = request.POST if request.method == "POST" else None
    guests = list(row.guests.exclude(state=Guest.State.CANCELLED).order_by("pk"))
    about = questionnaires.VisitorForm(
        questions_of(row.desk.event.uid).definition, data, initial=_answers(row)
    )
    sent_names = None if about.is_stay else data
    form = NamesForm(sent_names, guests=guests)
    if form.is_bound and form.is_valid() and about.is_valid():
        try:
            change_registration(
                registration=row,
                names=form.names,
                answers=about.values,
                now=moment_of(request),
            )
        except AttendanceError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect("attendance:registration", key)
    page = {
        "row": row,
        "event": row.desk.event,
        "form": form,
        "questions": about,
    }
    status = 422 if form.errors or about.problems or about.asked_now else 200
    return render(request, "attendance/public/change.html", page, status=status)


@never_cache
@require_http_methods(_METHODS)
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate is genuine; its name is asked for, never shown."""
    guest = (
        Guest.objects.select_related("desk__event__owner")
        .filter(certificate=number, arrived_at__isnull=False)
        .first()
    )
    if guest is None:
        return render(request, "attendance/public/no_certificate.html", status=404)
    form = NameCheckForm(request.POST if request.method == "POST" else None)
    is_same = None
    if form.is_bound and form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        if allow("check-certificate", address, now=moment_of(request)):
            is_same = constant_time_compare(
                form.cleaned_data["name"].casefold(), guest.name.casefold()
            )
        else:
            form.add_error(None, _("Too many questions from here. Try in an hour."))
    page = {
        "event": guest.desk.event,
        "days": [events.day_name(day) for day in days_of(guest.desk.event)],
        "number": number,
        "is_erased": not guest.name,
        "is_same": is_same,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "attendance/public/certificate.html", page, status=status)


def _answers(row: Registration) -> dict[str, Any]:
    if row.sheet is None:
        return {}
    return dict(questionnaires.content_of(row.sheet).values)


def _is_taken(
    request: HttpRequest,
    desk: Desk,
    form: PeopleForm,
    about: questionnaires.VisitorForm,
) -> bool:
    if form.is_trapped:
        return True
    now = moment_of(request)
    if not allow("register-for-event", request.META.get("REMOTE_ADDR", ""), now=now):
        form.add_error(None, _("Too many registrations from here. Try in an hour."))
        return False
    given = form.cleaned_data
    wish = Wish(
        email=given["email"],
        kind=given["kind"],
        names=given["names"],
        unit_uid=given["unit_uid"],
        body=given["body"],
        answers=about.values,
    )
    try:
        register(desk=desk, wish=wish, language=get_language() or "pl", now=now)
    except AttendanceError as error:
        form.add_error(None, error.for_people())
        return False
    return True
