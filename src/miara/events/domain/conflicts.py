"""What cannot be true of a programme: a room or speaker twice, no time left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miara.events.domain.programme import Hours, Slot

__all__ = ["Conflict", "Problem", "conflicts_of"]


class Problem(StrEnum):
    """Kinds of contradiction."""

    ROOM = "ROOM"
    SPEAKER = "SPEAKER"
    EARLY = "EARLY"
    OVERRUN = "OVERRUN"
    NO_DAY = "NO_DAY"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction.

    Attributes
    ----------
    first, second
        Identities of the sessions, in the order of time; ``second`` is empty where one
        session is enough.
    minutes
        How long both last at once, or how far the session is outside the day; 0 where
        the day does not exist.
    subject
        Who is asked to be in two places, for `Problem.SPEAKER`.
    """

    problem: Problem
    first: str
    second: str = ""
    minutes: int = 0
    subject: str = ""


def conflicts_of(
    slots: Iterable[Slot], hours: Mapping[date, Hours]
) -> tuple[Conflict, ...]:
    """Every contradiction of a programme, in the order of time.

    Two sessions that touch do not collide. A session without a room concerns everybody
    and takes no room from another one.

    Examples
    --------
    >>> day = date(2026, 6, 1)
    >>> one = Slot("a", day, 1, 600, 60)
    >>> two = Slot("b", day, 1, 630, 60)
    >>> [row.minutes for row in conflicts_of([one, two], {day: Hours(540, 960)})]
    [30]
    """
    rows = sorted(slots, key=_when)
    rooms: dict[object, list[Slot]] = defaultdict(list)
    people: dict[object, list[Slot]] = defaultdict(list)
    outside: list[tuple[Slot, Conflict]] = []
    for slot in rows:
        if slot.room is not None:
            rooms[slot.day, slot.room].append(slot)
        for speaker in set(slot.speakers):
            people[slot.day, speaker].append(slot)
        outside += [(slot, found) for found in _outside(slot, hours.get(slot.day))]
    found = outside
    for each in rooms.values():
        found += [
            (one, Conflict(Problem.ROOM, one.uid, two.uid, _shared(one, two)))
            for one, two in _overlaps(each)
        ]
    for (_day, speaker), each in people.items():  # type: ignore[misc]
        found += [
            (
                one,
                Conflict(
                    Problem.SPEAKER, one.uid, two.uid, _shared(one, two), str(speaker)
                ),
            )
            for one, two in _overlaps(each)
        ]
    found.sort(key=lambda pair: (_when(pair[0]), pair[1].problem, pair[1].second))
    return tuple(conflict for _slot, conflict in found)


def _when(slot: Slot) -> tuple[date, int, int, str]:
    return slot.day, slot.starts, slot.ends, slot.uid


def _overlaps(rows: list[Slot]) -> Iterable[tuple[Slot, Slot]]:
    """Pairs that share time; rows come in the order of their beginning."""
    running: list[Slot] = []
    for slot in rows:
        running = [other for other in running if other.ends > slot.starts]
        for other in running:
            if _shared(other, slot):
                yield other, slot
        running.append(slot)


def _shared(one: Slot, two: Slot) -> int:
    return max(0, min(one.ends, two.ends) - max(one.starts, two.starts))


def _outside(slot: Slot, hours: Hours | None) -> Iterable[Conflict]:
    if hours is None:
        yield Conflict(Problem.NO_DAY, slot.uid)
        return
    if slot.starts < hours.opens:
        yield Conflict(Problem.EARLY, slot.uid, minutes=hours.opens - slot.starts)
    if slot.ends > hours.closes:
        yield Conflict(Problem.OVERRUN, slot.uid, minutes=slot.ends - hours.closes)
