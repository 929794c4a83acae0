"""The programme for apps of conferences: the schedule of frab in JSON and XML.

The format is the one that pentabarf began and frab, pretalx and others write; the
checks of the tests are written from the schema its keepers publish.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lxml import etree

from miara.core.localized import Localized
from miara.events.domain.programme import minutes_of
from miara.events.models import Event
from miara.events.presenters.linked_data import moment_at
from miara.events.presenters.programme import DayView, SessionView, days_view

__all__ = ["schedule_json", "schedule_xml"]

#: The smallest step of the time line that apps draw.
_STEP = "00:05"


def schedule_json(
    event: Event, content: Mapping[str, Any], *, version: int, url: str, language: str
) -> bytes:
    """The schedule as JSON in UTF-8."""
    days = days_view(content, language)
    rooms = _room_names(content, language)
    found = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "Miara", "version": "1"},
        "schedule": {
            "version": str(version),
            "base_url": url,
            "conference": {
                "acronym": _acronym(event),
                "title": Localized.of(event.name).in_language(language),
                **_span(days),
                "daysCount": len(days),
                "timeslot_duration": _STEP,
                "time_zone_name": "Europe/Warsaw",
                "url": url,
                "rooms": [
                    {
                        "name": rooms[row["id"]],
                        "guid": _guid(event, f"room-{row['id']}"),
                        "description": None,
                        "capacity": row.get("seats"),
                    }
                    for row in content["rooms"]
                ],
                "days": [
                    _day_json(event, day, place, rooms, url, language)
                    for place, day in enumerate(days, 1)
                ],
            },
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def schedule_xml(
    event: Event, content: Mapping[str, Any], *, version: int, url: str, language: str
) -> bytes:
    """The same as XML in UTF-8."""
    days = days_view(content, language)
    root = etree.Element("schedule")
    _text(root, "version", str(version))
    conference = etree.SubElement(root, "conference")
    span = _span(days)
    for name, value in (
        ("title", Localized.of(event.name).in_language(language)),
        ("acronym", _acronym(event)),
        ("start", span["start"]),
        ("end", span["end"]),
        ("days", str(len(days))),
        ("timeslot_duration", _STEP),
    ):
        _text(conference, name, value)
    rooms = list(_room_names(content, language).values())
    for place, day in enumerate(days, 1):
        here = etree.SubElement(
            root,
            "day",
            index=str(place),
            date=day.date.isoformat(),
            start=_at(day, day.opens).isoformat(),
            end=_at(day, day.closes).isoformat(),
        )
        for name, sessions in _by_room(day, rooms).items():
            room = etree.SubElement(here, "room", name=_clean(name))
            for row in sessions:
                _session_xml(event, room, day, row, url, language)
    made: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return made


def _span(days: tuple[DayView, ...]) -> dict[str, str]:
    first, last = (days[0], days[-1]) if days else (None, None)
    return {
        "start": first.date.isoformat() if first else "",
        "end": last.date.isoformat() if last else "",
    }


def _by_room(day: DayView, rooms: list[str]) -> dict[str, list[SessionView]]:
    """Sessions of the day under the names of rooms; without a room under “–”."""
    found: dict[str, list[SessionView]] = {name: [] for name in rooms}
    for row in day.sessions:
        found.setdefault(row.room or "–", []).append(row)
    return found


def _day_json(  # noqa: PLR0917 - facts of one day
    event: Event,
    day: DayView,
    place: int,
    rooms: Mapping[int, str],
    url: str,
    language: str,
) -> dict[str, Any]:
    return {
        "index": place,
        "date": day.date.isoformat(),
        "day_start": _at(day, day.opens).isoformat(),
        "day_end": _at(day, day.closes).isoformat(),
        "rooms": {
            name: [_session_json(event, day, row, url, language) for row in sessions]
            for name, sessions in _by_room(day, list(rooms.values())).items()
        },
    }


def _session_json(
    event: Event, day: DayView, row: SessionView, url: str, language: str
) -> dict[str, Any]:
    begins = _at(day, row.starts).isoformat()
    return {
        "id": row.number,
        "guid": _guid(event, row.uid),
        "date": begins,
        "start": row.starts,
        "duration": _length(row),
        "room": row.room or "–",
        "slug": f"{_acronym(event)}-{row.number}",
        "url": f"{url}#s-{row.uid}",
        "title": row.title,
        "subtitle": "",
        "track": row.track or None,
        "type": row.kind.lower(),
        "language": language,
        "abstract": row.summary,
        "description": "",
        "persons": [
            {"id": one.number, "name": one.name, "public_name": one.name}
            for one in row.speakers
        ],
        "links": [],
        "attachments": [],
    }


def _session_xml(  # noqa: PLR0917 - facts of one session
    event: Event,
    room: Any,
    day: DayView,
    row: SessionView,
    url: str,
    language: str,
) -> None:
    here = etree.SubElement(
        room, "event", id=str(row.number), guid=_guid(event, row.uid)
    )
    for name, value in (
        ("room", row.room or "–"),
        ("title", row.title),
        ("subtitle", ""),
        ("type", row.kind.lower()),
        ("date", _at(day, row.starts).isoformat()),
        ("start", row.starts),
        ("duration", _length(row)),
        ("abstract", row.summary),
        ("slug", f"{_acronym(event)}-{row.number}"),
        ("track", row.track),
        ("language", language),
    ):
        _text(here, name, value)
    persons = etree.SubElement(here, "persons")
    for one in row.speakers:
        person = _text(persons, "person", one.name)
        person.set("id", str(one.number))
    links = etree.SubElement(here, "links")
    link = _text(links, "link", row.title)
    link.set("href", f"{url}#s-{row.uid}")


def _text(parent: Any, name: str, value: str) -> Any:
    child = etree.SubElement(parent, name)
    child.text = _clean(value)
    return child


def _clean(text: str) -> str:
    """Without characters that XML does not know."""
    return "".join(char for char in text if char >= " " or char in "\t\n")


def _acronym(event: Event) -> str:
    """Letters, digits and underscores, four at least, as apps name their files."""
    plain = re.sub(r"[^a-z0-9]+", "_", event.code.lower()).strip("_")
    return plain if len(plain) > 3 else f"event_{plain}"


def _guid(event: Event, name: str) -> str:
    """The same identity at every download."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"miara:{event.uid}:{name}"))


def _length(row: SessionView) -> str:
    return f"{row.minutes // 60:02d}:{row.minutes % 60:02d}"


def _at(day: DayView, hour: str) -> datetime:
    return moment_at(day.date, minutes_of(hour))


def _room_names(content: Mapping[str, Any], language: str) -> dict[int, str]:
    return {
        row["id"]: Localized.of(row["name"]).in_language(language)
        for row in content["rooms"]
    }
