"""The office of an event: beginning it, its state, its description."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.accounts.public import person
from miara.audit import public as audit
from miara.contest import public as contest
from miara.events.actions import events as acts
from miara.events.domain.conflicts import conflicts_of
from miara.events.errors import EventsError
from miara.events.forms.events import CancelForm, EventForm, NewEventForm
from miara.events.models import Day, Event
from miara.events.queries.content import hours_of, latest_version, slots_of
from miara.events.queries.events import organisations_to_found
from miara.events.views.guards import moment_of, office_page

__all__ = ["change", "new", "office"]

_METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(_METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Begin an event with its first day."""
    now = moment_of(request)
    owners = list(organisations_to_found(request.user, now=now))
    if not owners:
        raise PermissionDenied(_("Only editors of an organisation prepare its events."))
    form = NewEventForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        day = {name: given.pop(name) for name in ("date", "opens", "closes")}
        owner, by = given.pop("owner"), person(request)
        with transaction.atomic():
            event = acts.create_event(owner=owner, values=given, by=by, now=now)
            acts.save_row(event=event, model=Day, pk=None, values=day, by=by, now=now)
        messages.success(request, _("The draft is made. Now describe the event."))
        return redirect("events:office", event.code)
    status = 422 if form.errors else 200
    return render(request, "events/office/new.html", {"form": form}, status=status)


@office_page
@require_http_methods(_METHODS)
def office(request: HttpRequest, event: Event) -> HttpResponse:
    """How the event stands: its state and what to do with it."""
    cancel = CancelForm(request.POST if request.POST.get("do") == "cancel" else None)
    if request.method == "POST":
        done = _act(request, event, cancel)
        if done is not None:
            return done
    page = {
        "event": event,
        "cancel_form": cancel,
        "counts": {
            "days": event.days.count(),
            "venues": event.venues.count(),
            "rooms": event.rooms.count(),
            "speakers": event.speakers.count(),
            "sessions": event.sessions.count(),
        },
        "conflicts": len(conflicts_of(slots_of(event), hours_of(event))),
        "version": latest_version(event),
        "history": audit.describe_all(list(audit.events_for(event)[:30])),
        "current": "office",
    }
    return render(
        request, "events/office/office.html", page, status=422 if cancel.errors else 200
    )


@office_page
@require_http_methods(_METHODS)
def change(request: HttpRequest, event: Event) -> HttpResponse:
    """What the event is called and says."""
    now = moment_of(request)
    editions = contest.editions_owned_by(event.owner.uid, now=now)
    form = EventForm(
        request.POST or None, instance=Event.objects.get(pk=event.pk), editions=editions
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_event(
                event=event, values=form.cleaned_data, by=person(request), now=now
            )
        except EventsError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect("events:office", event.code)
    page = {"event": event, "form": form, "current": "change"}
    status = 422 if form.errors else 200
    return render(request, "events/office/change.html", page, status=status)


def _act(request: HttpRequest, event: Event, cancel: CancelForm) -> HttpResponse | None:
    """Change the state; None when the form of cancelling needs correcting."""
    facts: dict[str, Any] = {
        "event": event,
        "by": person(request),
        "now": moment_of(request),
    }
    plain = {
        "publish": acts.publish_event,
        "archive": acts.archive_event,
        "restore": acts.restore_event,
    }
    wanted = request.POST.get("do", "")
    if wanted == "cancel" and not cancel.is_valid():
        return None
    try:
        if wanted == "cancel":
            acts.cancel_event(reason=cancel.cleaned_data["reason"], **facts)
        elif wanted in plain:
            plain[wanted](**facts)
        else:
            raise Http404
    except EventsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Saved."))
    return redirect("events:office", event.code)
