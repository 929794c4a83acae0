"""Desks and how full they are."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count

from miara.attendance.domain.places import Free
from miara.attendance.models import Desk, Guest
from miara.events import public as events

__all__ = ["days_of", "desk_of", "free_places", "state_counts"]


def desk_of(event: events.Event) -> Desk | None:
    """The desk of an event, with the event; None before its office opened it."""
    return Desk.objects.select_related("event__owner").filter(event=event).first()


def free_places(desk: Desk) -> Free:
    """What is free now; certain only for whoever holds the lock of the desk."""
    rows = (
        desk.guests.filter(state=Guest.State.PLACE)
        .values_list("registration__unit_uid")
        .annotate(number=Count("pk"))
    )
    return Free.of(desk.places, desk.per_office, dict(rows.order_by()))


def state_counts(desk: Desk) -> dict[str, int]:
    """Numbers of people by state, and ``ARRIVED``."""
    rows = desk.guests.values_list("state").annotate(number=Count("pk")).order_by()
    found = Counter(dict.fromkeys(Guest.State.values, 0)) + Counter(dict(rows))
    arrived = desk.guests.filter(arrived_at__isnull=False).count()
    return {
        **{state: found[state] for state in Guest.State.values},
        "ARRIVED": arrived,
    }


def days_of(event: events.Event) -> tuple[date, ...]:
    """Days of the event in order."""
    return tuple(event.days.order_by("date").values_list("date", flat=True))
