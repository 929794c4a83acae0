"""Who gets past the door of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from miara.attendance.permissions import can_run
from miara.attendance.queries.desks import desk_of
from miara.events import public as events

__all__ = ["desk_page", "event_page", "moment_of", "public_event"]

View = Callable[..., HttpResponse]


def moment_of(request: HttpRequest) -> datetime:
    """When the request reached us."""
    return request.received_at  # type: ignore[attr-defined, no-any-return]


def event_page(view: View) -> View:
    """A page of the office; gets the event. A draft is unknown to others."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        event = events.event_at(code)
        if event is None:
            raise Http404
        decision = can_run(request.user, event, now=moment_of(request))
        if not decision:
            if not event.is_public:
                raise Http404
            raise PermissionDenied(decision.reason)
        return view(request, event, **kwargs)

    return never_cache(login_required(guarded))


def desk_page(view: View) -> View:
    """A page of the office; gets the desk. Before there is one, its settings."""

    @wraps(view)
    def opened(request: HttpRequest, event: events.Event, **kwargs: Any) -> Any:
        desk = desk_of(event)
        if desk is None:
            return redirect("attendance:desk", event.code)
        desk.event = event
        return view(request, desk, **kwargs)

    return event_page(opened)


def public_event(view: View) -> View:
    """A page of an announced event, open to everybody."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        event = events.event_at(code)
        if event is None or not event.is_public:
            raise Http404
        return view(request, event, **kwargs)

    return opened
