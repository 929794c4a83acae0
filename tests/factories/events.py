"""A two-day event with three rooms and five sessions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.contest import World, make_world

from miara.core.localized import Localized
from miara.events.actions.events import create_event, publish_event
from miara.events.actions.versions import publish_programme
from miara.events.models import Day, Event, Room, Session, Speaker, Turn

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
FIRST, SECOND = date(2026, 10, 7), date(2026, 10, 8)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What `make_event` made."""

    world: World
    event: Event
    days: tuple[Day, Day]
    rooms: tuple[Room, Room]
    speaker: Speaker

    def session(self, starts: int, minutes: int = 30, **fields: Any) -> Session:
        """A session of the first day and room, or what the fields say."""
        return make_session(self, starts, minutes, **fields)


def make_event(
    *, world: World | None = None, code: str = "konferencja-2026", public: bool = True
) -> Meeting:
    """An event of two days; ``public`` announces it and publishes its programme."""
    world = world or make_world()
    by: dict[str, Any] = {"by": world.organiser, "now": NOW}
    event = create_event(
        owner=world.organisation,
        values={
            "name": Localized("Konferencja liderów", "Conference of leaders"),
            "code": code,
        },
        **by,
    )
    days = tuple(
        event.days.create(date=day, opens=9 * 60, closes=16 * 60)
        for day in (FIRST, SECOND)
    )
    venue = event.venues.create(
        name=Localized("Pałac Zmyślony"), address="ul. Zmyślona 1, Kraków", position=1
    )
    rooms = tuple(
        event.rooms.create(venue=venue, name=Localized(name, english), position=place)
        for place, (name, english) in enumerate(
            [("Sala A", "Room A"), ("Sala B", "Room B")], 1
        )
    )
    speaker = event.speakers.create(
        name="Anna Wymyślona", post=Localized("wójt", "mayor"), unit_uid="120617"
    )
    meeting = Meeting(world, event, days, rooms, speaker)
    talk = meeting.session(9 * 60, 30, title=Localized("Wykład", "Lecture"))
    Turn.objects.create(
        session=talk, speaker=speaker, part=Turn.Part.SPEAKER, position=1
    )
    meeting.session(9 * 60 + 30, 60, kind="PANEL", title=Localized("Panel <1>"))
    meeting.session(10 * 60 + 30, 20, kind="BREAK", title=Localized("Kawa", "Coffee"))
    meeting.session(10 * 60 + 50, 40, title=Localized("Drugi wykład"))
    meeting.session(9 * 60, 45, room=rooms[1], title=Localized("Obok"))
    if public:
        publish_event(event=event, **by)
        publish_programme(event=event, note=Localized(""), **by)
        event.refresh_from_db()
    return meeting


def make_session(
    meeting: Meeting, starts: int, minutes: int = 30, **fields: Any
) -> Session:
    """A row of the programme."""
    return Session.objects.create(
        event=meeting.event,
        starts=starts,
        minutes=minutes,
        **{
            "day": meeting.days[0],
            "room": meeting.rooms[0],
            "kind": "TALK",
            "title": Localized("Wykład"),
            **fields,
        },
    )
