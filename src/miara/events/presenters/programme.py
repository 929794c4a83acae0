"""The programme as pages and files show it: days, hours, sessions in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.core.localized import Localized
from miara.events.domain.programme import clock, minutes_of
from miara.events.models import Session, Turn

__all__ = ["DayView", "HourView", "SessionView", "SpeakerView", "day_name", "days_view"]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who speaks, their post and whom they represent, and what they do."""

    uid: str
    number: int
    name: str
    about: str
    is_moderator: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session in words; ``kind_name`` is empty for a plain talk."""

    uid: str
    number: int
    title: str
    summary: str
    track: str
    kind: str
    kind_name: str
    room: str
    starts: str
    ends: str
    minutes: int
    speakers: tuple[SpeakerView, ...]

    @property
    def is_break(self) -> bool:
        """Whether nothing is said in it."""
        return self.kind == Session.Kind.BREAK


@dataclass(frozen=True, slots=True)
class HourView:
    """Everything that begins at one moment, by room."""

    starts: str
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the programme."""

    date: date
    name: str
    title: str
    opens: str
    closes: str
    hours: tuple[HourView, ...]

    @property
    def sessions(self) -> tuple[SessionView, ...]:
        """Sessions of the day in the order of time."""
        return tuple(row for hour in self.hours for row in hour.sessions)


def days_view(
    content: Mapping[str, Any], language: str | None = None
) -> tuple[DayView, ...]:
    """Days of a content, in the active or given language. No query."""
    language = language or get_language() or "pl"
    rooms = {
        row["id"]: Localized.of(row["name"]).in_language(language)
        for row in content["rooms"]
    }
    order = {row["id"]: place for place, row in enumerate(content["rooms"])}
    kinds = {value: str(label) for value, label in Session.Kind.choices}
    hours: dict[str, dict[str, list[tuple[int, SessionView]]]] = {}
    for row in content["sessions"]:
        view = _session(row, rooms, kinds, language)
        place = order.get(row["room"], -1)
        hours.setdefault(row["day"], {}).setdefault(row["starts"], []).append(
            (place, view)
        )
    return tuple(
        DayView(
            date=date.fromisoformat(row["date"]),
            name=day_name(date.fromisoformat(row["date"])),
            title=Localized.of(row["title"]).in_language(language),
            opens=row["opens"],
            closes=row["closes"],
            hours=tuple(
                HourView(starts, _ordered(found))
                for starts, found in sorted(hours.get(row["date"], {}).items())
            ),
        )
        for row in content["days"]
    )


def day_name(value: date) -> str:
    """A day in full with its day of the week: czwartek, 7 grudnia 2023."""
    text: str = formats.date_format(value, "DATE_FORMAT").removesuffix(" r.")
    return _("%(weekday)s, %(day)s") % {
        "weekday": formats.date_format(value, "l"),
        "day": text,
    }


def _ordered(found: list[tuple[int, SessionView]]) -> tuple[SessionView, ...]:
    return tuple(view for _place, view in sorted(found, key=lambda pair: pair[0]))


def _session(
    row: Mapping[str, Any],
    rooms: Mapping[int, str],
    kinds: Mapping[str, str],
    language: str,
) -> SessionView:
    kind = row["kind"]
    return SessionView(
        uid=row["uid"],
        number=row["number"],
        title=Localized.of(row["title"]).in_language(language),
        summary=Localized.of(row["summary"]).in_language(language),
        track=Localized.of(row["track"]).in_language(language),
        kind=kind,
        kind_name=kinds.get(kind, "") if kind in _NAMED else "",
        room=rooms.get(row["room"], ""),
        starts=row["starts"],
        ends=clock(minutes_of(row["starts"]) + row["minutes"]),
        minutes=row["minutes"],
        speakers=tuple(_speaker(one, language) for one in row["speakers"]),
    )


_NAMED = {Session.Kind.PANEL, Session.Kind.WORKSHOP}


def _speaker(one: Mapping[str, Any], language: str) -> SpeakerView:
    post = Localized.of(one["post"]).in_language(language)
    return SpeakerView(
        uid=one["uid"],
        number=one["number"],
        name=one["name"],
        # Of a drafted presentation the unit itself is the speaker.
        about=", ".join(
            part for part in (post, one["from"]) if part and part != one["name"]
        ),
        is_moderator=one["part"] == Turn.Part.MODERATOR,
    )
