"""Events by address, time and by whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from miara.accounts import public as accounts
from miara.events.models import Day, Event, Host, Patron, Room, Venue
from miara.organisations.public import Organisation

if TYPE_CHECKING:
    from miara.events.permissions import Person

__all__ = [
    "EventParts",
    "event_at",
    "event_parts",
    "events_of",
    "events_of_edition",
    "organisations_to_found",
    "past_events",
    "upcoming_events",
]


@dataclass(frozen=True, slots=True)
class EventParts:
    """Everything that stands around the programme, in order."""

    days: tuple[Day, ...]
    venues: tuple[Venue, ...]
    rooms: tuple[Room, ...]
    hosts: tuple[Host, ...]
    patrons: tuple[Patron, ...]


def upcoming_events(today: date) -> Any:
    """Announced events that are not over, the nearest first."""
    found: Any = _listed().filter(last_day__gte=today)
    return found.order_by("first_day", "pk")


def past_events(today: date) -> Any:
    """Announced events that are over, the last first."""
    found: Any = _listed().filter(last_day__lt=today)
    return found.order_by("-first_day", "-pk")


def events_of(user: Person, *, now: datetime) -> QuerySet[Event]:
    """Events that a person prepares, drafts too, the newest first."""
    return (
        Event.objects.with_days()
        .filter(owner__in=organisations_to_found(user, now=now))
        .select_related("owner")
        .order_by(F("first_day").desc(nulls_first=True), "-pk")
    )


def events_of_edition(edition_pk: int) -> Any:
    """Announced events of an edition of a contest, in time. One query."""
    found: Any = _listed().filter(edition=edition_pk)
    return found.order_by("first_day", "pk")


def event_at(code: str) -> Event | None:
    """The event at an address, announced or not; ask who may see it."""
    return (
        Event.objects.with_days()
        .select_related("owner", "edition__contest__owner")
        .filter(code=code)
        .first()
    )


def event_parts(event: Event) -> EventParts:
    """What stands around the programme. Five queries."""
    ordered = ("position", "pk")
    return EventParts(
        days=tuple(event.days.order_by("date")),
        venues=tuple(event.venues.order_by(*ordered)),
        rooms=tuple(event.rooms.select_related("venue").order_by(*ordered)),
        hosts=tuple(
            event.hosts.select_related("organisation", "logo").order_by(*ordered)
        ),
        patrons=tuple(event.patrons.select_related("logo").order_by("kind", *ordered)),
    )


def organisations_to_found(user: Person, *, now: datetime) -> QuerySet[Organisation]:
    """Organisations for which a person prepares events."""
    if accounts.is_operator(user):
        return Organisation.objects.none()
    scopes = accounts.scopes_of(
        user,
        accounts.Permission.EDIT_WORK,
        kind=accounts.ScopeKind.ORGANISATION,
        now=now,
    )
    return Organisation.objects.filter(
        Q(uid__in={scope.id for scope in scopes})
    ).order_by("pk")


def _listed() -> Any:
    return Event.objects.public().with_days().select_related("owner")
