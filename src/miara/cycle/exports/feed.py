"""Terms of a unit as an iCalendar feed (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from miara.cycle.models import Term

__all__ = ["terms_feed"]


def terms_feed(terms: Iterable[Term], *, title: str, page: str, now: datetime) -> bytes:
    """One all-day event a term; a dropped one is cancelled, a done one completed.

    The uid of an event never changes, so that calendars move it instead of doubling.
    """
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    found = Calendar()
    found.add("prodid", "-//Miara//plans//PL")
    found.add("version", "2.0")
    found.add("x-wr-calname", title)
    for term in terms:
        found.add_component(_event(term, host, page, now))
    return bytes(found.to_ical())


def _event(term: Term, host: str, page: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"plan-term-{term.pk}@{host}")
    event.add("summary", f"✓ {term.name}" if term.done_at else term.name)
    event.add("dtstamp", now)
    event.add("dtstart", term.due_on)
    event.add("dtend", term.due_on + timedelta(days=1))
    event.add("sequence", term.version)
    event.add("transp", "TRANSPARENT")
    event.add("url", page)
    if term.basis:
        event.add("description", term.basis)
    if term.dropped_at:
        event.add("status", "CANCELLED")
    return event
