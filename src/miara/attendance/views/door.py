"""The door on the day: typed codes, a list for telephones, marks sent later."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.public import person
from miara.attendance.actions.door import Answer, Seen, let_in
from miara.attendance.domain.codes import clean_code, digest_of
from miara.attendance.forms.office import CodeForm
from miara.attendance.models import Desk, Guest
from miara.attendance.presenters.door import answer_text
from miara.attendance.queries.desks import state_counts
from miara.attendance.views.guards import desk_page, moment_of
from miara.core.middleware import PERMISSIONS_POLICY

__all__ = ["codes", "door", "marks"]

#: Marks in one sending; a telephone sends the rest after the answer.
MOST_MARKS = 500
_DIGEST = 64


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Type a code, or let the camera read it; works without a script too."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    told, answer = "", ""
    if form.is_bound and form.is_valid():
        code = clean_code(form.cleaned_data["code"])
        now = moment_of(request)
        seen = Seen(str(uuid4()), digest_of(desk.event.uid, code), now)
        (result,) = let_in(desk=desk, seen=[seen], by=person(request), now=now)
        told, answer = answer_text(result), result.answer.value
        form = CodeForm()
    page = {
        "event": desk.event,
        "desk": desk,
        "form": form,
        "told": told,
        "answer": answer,
        "is_in": answer == Answer.IN,
        "counts": state_counts(desk),
        "answers": [(item.value, _short(item)) for item in Answer],
        "current": "door",
    }
    status = 422 if form.errors else 200
    response = render(request, "attendance/office/door.html", page, status=status)
    # The one page that may use the camera: it reads QR codes of tickets.
    response.headers["Permissions-Policy"] = PERMISSIONS_POLICY.replace(
        "camera=()", "camera=(self)"
    )
    return response


@desk_page
@require_safe
def codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Digests of codes of people with a place, and who is in; no names."""
    rows = desk.guests.filter(state=Guest.State.PLACE).order_by("pk")
    listed = {
        digest_of(desk.event.uid, code): arrived is not None
        for code, arrived in rows.values_list("code", "arrived_at")
    }
    return JsonResponse({"event": desk.event.uid, "codes": listed})


@desk_page
@require_POST
def marks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Marks that a telephone kept; the answer says what each of them means."""
    seen = _read(request.body)
    if seen is None:
        refused = {"error": _("These marks cannot be read. Open the page again.")}
        return JsonResponse(refused, status=422)
    told = let_in(desk=desk, seen=seen, by=person(request), now=moment_of(request))
    answers = [
        {"uid": row.uid, "answer": row.answer.value, "text": answer_text(row)}
        for row in told
    ]
    return JsonResponse({"answers": answers})


def _read(body: bytes) -> list[Seen] | None:
    """Marks as a telephone sends them; None when they are not of this shape."""
    try:
        given: Any = json.loads(body)
        found = [_seen(row) for row in given["marks"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found if len(found) <= MOST_MARKS else None


def _seen(row: Any) -> Seen:
    uid, digest, at = row["uid"], row["digest"], parse_datetime(row["at"])
    texts = isinstance(uid, str) and isinstance(digest, str)
    if not texts or not 0 < len(uid) <= 36 or "\0" in uid or len(digest) != _DIGEST:
        raise ValueError
    if at is None or timezone.is_naive(at) or at < _OLDEST:
        raise ValueError
    return Seen(uid, digest, at)


#: A clock of a telephone that shows less was never set.
_OLDEST = datetime(2020, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


def _short(answer: Answer) -> str:
    """What the telephone says without a network."""
    return {
        Answer.IN: _("Let in"),
        Answer.DOUBLE: _("This code was here before"),
        Answer.NO_PLACE: _("No place: ask at the desk"),
        Answer.UNKNOWN: _("Unknown code: ask at the desk"),
    }[answer]
