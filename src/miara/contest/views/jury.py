"""The jury: its room, papers of one application, meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.contest.actions.jurors import (
    appoint_juror,
    end_juror,
    record_recusal,
    take_seat,
)
from miara.contest.actions.jury import plan_meeting
from miara.contest.actions.readings import note_reading
from miara.contest.forms.jury import JurorForm, NewMeetingForm, RecusalForm
from miara.contest.models import Edition, EntryReading, Juror
from miara.contest.permissions import can_judge, can_organise, can_preside
from miara.contest.presenters.jury import barred_text, paper_of, room_rows
from miara.contest.queries.jury import (
    barred_of,
    entries_before_jury,
    juror_of,
    jurors_of,
    meetings_of,
)
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.documents import public as documents

__all__ = ["jurors", "jury", "paper", "paper_file"]


@edition_page(can_organise)
def jurors(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who sits in the jury."""
    now, by = moment_of(request), person(request)
    ending = request.POST.get("end", "")
    if ending.isdigit():
        row = get_object_or_404(Juror, edition=edition, pk=int(ending))
        end_juror(juror=row, by=by, now=now)
        messages.success(request, _("The membership ended."))
        return redirect(request.path)
    form = JurorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            appoint_juror(
                edition=edition,
                full_name=data["full_name"],
                email=data["email"],
                represents=data["represents"],
                unit_uids=data["units"],
                is_chair=data["is_chair"],
                by=by,
                now=now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The person sits in the jury."))
            return redirect(request.path)
    context = {"edition": edition, "form": form, "rows": jurors_of(edition)}
    status = 422 if form.errors else 200
    return render(request, "contest/office/jurors.html", context, status=status)


@edition_page(can_judge)
def jury(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Meetings, applications, own recusals."""
    now, by = moment_of(request), person(request)
    seat = _seat(request, edition)
    entries = list(entries_before_jury(edition))
    presides = bool(can_preside(by, edition, now=now))
    action = request.POST.get("action", "") if request.method == "POST" else ""
    recusal = RecusalForm(
        request.POST if action == "recuse" else None,
        entries=entries_before_jury(edition),
    )
    meeting = NewMeetingForm(request.POST if action == "meeting" else None)
    done = _jury_act(request, edition, seat, {"recuse": recusal, "meeting": meeting})
    if done is not None:
        return done
    context = {
        "edition": edition,
        "seat": seat,
        "presides": presides,
        "rows": room_rows(edition, entries, seat) if seat else [],
        "meetings": meetings_of(edition),
        "recusal": recusal,
        "meeting": meeting,
    }
    bad = bool(recusal.errors or meeting.errors)
    status = 422 if bad else 200
    return render(request, "contest/jury/room.html", context, status=status)


@require_safe
@edition_page(can_judge)
def paper(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Papers of one application; a recused member learns why they are hidden."""
    entry, hidden = _entry(request, edition, uid)
    context: dict[str, Any] = {"edition": edition, "entry": entry}
    if hidden:
        context["hidden"] = hidden
        return render(request, "contest/jury/paper.html", context, status=403)
    note_reading(entry=entry, by=person(request), part="JURY", now=moment_of(request))
    _note(request, entry)
    context["paper"] = paper_of(edition, entry)
    return render(request, "contest/jury/paper.html", context)


@require_safe
@edition_page(can_judge)
def paper_file(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """The application as it was submitted, in PDF."""
    entry, hidden = _entry(request, edition, uid)
    if hidden:
        raise PermissionDenied(hidden)
    stored = entry.latest.pdf if entry.latest else None
    if stored is None:
        raise Http404
    note_reading(entry=entry, by=person(request), part="JURY", now=moment_of(request))
    _note(request, entry)
    return documents.file_response(stored, request=request, inline=True)


def _entry(request: HttpRequest, edition: Edition, uid: str) -> tuple[Any, str]:
    """An application, and why it is hidden from this member; empty when it is not."""
    found = entries_before_jury(edition).select_related("latest__pdf", "sheet")
    entry = get_object_or_404(found, uid=uid)
    seat = _seat(request, edition)
    if seat is None:
        return entry, _("You are not on the list of the jury. Ask the secretariat.")
    barred = barred_of([seat], [entry]).get((seat.pk, entry.pk))
    return entry, barred_text(barred) if barred else ""


def _note(request: HttpRequest, entry: Any) -> None:
    """Write down who of the jury read the application."""
    note_reading(
        entry=entry,
        by=person(request),
        part=EntryReading.Part.JURY,
        now=moment_of(request),
    )


def _seat(request: HttpRequest, edition: Edition) -> Juror | None:
    """The seat of the person, tied to the account at the first visit."""
    seat = juror_of(edition, person(request))
    if seat is not None and seat.user_id is None:
        seat = take_seat(juror=seat, by=person(request), now=moment_of(request))
    return seat


def _jury_act(
    request: HttpRequest, edition: Edition, seat: Juror | None, forms: dict[str, Any]
) -> HttpResponse | None:
    form = forms.get(request.POST.get("action", ""))
    if request.method != "POST" or form is None or not form.is_valid():
        return None
    data, by, now = form.cleaned_data, person(request), moment_of(request)
    try:
        if form is forms["meeting"]:
            made = plan_meeting(edition=edition, by=by, now=now, **data)
            messages.success(request, _("The meeting was called."))
            return redirect(
                "contest:jury-meeting", edition.contest.code, edition.slug, made.uid
            )
        if seat is None:
            raise PermissionDenied(_("You are not on the list of the jury."))
        record_recusal(juror=seat, by=by, now=now, **data)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return None
    messages.success(request, _("Your recusal was recorded."))
    return redirect(request.path)
