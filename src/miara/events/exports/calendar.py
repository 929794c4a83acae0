"""Events and programmes as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from icalendar import Calendar
from icalendar import Event as Entry

from miara.events.domain.programme import minutes_of
from miara.events.models import Event
from miara.events.presenters.linked_data import moment_at
from miara.events.presenters.programme import days_view
from miara.events.queries.events import EventParts

__all__ = ["event_calendar", "programme_calendar"]


def event_calendar(
    event: Event, parts: EventParts, *, url: str, now: datetime
) -> bytes:
    """One entry a day of the event, in the active language."""
    found = _calendar(str(event.name))
    place = _place(parts)
    for row in parts.days:
        title = f"{event.name}: {row.title}" if row.title else str(event.name)
        found.add_component(
            _entry(
                event,
                f"{event.uid}-{row.date:%Y%m%d}",
                title,
                moment_at(row.date, row.opens),
                moment_at(row.date, row.closes),
                place=place,
                url=url,
                now=now,
            )
        )
    return bytes(found.to_ical())


def programme_calendar(
    event: Event,
    parts: EventParts,
    content: Mapping[str, Any],
    *,
    url: str,
    now: datetime,
) -> bytes:
    """One entry a session; uids stay, so that a subscribed calendar moves them."""
    found = _calendar(str(event.name))
    place = _place(parts)
    for day in days_view(content):
        for row in day.sessions:
            entry = _entry(
                event,
                row.uid,
                row.title,
                moment_at(day.date, minutes_of(row.starts)),
                moment_at(day.date, minutes_of(row.ends)),
                place=", ".join(part for part in (row.room, place) if part),
                url=f"{url}#s-{row.uid}",
                now=now,
            )
            text = "\n".join(_lines(row))
            if text:
                entry.add("description", text)
            found.add_component(entry)
    return bytes(found.to_ical())


def _lines(row: Any) -> Iterable[str]:
    for one in row.speakers:
        yield f"{one.name}, {one.about}" if one.about else one.name
    if row.summary:
        yield row.summary


def _calendar(name: str) -> Calendar:
    found = Calendar()
    found.add("prodid", "-//Miara//events//PL")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    return found


def _entry(
    event: Event,
    uid: str,
    title: str,
    starts: datetime,
    ends: datetime,
    *,
    place: str,
    url: str,
    now: datetime,
) -> Entry:
    entry = Entry()
    entry.add("uid", f"{uid}@miara")
    entry.add("dtstamp", now)
    entry.add("summary", title)
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    entry.add("url", url)
    if place:
        entry.add("location", place)
    if event.state == Event.State.CANCELLED:
        entry.add("status", "CANCELLED")
    return entry


def _place(parts: EventParts) -> str:
    return "; ".join(f"{row.name}, {row.address}" for row in parts.venues)
