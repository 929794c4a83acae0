"""Moving sessions: a delay on the day, and one place earlier or later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from miara.events.domain.programme import Slot, by_room

__all__ = ["SHORTEST_BREAK", "Delay", "delayed", "swapped"]

#: A break is never made shorter than this by a delay, in minutes.
SHORTEST_BREAK: Final = 5


@dataclass(frozen=True, slots=True)
class Delay:
    """What a delay does to a room.

    Attributes
    ----------
    changed
        Sessions in their new places, in the order of time; those that stay are absent.
    absorbed_by
        Identity of the break after which everything is on time again; empty when none
        is.
    left
        By how many minutes the room still is late after its last session.
    """

    changed: tuple[Slot, ...]
    absorbed_by: str
    left: int


def delayed(
    slots: Iterable[Slot], *, day: date, room: int, since: int, minutes: int
) -> Delay:
    """Move what begins at or after a minute of a day in a room.

    Free time and breaks absorb the delay; a break keeps `SHORTEST_BREAK` minutes. A
    break of the whole event does not move: people of the late room have less of it.
    Sessions keep their order and, breaks aside, their length.

    Parameters
    ----------
    since
        Minutes since midnight.
    minutes
        How late the room is, above 0.
    """
    rooms = by_room(slots)
    own = [slot for slot in rooms.get((day, room), []) if slot.starts >= since]
    shared = [
        slot
        for slot in rooms.get((day, None), [])
        if slot.starts >= since and slot.is_break
    ]
    rows = sorted([*own, *shared], key=lambda slot: (slot.starts, slot.ends, slot.uid))
    changed: list[Slot] = []
    late, free_at, absorbed_by = minutes, None, ""
    for slot in rows:
        if free_at is not None:
            # Nobody had anything between the last end and this beginning.
            late = max(0, late - max(0, slot.starts - free_at))
        free_at = max(slot.ends, free_at or 0)
        if not late:
            break
        given = 0
        if slot.is_break:
            given = min(late, max(0, slot.minutes - SHORTEST_BREAK))
            if given == late:
                absorbed_by = slot.uid
        if slot.room is not None:
            moved = replace(
                slot, starts=slot.starts + late, minutes=slot.minutes - given
            )
            changed.append(moved)
        late -= given
        if not late:
            break
    return Delay(tuple(changed), absorbed_by, late)


def swapped(slots: Iterable[Slot], uid: str, *, earlier: bool) -> tuple[Slot, ...]:
    """Exchange a session with its neighbour in the room.

    Both together take the time they took, with the same gap between them. Empty when
    there is no neighbour on that side.
    """
    rows = list(slots)
    one = next((slot for slot in rows if slot.uid == uid), None)
    if one is None:
        return ()
    line: Sequence[Slot] = by_room(rows)[one.day, one.room]
    place = line.index(one)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(line):
        return ()
    first, second = line[min(place, other)], line[max(place, other)]
    gap = second.starts - first.ends
    return (
        replace(second, starts=first.starts),
        replace(first, starts=first.starts + second.minutes + gap),
    )
