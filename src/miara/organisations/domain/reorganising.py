"""A table that moves posts and organisational units, with errors by cell.

Columns: ``stanowisko`` or ``komórka`` says what moves, ``do komórki`` where, by its
symbol, ``nowa nazwa`` renames, ``likwidacja`` (tak) closes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from miara.language import fold

__all__ = ["Fault", "MoveFault", "MoveRow", "read_moves"]

_COLUMNS = {
    "post": {"stanowisko", "post"},
    "unit": {"komorka", "komorka organizacyjna", "jednostka", "unit"},
    "to": {"do komorki", "nowa komorka", "to"},
    "title": {"nowa nazwa", "new name"},
    "ends": {"likwidacja", "ends"},
}
_YES = {"tak", "t", "x", "yes", "y", "1"}


class Fault(StrEnum):
    """What is wrong with a cell, or with the table."""

    NO_COLUMNS = "no_columns"
    NOTHING = "nothing"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_UNIT = "unknown_unit"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class MoveFault:
    """Where (as in a spreadsheet), what is wrong, what stands there."""

    cell: str
    fault: Fault
    text: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A row that can be carried out: keys are those of the caller."""

    post: str
    unit: str
    to: str
    title: str
    ends: bool


def read_moves(
    rows: Sequence[Sequence[str]],
    posts: Mapping[str, str],
    units: Mapping[str, str],
) -> tuple[list[MoveRow], list[MoveFault]]:
    """Moves of a table.

    Parameters
    ----------
    posts, units
        Titles of posts, symbols and names of units in lower case, to keys.
    """
    heads = _heads(rows[0]) if rows else {}
    if (
        not {"post", "unit"} & heads.keys()
        or not {"to", "title", "ends"} & heads.keys()
    ):
        first = " | ".join(rows[0]) if rows else ""
        return [], [MoveFault("A1", Fault.NO_COLUMNS, first)]
    moves: list[MoveRow] = []
    faults: list[MoveFault] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        move, wrong = _row(row, number, heads, posts, units)
        key = f"p{move.post}" if move.post else f"u{move.unit}"
        if not wrong and key in seen:
            wrong = [MoveFault(f"A{number}", Fault.TWICE, " | ".join(row))]
        seen.add(key)
        faults += wrong
        if not wrong:
            moves.append(move)
    return moves, faults


def _heads(row: Sequence[str]) -> dict[str, int]:
    found = {}
    for column, text in enumerate(row):
        word = fold(text).lower().strip()
        for name, words in _COLUMNS.items():
            if word in words:
                found[name] = column
    return found


def _row(
    row: Sequence[str],
    number: int,
    heads: Mapping[str, int],
    posts: Mapping[str, str],
    units: Mapping[str, str],
) -> tuple[MoveRow, list[MoveFault]]:
    def text(name: str) -> str:
        column = heads.get(name, -1)
        return row[column].strip() if 0 <= column < len(row) else ""

    def key(name: str, known: Mapping[str, str], fault: Fault) -> str:
        told = text(name)
        if told and told.casefold() not in known:
            place = f"{chr(ord('A') + heads[name])}{number}"
            wrong.append(MoveFault(place, fault, told))
        return known.get(told.casefold(), "")

    wrong: list[MoveFault] = []
    move = MoveRow(
        post=key("post", posts, Fault.UNKNOWN_POST),
        unit=key("unit", units, Fault.UNKNOWN_UNIT),
        to=key("to", units, Fault.UNKNOWN_UNIT),
        title=text("title"),
        ends=text("ends").casefold() in _YES,
    )
    if not wrong and not (move.post or move.unit):
        wrong.append(MoveFault(f"A{number}", Fault.NOTHING, " | ".join(row)))
    if not wrong and not (move.to or move.title or move.ends):
        wrong.append(MoveFault(f"A{number}", Fault.NOTHING, " | ".join(row)))
    return move, wrong
