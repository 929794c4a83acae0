"""Who runs the desk of an event: its office."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from miara.accounts.public import Decision
from miara.events import public as events

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from miara.accounts.public import User

    Person = User | AnonymousUser

__all__ = ["can_run"]


def can_run(user: Person, event: events.Event, *, now: datetime) -> Decision:
    """Whether a person sees guests, hands out places and lets people in."""
    return events.can_edit(user, event, now=now)
