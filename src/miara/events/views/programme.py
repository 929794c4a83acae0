"""The programme in the office: the board, sessions, drafting, versions, delays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from miara.accounts.public import person
from miara.contest import public as contest
from miara.events.actions import programme as acts
from miara.events.actions.versions import (
    DelayWish,
    delay_room,
    preview_delay,
    publish_programme,
)
from miara.events.domain.changes import changes_between
from miara.events.domain.conflicts import conflicts_of
from miara.events.errors import EventsError
from miara.events.forms.programme import (
    DelayForm,
    DraftForm,
    PublishForm,
    SessionForm,
    ShiftForm,
)
from miara.events.models import Event, Session
from miara.events.presenters.programme import days_view
from miara.events.presenters.words import (
    change_sentences,
    conflict_sentences,
    delay_sentences,
)
from miara.events.queries.content import (
    content_of,
    hours_of,
    latest_version,
    slots_of_content,
)
from miara.events.views.guards import moment_of, office_page

__all__ = ["board", "delay", "draft", "move", "publish", "session"]

_METHODS = ["GET", "HEAD", "POST"]


@office_page
@require_http_methods(["GET", "HEAD"])
def board(request: HttpRequest, event: Event) -> HttpResponse:
    """Sessions in order, what contradicts, what people do not see yet."""
    content, version = content_of(event), latest_version(event)
    conflicts = conflicts_of(slots_of_content(content), hours_of(event))
    page = {
        "event": event,
        "days": days_view(content),
        "rooms": content["rooms"],
        "conflicts": conflict_sentences(conflicts, content),
        "version": version,
        "changes": change_sentences(
            changes_between(version.content if version else None, content),
            content["rooms"],
        ),
        "publish_form": PublishForm(),
        "may_draft": event.edition is not None
        and contest.are_finalists_public(event.edition, now=moment_of(request)),
        "current": "programme",
    }
    return render(request, "events/office/programme.html", page)


@office_page
@require_http_methods(_METHODS)
def session(request: HttpRequest, event: Event, uid: str | None = None) -> HttpResponse:
    """One session, new or changed or removed."""
    row = get_object_or_404(event.sessions, uid=uid) if uid else None
    now, by = moment_of(request), person(request)
    if row is not None and request.POST.get("do") == "remove":
        try:
            acts.remove_session(event=event, session=row, by=by, now=now)
        except EventsError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("The session was removed."))
        return redirect("events:board", event.code)
    form = SessionForm(request.POST or None, instance=row, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            acts.save_session(
                event=event,
                session=event.sessions.get(pk=row.pk) if row else None,
                values=form.values,
                cast=form.cast,
                by=by,
                now=now,
            )
        except EventsError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect("events:board", event.code)
    page = {"event": event, "form": form, "row": row, "current": "programme"}
    status = 422 if form.errors else 200
    return render(request, "events/office/session.html", page, status=status)


@office_page
@require_POST
def move(request: HttpRequest, event: Event, uid: str) -> HttpResponse:
    """One place earlier or later, or to another hour and room."""
    row: Session = get_object_or_404(event.sessions, uid=uid)
    facts: dict[str, Any] = {
        "event": event,
        "session": row,
        "by": person(request),
        "now": moment_of(request),
    }
    wanted = request.POST.get("do", "")
    try:
        if wanted in {"earlier", "later"}:
            if acts.move_session(earlier=wanted == "earlier", **facts):
                messages.success(request, _("Moved."))
            else:
                messages.info(request, _("There is no session on that side."))
        elif wanted == "shift":
            form = ShiftForm(request.POST, event=event)
            if form.is_valid():
                acts.shift_session(**facts, **form.cleaned_data)
                messages.success(request, _("Moved."))
            else:
                messages.error(request, _("Give an hour, for example 10:30."))
        else:
            raise Http404
    except EventsError as error:
        messages.error(request, error.for_people())
    response = redirect("events:board", event.code)
    response.headers["Location"] += f"#s-{row.uid}"
    return response


@office_page
@require_http_methods(_METHODS)
def draft(request: HttpRequest, event: Event) -> HttpResponse:
    """Draft a day from the finalists of the edition."""
    form = DraftForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.draft_from_edition(
                event=event,
                day=form.cleaned_data["day"],
                room=form.cleaned_data["room"],
                wishes=form.wishes,
                by=person(request),
                now=moment_of(request),
            )
        except EventsError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _draft_told(len(made.sessions), made.each))
            if made.missing:
                messages.warning(
                    request,
                    _(
                        "The day is %(minutes)s min too short. Shorten presentations "
                        "or breaks, or lengthen the day."
                    )
                    % {"minutes": made.missing},
                )
            return redirect("events:board", event.code)
    page = {
        "event": event,
        "form": form,
        "is_ready": event.edition is not None
        and contest.are_finalists_public(event.edition, now=moment_of(request)),
        "current": "programme",
    }
    status = 422 if form.errors else 200
    return render(request, "events/office/draft.html", page, status=status)


@office_page
@require_POST
def publish(request: HttpRequest, event: Event) -> HttpResponse:
    """Make the working programme what everybody reads."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Fill in the Polish text of the note."))
        return redirect("events:board", event.code)
    try:
        version = publish_programme(
            event=event,
            note=form.cleaned_data["note"],
            by=person(request),
            now=moment_of(request),
        )
    except EventsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(
            request,
            _("Version %(number)s of the programme was published.")
            % {"number": version.number},
        )
    return redirect("events:board", event.code)


@office_page
@require_http_methods(_METHODS)
def delay(request: HttpRequest, event: Event) -> HttpResponse:
    """Announce that a room is late; shown before it is announced."""
    form = DelayForm(request.POST or None, event=event)
    sentences: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wish = DelayWish(
            given["day"].date, given["room"], given["since"], given["minutes"]
        )
        try:
            if request.POST.get("do") == "announce":
                delay_room(
                    event=event,
                    wish=wish,
                    note=given["note"],
                    by=person(request),
                    now=moment_of(request),
                )
                messages.success(request, _("The delay was announced."))
                return redirect("events:board", event.code)
            version, found = preview_delay(event, wish)
            sentences = delay_sentences(found, version.content)
        except EventsError as error:
            form.add_error(None, error.for_people())
    page = {
        "event": event,
        "form": form,
        "sentences": sentences,
        "current": "delay",
    }
    status = 422 if form.errors else 200
    return render(request, "events/office/delay.html", page, status=status)


def _draft_told(sessions: int, each: int) -> str:
    return ngettext(
        "%(count)s session was drafted; every presentation lasts %(minutes)s min.",
        "%(count)s sessions were drafted; every presentation lasts %(minutes)s min.",
        sessions,
    ) % {"count": sessions, "minutes": each}
