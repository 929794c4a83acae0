"""A table of resolutions as a file brings it: columns recognised, cells checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from miara.council.domain.cells import Cell, text_of
from miara.council.domain.days import day_of
from miara.language import fold

__all__ = [
    "COLUMNS",
    "LONGEST",
    "MOST_ROWS",
    "BadTableError",
    "CellFault",
    "Fault",
    "Given",
    "Known",
    "Problem",
    "Reading",
    "plain",
    "read_table",
]

#: Our columns and the headings under which tables bring them, as `plain` writes them.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "number": (
        "numer uchwaly",
        "nr uchwaly",
        "numer",
        "nr",
        "uchwala",
        "number of the resolution",
        "number",
    ),
    "adopted_on": (
        "data uchwaly",
        "data podjecia",
        "data",
        "z dnia",
        "dzien",
        "date of the resolution",
        "date",
    ),
    "title": (
        "tytul uchwaly",
        "tytul",
        "w sprawie",
        "nazwa uchwaly",
        "title of the resolution",
        "title",
    ),
    "subject": ("przedmiot", "temat", "dziedzina", "zakres", "subject"),
    "basis": ("podstawa prawna", "podstawa", "legal basis"),
    "executor": (
        "wykonawca",
        "wykonujacy",
        "realizator",
        "odpowiedzialny",
        "executor",
    ),
    "state": (
        "stan wykonania",
        "stan realizacji",
        "status",
        "stan",
        "state of execution",
        "state",
    ),
    "deadline": (
        "termin wykonania",
        "termin realizacji",
        "termin",
        "deadline of execution",
        "deadline",
    ),
    "publication": (
        "adres publikacji",
        "publikacja",
        "adres w bip",
        "link",
        "publication",
    ),
    "goals": ("cele", "cele strategii", "goals"),
}
LONGEST: Final = {"number": 80, "title": 1000, "subject": 200, "basis": 2000}
MOST_ROWS: Final = 2000
_FIRST_DAY: Final = date(1990, 1, 1)
_SEEK_HEADER_IN: Final = 20
_NEEDED: Final = ("number", "adopted_on")


class Problem(StrEnum):
    """Why the whole table cannot be read."""

    EMPTY = "EMPTY"
    UNREADABLE = "UNREADABLE"
    NO_COLUMN = "NO_COLUMN"
    TOO_LONG = "TOO_LONG"


class BadTableError(Exception):
    """The table cannot be read as a whole; ``detail`` is a column or a number."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


class Fault(StrEnum):
    """What is wrong with a cell."""

    NO_NUMBER = "NO_NUMBER"
    NUMBER_IS_DAY = "NUMBER_IS_DAY"
    NO_DAY = "NO_DAY"
    BAD_DAY = "BAD_DAY"
    DAY_OUTSIDE = "DAY_OUTSIDE"
    NO_TITLE = "NO_TITLE"
    TOO_LONG = "TOO_LONG"
    UNKNOWN_POST = "UNKNOWN_POST"
    MANY_POSTS = "MANY_POSTS"
    UNKNOWN_STATE = "UNKNOWN_STATE"
    BAD_DEADLINE = "BAD_DEADLINE"
    DEADLINE_BEFORE = "DEADLINE_BEFORE"
    BAD_ADDRESS = "BAD_ADDRESS"
    UNKNOWN_GOAL = "UNKNOWN_GOAL"
    MANY_GOALS = "MANY_GOALS"
    TWICE = "TWICE"


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell to correct: its row in the file, its column, what is wrong, its text."""

    line: int
    column: str
    fault: Fault
    value: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A readable row: what the file says of one resolution.

    ``values`` holds only what it says; an empty cell says nothing. ``executor`` is
    the number of a post, ``goals`` a tuple of numbers, ``state`` a code.
    """

    line: int
    number: str
    adopted_on: date
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, date]:
        """What tells the resolution from all others."""
        return self.number, self.adopted_on


@dataclass(frozen=True, slots=True)
class Known:
    """Names that cells may use, as `plain` writes them, with what each means.

    ``today`` is the last day on which a resolution of the table can be adopted.
    """

    posts: Mapping[str, Sequence[int]]
    states: Mapping[str, str]
    goals: Mapping[str, Sequence[int]]
    today: date


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows and faults of a table, and headings that nobody knows."""

    rows: tuple[Given, ...]
    faults: tuple[CellFault, ...]
    ignored: tuple[str, ...]
    headings: Mapping[str, str]


def plain(text: str) -> str:
    """A heading or a name for comparing: lower case, letters and digits alone.

    >>> plain("Nr uchwały:"), plain("Skarbnik (FN)")
    ('nr uchwaly', 'skarbnik fn')
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def read_table(cells: Sequence[Sequence[Cell]], known: Known) -> Reading:
    """Rows of a table with its cells checked against what the unit has.

    Raises
    ------
    BadTableError
        ``EMPTY``, ``NO_COLUMN`` (detail: our name of it) or ``TOO_LONG`` (detail: how
        many rows there are).
    """
    if not any(any(map(text_of, row)) for row in cells):
        raise BadTableError(Problem.EMPTY)
    at, places = _header(cells)
    body = [
        (line, row)
        for line, row in enumerate(cells[at + 1 :], start=at + 2)
        if any(map(text_of, row))
    ]
    if not body:
        raise BadTableError(Problem.EMPTY)
    if len(body) > MOST_ROWS:
        raise BadTableError(Problem.TOO_LONG, str(len(body)))
    return _read(cells[at], places, body, known)


def _read(
    header: Sequence[Cell],
    places: Mapping[str, int],
    body: Sequence[tuple[int, Sequence[Cell]]],
    known: Known,
) -> Reading:
    rows, faults = [], []
    seen: dict[tuple[str, date], int] = {}
    for line, row in body:
        named = {key: row[i] for key, i in places.items() if i < len(row)}
        given, wrong = _row(line, named, known)
        if given is not None:
            first = seen.setdefault(given.key, line)
            if first != line:
                wrong.append(CellFault(line, "number", Fault.TWICE, str(first)))
            rows.append(given)
        faults += wrong
    taken = set(places.values())
    ignored = [text_of(cell) for i, cell in enumerate(header) if i not in taken]
    headings = {key: text_of(header[i]) for key, i in places.items()}
    return Reading(tuple(rows), tuple(faults), tuple(filter(None, ignored)), headings)


def _header(cells: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """The first row with the needed headings; else what is missing in the best one."""
    best: set[str] = set()
    for at, row in enumerate(cells[:_SEEK_HEADER_IN]):
        labels = [plain(text_of(cell)) for cell in row]
        places: dict[str, int] = {}
        for key, names in COLUMNS.items():
            place = next((labels.index(n) for n in names if n in labels), None)
            if place is not None and place not in places.values():
                places[key] = place
        if all(key in places for key in _NEEDED):
            return at, places
        best = max(best, set(places), key=len)
    missing = next((key for key in _NEEDED if key not in best), _NEEDED[0])
    raise BadTableError(Problem.NO_COLUMN, missing)


def _row(
    line: int, cells: Mapping[str, Cell], known: Known
) -> tuple[Given | None, list[CellFault]]:
    faults = [
        CellFault(line, column, fault, text_of(cells.get(column))[:120])
        for column, fault in _key_faults(cells, known)
    ]
    day = day_of(cells.get("adopted_on"))
    values: dict[str, Any] = {}
    for column, read in _READERS.items():
        if not text_of(cells.get(column)):
            continue
        found = read(cells[column], known)
        if isinstance(found, Fault):
            value = text_of(cells[column])[:120]
            faults.append(CellFault(line, column, found, value))
        else:
            values[column] = found
    deadline = values.get("deadline")
    if deadline and day and deadline < day:
        value = text_of(cells["deadline"])
        faults.append(CellFault(line, "deadline", Fault.DEADLINE_BEFORE, value))
    number = text_of(cells.get("number"))
    if day is None or not number or len(number) > LONGEST["number"]:
        return None, faults
    return Given(line, number, day, values), faults


def _key_faults(cells: Mapping[str, Cell], known: Known) -> Iterator[tuple[str, Fault]]:
    number, told = cells.get("number"), cells.get("adopted_on")
    if isinstance(number, date | datetime):
        yield "number", Fault.NUMBER_IS_DAY
    elif not text_of(number):
        yield "number", Fault.NO_NUMBER
    elif len(text_of(number)) > LONGEST["number"]:
        yield "number", Fault.TOO_LONG
    day = day_of(told)
    if not text_of(told):
        yield "adopted_on", Fault.NO_DAY
    elif day is None:
        yield "adopted_on", Fault.BAD_DAY
    elif not _FIRST_DAY <= day <= known.today:
        yield "adopted_on", Fault.DAY_OUTSIDE


def _text(column: str) -> Callable[[Cell, Known], str | Fault]:
    def read(cell: Cell, _known: Known) -> str | Fault:
        text = text_of(cell)
        return text if len(text) <= LONGEST[column] else Fault.TOO_LONG

    return read


def _post(cell: Cell, known: Known) -> int | Fault:
    found = known.posts.get(plain(text_of(cell)), ())
    if not found:
        return Fault.UNKNOWN_POST
    return found[0] if len(found) == 1 else Fault.MANY_POSTS


def _state(cell: Cell, known: Known) -> str | Fault:
    return known.states.get(plain(text_of(cell)), Fault.UNKNOWN_STATE)


def _deadline(cell: Cell, _known: Known) -> date | Fault:
    return day_of(cell) or Fault.BAD_DEADLINE


def _address(cell: Cell, _known: Known) -> str | Fault:
    text = text_of(cell)
    if len(text) > 500 or " " in text:
        return Fault.BAD_ADDRESS
    try:
        parts = urlsplit(text)
    except ValueError:
        return Fault.BAD_ADDRESS
    is_address = parts.scheme in {"http", "https"} and "." in parts.netloc
    return text if is_address else Fault.BAD_ADDRESS


def _goals(cell: Cell, known: Known) -> tuple[int, ...] | Fault:
    """Symbols of goals parted by semicolons or commas."""
    found = []
    for symbol in filter(None, map(plain, re.split(r"[;,]", text_of(cell)))):
        ids = known.goals.get(symbol, ())
        if not ids:
            return Fault.UNKNOWN_GOAL
        if len(ids) > 1:
            return Fault.MANY_GOALS
        found.append(ids[0])
    return tuple(sorted(set(found)))


_READERS: Final[dict[str, Callable[[Cell, Known], Any]]] = {
    "title": _text("title"),
    "subject": _text("subject"),
    "basis": _text("basis"),
    "executor": _post,
    "state": _state,
    "deadline": _deadline,
    "publication": _address,
    "goals": _goals,
}
