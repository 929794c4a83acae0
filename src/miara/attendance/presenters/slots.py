"""Links of registration on pages of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.attendance.queries.desks import desk_of
from miara.core import slots
from miara.core.request_context import moment

__all__ = ["register"]


def register() -> None:
    """Add the links; called once at start."""
    slots.register(
        "events.event",
        name="attendance.register",
        order=10,
        build=_of_event,
        template="attendance/_event_link.html",
        queries=1,
    )
    slots.register(
        "events.office_nav",
        name="attendance.office",
        order=10,
        build=_of_office,
        template="attendance/_office_links.html",
        queries=0,
    )


def _of_event(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    event = context["event"]
    desk = desk_of(event)
    if desk is None or not desk.takes(moment()):
        return None
    return {"event": event}


def _of_office(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    return {"event": context["event"], "current": context.get("current", "")}
