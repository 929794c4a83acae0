"""A meeting of the jury: attendance, decisions, closing, minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.contest.actions.jurors import record_recusal
from miara.contest.actions.jury import (
    MINUTES_LIMIT,
    Votes,
    close_meeting,
    decide_empty_cell,
    decide_title,
    keep_minutes,
    keep_signed_minutes,
    take_back_decision,
    update_meeting,
)
from miara.contest.errors.jury import BrokenTitlesError
from miara.contest.exports.minutes import minutes_of
from miara.contest.forms.jury import (
    AwardForm,
    CloseForm,
    EmptyCellForm,
    MeetingForm,
    SignedMinutesForm,
)
from miara.contest.models import Edition, JuryMeeting
from miara.contest.permissions import can_judge, can_preside
from miara.contest.presenters.jury import decision_rows, flaw_texts, ties_waiting
from miara.contest.queries.jury import entries_before_jury, juror_of, jurors_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.documents import public as documents

__all__ = ["meeting", "minutes"]


@edition_page(can_judge)
def meeting(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """One meeting; whoever presides writes, members read."""
    row = _meeting(edition, uid)
    now, by = moment_of(request), person(request)
    presides = bool(can_preside(by, edition, now=now))
    if juror_of(edition, by) is None and not presides:
        raise PermissionDenied(
            _("You are not on the list of the jury. Ask the secretariat.")
        )
    if request.method == "POST" and not presides:
        raise PermissionDenied(_("Only the chair of the jury may write here."))
    forms = _forms(request, edition, row)
    if request.method == "POST":
        done = _act(request, edition, row, forms)
        if done is not None:
            return done
    entries = list(entries_before_jury(edition))
    people = list(jurors_of(edition))
    seat = juror_of(edition, by)
    context = {
        "edition": edition,
        "meeting": row,
        "presides": presides,
        "is_open": row.closed_at is None,
        "present": list(row.present.order_by("-is_chair", "position", "pk")),
        "decisions": decision_rows(row, seat),
        "ties": ties_waiting(people, entries) if presides and not row.closed_at else [],
        "forms": forms,
    }
    bad = any(form.errors for form in forms.values())
    status = 422 if bad else 200
    return render(request, "contest/jury/meeting.html", context, status=status)


@require_safe
@edition_page(can_judge)
def minutes(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """The minutes in PDF, signed ones where they came back."""
    row = _meeting(edition, uid)
    if row.closed_at is None:
        raise Http404
    stored = row.minutes
    if request.GET.get("wersja") == "podpisana":
        stored = row.signed_minutes
    if stored is None:
        raise Http404
    return documents.file_response(stored, request=request, inline=True)


def _meeting(edition: Edition, uid: str) -> JuryMeeting:
    found = JuryMeeting.objects.select_related(
        "edition__contest__owner", "minutes", "signed_minutes"
    )
    return get_object_or_404(found, edition=edition, uid=uid)


def _forms(request: HttpRequest, edition: Edition, row: JuryMeeting) -> dict[str, Any]:
    """Forms of the page; only the one that was sent is bound."""
    action = request.POST.get("action", "") if request.method == "POST" else ""

    def bound(name: str) -> Any:
        return request.POST if action == name else None

    return {
        "meeting": MeetingForm(
            bound("meeting"),
            edition=edition,
            initial={
                "starts_at": row.starts_at,
                "place": row.place,
                "agenda": row.agenda,
                "notes": row.notes,
                "present": list(row.present.values_list("pk", flat=True)),
            },
        ),
        "award": AwardForm(
            bound("award"), edition=edition, entries=entries_before_jury(edition)
        ),
        "empty": EmptyCellForm(bound("empty"), edition=edition),
        "close": CloseForm(bound("close")),
        "signed": SignedMinutesForm(
            *((request.POST, request.FILES) if action == "signed" else ())
        ),
    }


def _act(
    request: HttpRequest, edition: Edition, row: JuryMeeting, forms: dict[str, Any]
) -> HttpResponse | None:
    """Do what the button says; None leads back to the page with the errors."""
    action, by, now = (
        request.POST.get("action", ""),
        person(request),
        moment_of(request),
    )
    name, _colon, key = action.partition(":")
    form = forms.get(name)
    if form is not None and not form.is_valid():
        return None
    try:
        if form is None:
            _small(name, key, edition, row, request)
        else:
            _ACTS[name](row, form.cleaned_data, by, now)
    except BrokenTitlesError as error:
        for text in flaw_texts(edition, error.flaws):
            forms["close"].add_error(None, text)
        return None
    except MiaraError as error:
        if form is None:
            messages.error(request, error.for_people())
            return redirect(request.path)
        form.add_error(None, error.for_people())
        return None
    if name == "close":
        closed = _meeting(edition, row.uid)
        content = minutes_of(closed)
        day = closed.starts_at.strftime("%Y-%m-%d")
        keep_minutes(
            meeting=closed, content=content, name=f"protokol-{day}.pdf", by=by, now=now
        )
    messages.success(request, _("Saved."))
    return redirect(request.path)


def _update(row: JuryMeeting, data: dict[str, Any], by: Any, now: Any) -> None:
    update_meeting(meeting=row, by=by, now=now, **data)


def _award(row: JuryMeeting, data: dict[str, Any], by: Any, now: Any) -> None:
    decide_title(
        meeting=row,
        entry=data["entry"],
        kind=data["kind"],
        justification=data["justification"],
        is_ex_aequo=data["is_ex_aequo"],
        special_name=data["special_name"],
        votes=Votes(data["votes_for"], data["votes_against"], data["abstained"]),
        by=by,
        now=now,
    )


def _empty(row: JuryMeeting, data: dict[str, Any], by: Any, now: Any) -> None:
    decide_empty_cell(
        meeting=row,
        cell=data["cell"],
        justification=data["justification"],
        votes=Votes(data["votes_for"], data["votes_against"], data["abstained"]),
        by=by,
        now=now,
    )


def _close(row: JuryMeeting, data: dict[str, Any], by: Any, now: Any) -> None:
    close_meeting(meeting=row, by=by, now=now)


def _signed(row: JuryMeeting, data: dict[str, Any], by: Any, now: Any) -> None:
    upload = data["file"]
    prepared = documents.prepare_file(
        content=upload.file,
        name=upload.name,
        accept=frozenset({documents.FileKind.PDF}),
        limit=MINUTES_LIMIT,
    )
    keep_signed_minutes(meeting=row, prepared=prepared, by=by, now=now)


_ACTS = {
    "meeting": _update,
    "award": _award,
    "empty": _empty,
    "close": _close,
    "signed": _signed,
}


def _small(
    name: str, key: str, edition: Edition, row: JuryMeeting, request: HttpRequest
) -> None:
    """Buttons beside rows: take a decision back, record a tie as a recusal."""
    by, now = person(request), moment_of(request)
    if name == "back" and key.isdigit():
        award = get_object_or_404(row.awards, pk=int(key))
        take_back_decision(award=award, by=by, now=now)
    elif name == "recuse":
        juror_key, _dash, uid = key.partition("-")
        juror = get_object_or_404(
            jurors_of(edition), pk=int(juror_key) if juror_key.isdigit() else 0
        )
        entry = get_object_or_404(entries_before_jury(edition), uid=uid)
        record_recusal(
            juror=juror,
            entry=entry,
            reason=_("Tied to the unit of the application."),
            by=by,
            now=now,
        )
    else:
        raise Http404
