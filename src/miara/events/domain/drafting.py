"""The first draft of a programme: everybody gets the same minutes, then the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from miara.events.domain.programme import Hours

__all__ = ["Draft", "DraftWishes", "Drafted", "Part", "draft_day"]

T = TypeVar("T")


class Part(StrEnum):
    """What a drafted session is for."""

    OPENING = "OPENING"
    TALK = "TALK"
    BREAK = "BREAK"
    RESULTS = "RESULTS"
    DIPLOMAS = "DIPLOMAS"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWishes:
    """How the day is divided, in minutes; a part of 0 minutes is left out.

    Attributes
    ----------
    shortest, longest
        Bounds of one presentation.
    between_breaks
        How many presentations follow one another before a break.
    """

    opening: int = 15
    shortest: int = 5
    longest: int = 20
    between_breaks: int = 6
    a_break: int = 20
    results: int = 30
    diplomas: int = 30


@dataclass(frozen=True, slots=True)
class Drafted(Generic[T]):
    """One session of a draft; ``whose`` is None for what belongs to nobody."""

    part: Part
    starts: int
    minutes: int
    whose: T | None = None


@dataclass(frozen=True, slots=True)
class Draft(Generic[T]):
    """A drafted day.

    Attributes
    ----------
    each
        Minutes of every presentation.
    missing
        How many minutes the day is too short; 0 when everything fits.
    """

    sessions: tuple[Drafted[T], ...]
    each: int
    missing: int


def draft_day(
    presenters: Sequence[T], hours: Hours, wishes: DraftWishes | None = None
) -> Draft[T]:
    """Divide a day between presenters, in the order given.

    Everybody gets as many minutes as fit, within the bounds of the wishes. Where even
    the shortest presentations do not fit, they are laid out all the same and
    ``missing`` tells by how much the day is too short: nobody is left out silently.

    Examples
    --------
    >>> made = draft_day(["a", "b"], Hours(600, 700), DraftWishes(a_break=0))
    >>> made.each, made.missing, len(made.sessions)
    (12, 0, 5)
    """
    wishes = wishes or DraftWishes()
    count = len(presenters)
    per_block = max(1, wishes.between_breaks)
    breaks = max(0, -(-count // per_block) - 1) if wishes.a_break else 0
    rest = (
        (hours.closes - hours.opens)
        - (wishes.opening + wishes.results + wishes.diplomas)
        - breaks * wishes.a_break
    )
    each = wishes.longest
    if count:
        each = max(wishes.shortest, min(wishes.longest, rest // count))
    sessions: list[Drafted[T]] = []
    at = hours.opens

    def add(part: Part, minutes: int, whose: T | None = None) -> None:
        nonlocal at
        if minutes:
            sessions.append(Drafted(part, at, minutes, whose))
            at += minutes

    add(Part.OPENING, wishes.opening)
    for place, one in enumerate(presenters):
        if place and place % per_block == 0:
            add(Part.BREAK, wishes.a_break)
        add(Part.TALK, each, one)
    add(Part.RESULTS, wishes.results)
    add(Part.DIPLOMAS, wishes.diplomas)
    return Draft(tuple(sessions), each, max(0, at - hours.closes))
