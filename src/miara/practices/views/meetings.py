"""Meetings around a practice: announced, joined, left, called off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.visitor_limits import allow
from miara.practices.actions.meetings import (
    Invitation,
    Occasion,
    announce_meeting,
    call_off,
    join_meeting,
    leave_meeting,
    move_meeting,
)
from miara.practices.errors import PracticesError
from miara.practices.exports.meeting_calendar import meeting_calendar
from miara.practices.forms.meetings import JoinForm, MeetingForm, MoveForm
from miara.practices.models import PracticeMeeting
from miara.practices.permissions import can_answer_for
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import public_cards
from miara.practices.queries.meetings import guest_of_key, guests_of, meeting_numbered
from miara.practices.views.requests import card_of, now_of

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def announce(request: HttpRequest, address: str) -> HttpResponse:
    """Invite to a meeting: an editor of the base, or of the leading unit."""
    user, now = accounts.person(request), now_of(request)
    card = card_of(address, public_cards())
    accounts.require(can_answer_for(user, card, now=now))
    form = MeetingForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        made = announce_meeting(card, Invitation(**form.cleaned_data), by=user, now=now)
        messages.success(request, _("The meeting is announced."))
        return redirect("practice-use:meeting", made.pk)
    context = {"card": card, "url": card_path(card.pk, card.title), "form": form}
    status = 422 if form.errors else 200
    return render(request, "practices/use/meeting_new.html", context, status=status)


@never_cache
@require_http_methods(READING_AND_SENDING)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation with a form to sign up; hosts see who did."""
    row = _meeting(pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_taken(request, form, row):
            return render(request, "practices/use/meeting_joined.html", _facts(row))
        if not form.errors:
            form.add_error(
                None, _("Too many requests from here. Try again in an hour.")
            )
    now = now_of(request)
    is_host = bool(can_answer_for(request.user, row.card, now=now))
    context = {
        **_facts(row),
        "form": form,
        "is_open": not row.called_off_at and row.starts_at > now,
        "guests": guests_of(row) if is_host else None,
    }
    status = 422 if form.errors else 200
    return render(request, "practices/use/meeting.html", context, status=status)


def _is_taken(request: HttpRequest, form: JoinForm, row: PracticeMeeting) -> bool:
    if form.is_trapped:
        return True
    now = now_of(request)
    visitor = request.META.get("REMOTE_ADDR", "")
    if not allow("join-meeting", visitor, now=now):
        return False
    given = form.cleaned_data
    try:
        join_meeting(
            row,
            name=given["name"],
            office=given["office"],
            email=given["email"],
            language=get_language() or "pl",
            now=now,
        )
    except PracticesError as error:
        form.add_error(None, error.for_people())
        return False
    return True


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the meeting at another time or place."""
    user, now, row = accounts.person(request), now_of(request), _meeting(pk)
    accounts.require(can_answer_for(user, row.card, now=now))
    present = {name: getattr(row, name) for name in MoveForm.base_fields}
    form = MoveForm(request.POST or None, now=now, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            move_meeting(row, Occasion(**form.cleaned_data), by=user, now=now)
        except PracticesError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Moved. Everybody who signed up gets a mail."))
            return redirect("practice-use:meeting", row.pk)
    context = {**_facts(row), "form": form}
    status = 422 if form.errors else 200
    return render(request, "practices/use/meeting_move.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the meeting off."""
    user, now, row = accounts.person(request), now_of(request), _meeting(pk)
    accounts.require(can_answer_for(user, row.card, now=now))
    try:
        call_off(row, by=user, now=now)
    except PracticesError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Called off. Everybody who signed up gets a mail."))
    return redirect("practice-use:meeting", row.pk)


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting for a calendar."""
    row = _meeting(pk)
    page = request.build_absolute_uri(reverse("practice-use:meeting", args=[row.pk]))
    content = meeting_calendar(row, page=page, now=now_of(request))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="spotkanie-{row.pk}.ics"'
    )
    return response


@never_cache
@require_http_methods(READING_AND_SENDING)
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Give the place back by a press; the key of the mail is the proof."""
    guest = guest_of_key(key)
    context: dict[str, Any] = {"meeting": guest.meeting if guest else None}
    if request.method == "POST":
        context["is_done"] = leave_meeting(key=key, now=now_of(request))
    status = 200 if guest else 410
    return render(request, "practices/use/meeting_leave.html", context, status=status)


def _meeting(pk: int) -> PracticeMeeting:
    row = meeting_numbered(pk)
    if row is None:
        raise Http404
    return row


def _facts(row: PracticeMeeting) -> dict[str, Any]:
    taken: int = row.taken  # type: ignore[attr-defined]
    left = None if row.places is None else max(row.places - taken, 0)
    return {
        "meeting": row,
        "left": left,
        "url": card_path(row.card.pk, row.card.title),
    }
