"""An event for search engines and other programs, by the vocabulary of schema.org."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from miara.events.models import Event
from miara.events.queries.events import EventParts

__all__ = ["linked_data", "moment_at"]

_WARSAW = ZoneInfo("Europe/Warsaw")


def moment_at(day: date, minutes: int) -> datetime:
    """A minute of a day in Warsaw; past midnight it is on the next day."""
    days, rest = divmod(minutes, 24 * 60)
    hour = time(rest // 60, rest % 60)
    return datetime.combine(day + timedelta(days=days), hour, _WARSAW)


def linked_data(event: Event, parts: EventParts, url: str) -> str:
    """JSON-LD of the page, safe inside a script element."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(event.name),
        "url": url,
        "eventStatus": "https://schema.org/"
        + (
            "EventCancelled"
            if event.state == Event.State.CANCELLED
            else "EventScheduled"
        ),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "organizer": [
            {"@type": "Organization", "name": str(host.organisation)}
            for host in parts.hosts
        ],
    }
    if event.lead:
        found["description"] = str(event.lead)
    if parts.days:
        first, last = parts.days[0], parts.days[-1]
        found["startDate"] = moment_at(first.date, first.opens).isoformat()
        found["endDate"] = moment_at(last.date, last.closes).isoformat()
    if parts.venues:
        found["location"] = [
            {"@type": "Place", "name": str(row.name), "address": row.address}
            for row in parts.venues
        ]
    text = json.dumps(found, ensure_ascii=False)
    # Whatever people wrote cannot end the element.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
