"""Rows of the context."""

from miara.events.models.event import Day, Event, Host, Patron, Room, Venue
from miara.events.models.programme import ProgrammeVersion, Session, Speaker, Turn

__all__ = [
    "Day",
    "Event",
    "Host",
    "Patron",
    "ProgrammeVersion",
    "Room",
    "Session",
    "Speaker",
    "Turn",
    "Venue",
]
