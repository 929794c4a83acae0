"""What several writes of the context share: rights, letters, the waiting list."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from miara.accounts.public import User
from miara.attendance.domain.names import MAIL_OWNER, MOVED_UP
from miara.attendance.errors import NotAllowedError
from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.permissions import can_run
from miara.attendance.queries.desks import free_places
from miara.events import public as events
from miara.notifications import public as notifications

__all__ = ["move_waiting", "require_run", "write_to"]


def require_run(user: User, event: events.Event, *, now: datetime) -> None:
    """Refuse whoever is not of the office.

    Raises
    ------
    NotAllowedError
    """
    decision = can_run(user, event, now=now)
    if not decision:
        raise NotAllowedError(decision.reason)


def write_to(
    registration: Registration,
    kind: str,
    *,
    desk: Desk,
    now: datetime,
    **context: Any,
) -> None:
    """Put a letter to the sender into the outbox; walk-ins have no address.

    Names of guests stay out of letters: whoever typed a stranger's address cannot send
    a text by it.
    """
    if not registration.sender_email or registration.key is None:
        return
    with translation.override(registration.language):
        path = reverse("attendance:registration", args=[registration.key])
        event = str(desk.event.name)
    notifications.enqueue(
        kind,
        to=registration.sender_email,
        context={
            "event": event,
            "address": settings.MIARA_SITE_URL.rstrip("/") + path,
            **context,
        },
        language=registration.language,
        at=now,
        reply_to=desk.event.contact_email,
        owner_kind=MAIL_OWNER,
        owner_id=desk.event.uid,
    )


def move_waiting(desk: Desk, *, now: datetime) -> int:
    """Give free places to those who wait longest, and tell them; how many got one.

    The caller holds the lock of the desk, so this happens in the transaction that freed
    the places. Somebody whose office has all its places is passed over and keeps their
    turn.
    """
    free = free_places(desk)
    if free.is_full:
        return 0
    waiting = desk.guests.filter(state=Guest.State.WAITING).order_by("pk")
    queue = waiting.values_list("pk", "registration__unit_uid")
    moved = free.first_in(queue.iterator())
    if not moved:
        return 0
    Guest.objects.filter(pk__in=moved).update(state=Guest.State.PLACE, decided_at=now)
    people: dict[int, int] = defaultdict(int)
    for pk in Guest.objects.filter(pk__in=moved).values_list(
        "registration_id", flat=True
    ):
        people[pk] += 1
    for row in Registration.objects.filter(pk__in=people).order_by("pk"):
        write_to(row, MOVED_UP, desk=desk, now=now, people=people[row.pk])
    return len(moved)
