"""The programme as plain data: of the rows being worked on, and of versions.

A content is ``{"days": […], "rooms": […], "sessions": […]}``: days with their hours,
rooms with their names, sessions in the order of time. It is what a version keeps, what
pages show and what files are made of, so all of them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from miara.contest import public as contest
from miara.core.localized import Localized
from miara.events.domain.programme import Hours, Slot, clock, minutes_of
from miara.events.models import Event, ProgrammeVersion, Session
from miara.units import public as units

__all__ = [
    "content_of",
    "hours_of",
    "latest_version",
    "public_content",
    "slots_of",
    "slots_of_content",
]


def content_of(event: Event) -> dict[str, Any]:
    """The working programme. Five queries, however many sessions."""
    sessions = list(_sessions(event).select_related("day"))
    turns = [turn for row in sessions for turn in row.turns.all()]
    places = units.units_by_uid(
        {turn.speaker.unit_uid for turn in turns if turn.speaker.unit_uid}
    )
    return {
        "days": [
            {
                "date": row.date.isoformat(),
                "opens": clock(row.opens),
                "closes": clock(row.closes),
                "title": Localized.of(row.title).as_dict(),
            }
            for row in event.days.order_by("date")
        ],
        "rooms": [
            {"id": row.pk, "name": Localized.of(row.name).as_dict(), "seats": row.seats}
            for row in event.rooms.order_by("position", "pk")
        ],
        "sessions": [_session(row, places) for row in sessions],
    }


def public_content(
    event: Event, content: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """A content without what may not be known at the moment. One query at most.

    A release of finalists may be withdrawn after a version was published: then whose
    solution a session presents is hidden again, and its time stays.
    """
    if _may_name(event, content, now):
        return dict(content)
    shown = [
        {**row, **_HIDDEN} if row.get("entry") else row for row in content["sessions"]
    ]
    return {**content, "sessions": shown}


def latest_version(event: Event) -> ProgrammeVersion | None:
    """What everybody reads; None before the first publication."""
    return event.versions.order_by("-number").first()


def slots_of(event: Event) -> list[Slot]:
    """The working programme as slots. Two queries."""
    return [
        Slot(
            row.uid,
            row.day.date,
            row.room_id,
            row.starts,
            row.minutes,
            row.kind,
            tuple(turn.speaker.uid for turn in row.turns.all()),
        )
        for row in _sessions(event).select_related("day")
    ]


def hours_of(event: Event) -> dict[date, Hours]:
    """Hours of every day. One query."""
    return {row.date: Hours(row.opens, row.closes) for row in event.days.all()}


def slots_of_content(content: Mapping[str, Any]) -> list[Slot]:
    """Slots of a content."""
    return [
        Slot(
            row["uid"],
            date.fromisoformat(row["day"]),
            row["room"],
            minutes_of(row["starts"]),
            row["minutes"],
            row["kind"],
            tuple(one["uid"] for one in row["speakers"]),
        )
        for row in content["sessions"]
    ]


_HIDDEN: dict[str, Any] = {
    "title": {
        "pl": "Prezentacja finalisty",
        "en": "Presentation of a finalist",
    },
    "summary": {"pl": "", "en": ""},
    "track": {"pl": "", "en": ""},
    "speakers": [],
    "entry": "",
}


def _may_name(event: Event, content: Mapping[str, Any], now: datetime) -> bool:
    if not any(row.get("entry") for row in content["sessions"]):
        return True
    edition = event.edition
    return edition is not None and contest.are_finalists_public(edition, now=now)


def _sessions(event: Event) -> Any:
    return event.sessions.prefetch_related("turns__speaker").order_by(
        "day__date", "starts", "room__position", "pk"
    )


def _session(row: Session, places: Mapping[str, units.UnitFacts]) -> dict[str, Any]:
    turns = sorted(row.turns.all(), key=lambda turn: (turn.position, turn.pk))
    return {
        "uid": row.uid,
        "number": row.pk,
        "day": row.day.date.isoformat(),
        "starts": clock(row.starts),
        "minutes": row.minutes,
        "room": row.room_id,
        "kind": row.kind,
        "title": Localized.of(row.title).as_dict(),
        "summary": Localized.of(row.summary).as_dict(),
        "track": Localized.of(row.track).as_dict(),
        "entry": row.entry_uid,
        "speakers": [
            {
                "uid": turn.speaker.uid,
                "number": turn.speaker.pk,
                "name": turn.speaker.name,
                "post": Localized.of(turn.speaker.post).as_dict(),
                "from": _from(turn.speaker, places),
                "part": turn.part,
            }
            for turn in turns
        ],
    }


def _from(speaker: Any, places: Mapping[str, units.UnitFacts]) -> str:
    unit = places.get(speaker.unit_uid)
    parts = [speaker.represents, unit.full_name if unit else ""]
    return ", ".join(part for part in parts if part)
