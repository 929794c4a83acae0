"""When an edition takes applications, from its rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from miara.contest.domain.deadlines import (
    Acceptance,
    Deadline,
    Extension,
    Grace,
    Window,
    accepts,
)
from miara.contest.models import Edition, Entry

__all__ = ["acceptance_of", "deadline_of", "window_of"]


def deadline_of(moment: datetime, zone: str) -> Deadline:
    """A stored moment as a deadline with a local hour."""
    local = moment.astimezone(ZoneInfo(zone))
    return Deadline(local.date(), local.time(), zone)


def window_of(edition: Edition) -> Window | None:
    """The window of an edition with all its extensions; None without dates.

    One query for the extensions, and none while there are none: then the deadline in
    force is the one first announced.
    """
    first = edition.first_closes_at
    if edition.opens_at is None or first is None:
        return None
    rules = edition.settings
    is_moved = edition.closes_at != first
    rows = edition.extensions.order_by("announced_at", "pk") if is_moved else ()
    extensions = tuple(
        Extension(deadline_of(row.to_at, rules.zone), row.announced_at, str(row.reason))
        for row in rows
    )
    grace = Grace(timedelta(minutes=rules.grace_minutes))
    return Window(edition.opens_at, deadline_of(first, rules.zone), extensions, grace)


def acceptance_of(entry: Entry, received_at: datetime) -> Acceptance | None:
    """Whether an application received at a moment is in time; None without a call."""
    window = window_of(entry.edition)
    if window is None:
        return None
    own, zone = entry.own_deadline, entry.edition.settings.zone
    return accepts(
        window,
        received_at,
        draft_started_at=entry.created_at,
        own_deadline=deadline_of(own, zone) if own else None,
    )
