"""A programme as plain data: when, where and what, before anybody says it in words.

Times are whole minutes since midnight of the day. What the database and versions hold
is turned into `Slot` at the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["BREAK", "DAY", "Hours", "Slot", "by_room", "clock", "minutes_of"]

#: Minutes of a day.
DAY: Final = 24 * 60
#: The kind of a session that gives its time away when the others are late.
BREAK: Final = "BREAK"


@dataclass(frozen=True, slots=True)
class Slot:
    """One session in its place.

    Attributes
    ----------
    room
        None for what concerns everybody: a break of the whole event.
    starts, minutes
        Minutes since midnight, and how long.
    speakers
        Public identities of the people on stage.
    """

    uid: str
    day: date
    room: int | None
    starts: int
    minutes: int
    kind: str = "TALK"
    speakers: tuple[str, ...] = ()

    @property
    def ends(self) -> int:
        """The first minute after it."""
        return self.starts + self.minutes

    @property
    def is_break(self) -> bool:
        """Whether it may get shorter."""
        return self.kind == BREAK


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when a day lasts, in minutes since midnight."""

    opens: int
    closes: int


def clock(minutes: int) -> str:
    """An hour of the day; past midnight it goes on counting.

    >>> clock(9 * 60 + 5)
    '09:05'
    >>> clock(24 * 60 + 10)
    '24:10'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes_of(text: str) -> int:
    """The opposite of `clock`.

    >>> minutes_of("09:05")
    545
    """
    hours, _colon, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def by_room(slots: Iterable[Slot]) -> dict[tuple[date, int | None], list[Slot]]:
    """Sessions of each room and day in the order of time."""
    found: dict[tuple[date, int | None], list[Slot]] = defaultdict(list)
    for slot in slots:
        found[slot.day, slot.room].append(slot)
    for rows in found.values():
        rows.sort(key=lambda slot: (slot.starts, slot.ends, slot.uid))
    return found
