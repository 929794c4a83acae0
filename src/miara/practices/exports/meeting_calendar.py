"""A meeting as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from miara.practices.models import PracticeMeeting

__all__ = ["meeting_calendar"]


def meeting_calendar(meeting: PracticeMeeting, *, page: str, now: datetime) -> bytes:
    """One event, without the link that only guests get; called off when it was.

    The uid never changes, so that a calendar moves the event instead of doubling it.
    """
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    event = Event()
    event.add("uid", f"practice-meeting-{meeting.pk}@{host}")
    event.add("summary", meeting.title)
    event.add("dtstamp", now)
    # Calendars take over what has a higher number than what they know.
    event.add("sequence", meeting.moves + bool(meeting.called_off_at))
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("url", page)
    if meeting.about:
        event.add("description", meeting.about)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.called_off_at:
        event.add("status", "CANCELLED")
    found = Calendar()
    found.add("prodid", "-//Miara//practices//PL")
    found.add("version", "2.0")
    found.add_component(event)
    return bytes(found.to_ical())
