"""Whether the decisions of a jury keep the rules of the titles. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["Decided", "Flaw", "TitleFlaw", "TitleRule", "flaws_of", "votes_fit"]

#: Roles of which an entry may have one title only.
_ONE_OF: Final = frozenset({"LAUREATE", "MENTION"})


@dataclass(frozen=True, slots=True)
class TitleRule:
    """What the edition says of a title; see `TitleKind`."""

    code: str
    role: str
    per_cell: bool
    at_most: int | None
    ex_aequo: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: an entry gets a title, or a cell (``entry`` None) gets none."""

    entry: Hashable | None
    cell: Hashable | None
    title: str = ""
    is_ex_aequo: bool = False


class TitleFlaw(StrEnum):
    """How decisions break the rules."""

    TOO_MANY = "TOO_MANY"
    NOT_SHARED = "NOT_SHARED"
    NOT_MARKED_SHARED = "NOT_MARKED_SHARED"
    MARKED_SHARED_ALONE = "MARKED_SHARED_ALONE"
    TWO_PLACES = "TWO_PLACES"
    NOT_EMPTY = "NOT_EMPTY"
    NO_CELL = "NO_CELL"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A broken rule: where and how much.

    Attributes
    ----------
    title
        Code of the title; empty where two titles or an empty cell are at fault.
    cell, entry
        Where; None outside cells or where the whole cell is meant.
    count, limit
        For ``TOO_MANY``: how many were given and how many may be.
    """

    code: TitleFlaw
    title: str = ""
    cell: Hashable | None = None
    entry: Hashable | None = None
    count: int = 0
    limit: int = 0


def flaws_of(decided: Iterable[Decided], rules: Iterable[TitleRule]) -> list[Flaw]:
    """Everything that keeps the decisions from being final; empty when nothing does.

    >>> rule = TitleRule("first", "LAUREATE", True, 1, False)
    >>> rows = [Decided("a", 1, "first"), Decided("b", 1, "first")]
    >>> [flaw.code.value for flaw in flaws_of(rows, [rule])]
    ['TOO_MANY', 'NOT_SHARED']
    """
    rows, by_code = list(decided), {rule.code: rule for rule in rules}
    given = [row for row in rows if row.entry is not None]
    found: list[Flaw] = []
    together: dict[tuple[str, Hashable | None], list[Decided]] = defaultdict(list)
    for row in given:
        rule = by_code[row.title]
        if rule.per_cell and row.cell is None:
            found.append(Flaw(TitleFlaw.NO_CELL, row.title, entry=row.entry))
        together[row.title, row.cell if rule.per_cell else None].append(row)
    for (title, cell), sharing in together.items():
        found += _of_title(by_code[title], cell, sharing)
    return [*found, *_two_places(given, by_code), *_not_empty(rows, given, by_code)]


def _of_title(
    rule: TitleRule, cell: Hashable | None, sharing: Sequence[Decided]
) -> list[Flaw]:
    found = []
    count = len(sharing)
    if rule.at_most is not None and count > rule.at_most:
        found.append(
            Flaw(TitleFlaw.TOO_MANY, rule.code, cell, None, count, rule.at_most)
        )
    # Finalists, distinctions and special titles are no places: several are not a tie.
    if rule.role != "LAUREATE":
        return found
    if count > 1 and not rule.ex_aequo:
        found.append(Flaw(TitleFlaw.NOT_SHARED, rule.code, cell, None, count, 1))
    elif count > 1:
        found += [
            Flaw(TitleFlaw.NOT_MARKED_SHARED, rule.code, cell, row.entry)
            for row in sharing
            if not row.is_ex_aequo
        ]
    elif sharing[0].is_ex_aequo:
        found.append(
            Flaw(TitleFlaw.MARKED_SHARED_ALONE, rule.code, cell, sharing[0].entry)
        )
    return found


def _two_places(given: Sequence[Decided], rules: dict[str, TitleRule]) -> list[Flaw]:
    places: dict[Hashable | None, int] = defaultdict(int)
    for row in given:
        places[row.entry] += rules[row.title].role in _ONE_OF
    return [
        Flaw(TitleFlaw.TWO_PLACES, entry=entry, count=count, limit=1)
        for entry, count in places.items()
        if count > 1
    ]


def _not_empty(
    rows: Sequence[Decided], given: Sequence[Decided], rules: dict[str, TitleRule]
) -> list[Flaw]:
    won = {row.cell for row in given if rules[row.title].role in _ONE_OF}
    return [
        Flaw(TitleFlaw.NOT_EMPTY, cell=row.cell)
        for row in rows
        if row.entry is None and row.cell in won
    ]


def votes_fit(votes: Sequence[int | None], *, may_vote: int) -> bool:
    """Whether votes for, against and abstentions can come from so many people.

    Votes are given all three or not at all.

    >>> votes_fit((3, 1, 0), may_vote=4), votes_fit((3, 2, 0), may_vote=4)
    (True, False)
    >>> votes_fit((None, None, None), may_vote=0), votes_fit((1, None, 0), may_vote=4)
    (True, False)
    """
    known = [vote for vote in votes if vote is not None]
    if not known:
        return True
    return len(known) == len(votes) and sum(known) <= may_vote
