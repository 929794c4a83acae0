"""What is revealed, in which order. Pure.

A step is plain data that can be sealed: the heading (group, domain, kind of title), the
rows with unit and title of the application, and the heading of the step after it, so
that not even a heading is known before its turn. Step 0 is the curtain: it holds the
first heading only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

__all__ = ["ROLES", "Order", "Title", "steps_of"]

#: Meanings of titles in the order in which a group hears them, the highest last.
ROLES: Final = ("FINALIST", "MENTION", "LAUREATE", "SPECIAL")

Words = dict[str, str]


class Order:
    """In which order titles are revealed."""

    BY_CELL = "BY_CELL"  # each group and domain from finalists to laureates
    BY_TITLE = "BY_TITLE"  # all finalists, then all distinctions, then all laureates


@dataclass(frozen=True, slots=True)
class Title:
    """One title of one application.

    ``place`` orders groups and domains, ``rank`` kinds of titles: 1 is the highest.
    ``special`` is the name of a title of its own, or empty in both languages.
    """

    place: tuple[int, int, int]
    role: str
    rank: int
    group: Words
    domain: Words
    kind: Words
    special: Words
    unit: str
    entry: str
    number: str


def steps_of(
    titles: Iterable[Title], *, roles: Sequence[str], order: str
) -> list[dict[str, Any]]:
    """Steps from the curtain on; the curtain alone when there is nothing.

    Titles of one kind in one group and domain are one step, so that what was shared is
    revealed together; titles of their own outside groups are a step each.
    """
    chosen = [title for title in titles if title.role in roles]
    ordered = sorted(chosen, key=lambda title: _key(title, order))
    parts = [list(rows) for _key_, rows in groupby(ordered, key=_together)]
    headings = [_heading(rows[0]) for rows in parts]
    following = [*headings, None]
    steps: list[dict[str, Any]] = [{"heading": None, "rows": [], "next": following[0]}]
    steps += [
        {"heading": heading, "rows": [_row(title) for title in rows], "next": after}
        for heading, rows, after in zip(headings, parts, following[1:], strict=True)
    ]
    return steps


def _key(title: Title, order: str) -> tuple[Any, ...]:
    role = ROLES.index(title.role)
    # What belongs to no group stands after all of them in both orders.
    outside = title.place[0]
    within = (role, -title.rank)
    place = (outside, title.place)
    head = (*place, *within) if order == Order.BY_CELL else (outside, *within, place)
    return (*head, title.number)


def _together(title: Title) -> tuple[Any, ...]:
    alone = title.number if title.place[0] else ""
    return (title.place, title.role, title.rank, title.kind["pl"], alone)


def _heading(title: Title) -> dict[str, Words | None]:
    outside = bool(title.place[0])
    return {
        "group": None if outside else title.group,
        "domain": None if outside else title.domain,
        "kind": title.kind,
    }


def _row(title: Title) -> dict[str, Any]:
    return {
        "unit": title.unit,
        "entry": title.entry,
        "special": title.special if title.special["pl"] else None,
    }
