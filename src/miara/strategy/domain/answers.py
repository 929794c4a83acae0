"""Single answers of a survey, counted as they are read; rows of people are not kept.

One row a person, the first row names the questions. A column that holds many different
texts is no question with answers to choose from (names, remarks): it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from miara.strategy.domain.estimates import Counted
from miara.strategy.domain.numbers import BadNumberError, read_number

__all__ = ["AnswerError", "AnswerFault", "Answers", "number_in", "read_answers"]

#: A question has at most so many different answers in words, or in numbers.
MOST_TEXTS: Final = 30
MOST_NUMBERS: Final = 101
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 500
LONGEST: Final = 120
#: So many errors are told; a file wrong everywhere is not listed whole.
MOST_ERRORS: Final = 50
_WEIGHTS: Final = {"waga", "wagi", "weight", "weights", "waga_koncowa", "waga końcowa"}

Grid = Sequence[Sequence[str]]


class AnswerFault(StrEnum):
    """What is wrong with a cell or with the whole file."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_HEADING = "no_heading"
    HEADING_TWICE = "heading_twice"
    NO_SUCH_WEIGHT = "no_such_weight"
    BAD_WEIGHT = "bad_weight"
    NEGATIVE_WEIGHT = "negative_weight"
    NO_WEIGHT = "no_weight"
    TOO_LONG_ROW = "too_long_row"
    NO_QUESTION = "no_question"


@dataclass(frozen=True, slots=True)
class AnswerError:
    """Where (as in a spreadsheet, ``C4``), what is wrong, what stands there."""

    cell: str
    fault: AnswerFault
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file holds, counted.

    Attributes
    ----------
    people : int
        Rows of people.
    weight : str
        Heading of the column of weights, empty when everybody counts the same.
    questions : Mapping
        Counts by answer by question, in the order of the file; empty cells are not
        among them.
    left_out : tuple of str
        Headings of columns that are no questions.
    errors : tuple of AnswerError
        When there is any, the rest is empty.
    """

    people: int = 0
    weight: str = ""
    questions: Mapping[str, Mapping[str, Counted]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    errors: tuple[AnswerError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What may be kept: counts alone."""
        return {
            question: {
                answer: [c.people, c.weight, c.square] for answer, c in found.items()
            }
            for question, found in self.questions.items()
        }


def read_answers(rows: Grid, weight: str = "") -> Answers:
    """Count the answers of a file.

    Parameters
    ----------
    rows
        Cells as people see them; the first row names the questions.
    weight
        Heading of the column of weights; empty to look for a column called so.
    """
    if not rows or not any(rows[0]):
        return Answers(errors=(AnswerError("A1", AnswerFault.EMPTY),))
    heads = [_plain(cell)[:LONGEST] for cell in rows[0]]
    people = [(n, row) for n, row in enumerate(rows[1:], start=2) if any(row)]
    errors = _size_errors(heads, people) or _heading_errors(heads)
    place, wrong = _weight_place(heads, weight)
    errors += wrong
    if errors:
        return Answers(errors=tuple(errors[:MOST_ERRORS]))
    weights, errors = _weights(people, place)
    errors += [
        AnswerError(_cell(len(heads), n), AnswerFault.TOO_LONG_ROW, row[len(heads)])
        for n, row in people
        if any(row[len(heads) :])
    ]
    if errors:
        return Answers(errors=tuple(errors[:MOST_ERRORS]))
    return _counted(heads, place, [row for _n, row in people], weights)


def number_in(text: str) -> float | None:
    """The number that an answer is by itself, or begins with: "4 - raczej tak".

    >>> number_in("4"), number_in("4 - raczej tak"), number_in("nie wiem")
    (4.0, 4.0, None)
    """
    for told in (text, text.split(" ", 1)[0].rstrip(".-–:)")):
        try:
            found = read_number(told)
        except BadNumberError:
            continue
        if found is not None:
            return float(found)
    return None


def _size_errors(
    heads: Sequence[str], people: Sequence[tuple[int, Sequence[str]]]
) -> list[AnswerError]:
    if not people:
        return [AnswerError("A2", AnswerFault.NO_ROWS)]
    if len(people) > MOST_ROWS:
        last = str(MOST_ROWS)
        return [AnswerError(_cell(0, MOST_ROWS + 2), AnswerFault.TOO_MANY_ROWS, last)]
    if len(heads) > MOST_COLUMNS:
        last = str(MOST_COLUMNS)
        return [AnswerError(_cell(MOST_COLUMNS, 1), AnswerFault.TOO_MANY_COLUMNS, last)]
    return []


def _heading_errors(heads: Sequence[str]) -> list[AnswerError]:
    errors = []
    seen: set[str] = set()
    for column, head in enumerate(heads):
        if not head:
            errors.append(AnswerError(_cell(column, 1), AnswerFault.NO_HEADING))
        elif head.casefold() in seen:
            fault = AnswerFault.HEADING_TWICE
            errors.append(AnswerError(_cell(column, 1), fault, head))
        seen.add(head.casefold())
    return errors


def _weight_place(
    heads: Sequence[str], weight: str
) -> tuple[int | None, list[AnswerError]]:
    """The column of weights: the one named, else one called so, else none."""
    folded = [head.casefold() for head in heads]
    if asked := weight.strip().casefold():
        if asked not in folded:
            fault = AnswerFault.NO_SUCH_WEIGHT
            return None, [AnswerError("A1", fault, weight.strip()[:LONGEST])]
        return folded.index(asked), []
    found = [n for n, head in enumerate(folded) if head in _WEIGHTS]
    return (found[0], []) if len(found) == 1 else (None, [])


def _weights(
    people: Sequence[tuple[int, Sequence[str]]], place: int | None
) -> tuple[list[float], list[AnswerError]]:
    if place is None:
        return [1.0] * len(people), []
    weights: list[float] = []
    errors: list[AnswerError] = []
    for number, row in people:
        text = row[place] if place < len(row) else ""
        fault = None
        value = None
        try:
            value = read_number(text)
        except BadNumberError:
            fault = AnswerFault.BAD_WEIGHT
        if fault is None and value is None:
            fault = AnswerFault.NO_WEIGHT
        elif value is not None and value < 0:
            fault = AnswerFault.NEGATIVE_WEIGHT
        if fault is not None:
            errors.append(AnswerError(_cell(place, number), fault, text[:LONGEST]))
        weights.append(float(value or 0))
    return weights, errors


def _counted(
    heads: Sequence[str],
    place: int | None,
    rows: Sequence[Sequence[str]],
    weights: Sequence[float],
) -> Answers:
    questions: dict[str, dict[str, Counted]] = {}
    left_out: list[str] = []
    for column, head in enumerate(heads):
        if column == place:
            continue
        found = _question(column, rows, weights)
        if found is None:
            left_out.append(head)
        else:
            questions[head] = found
    if not questions:
        return Answers(errors=(AnswerError("A1", AnswerFault.NO_QUESTION),))
    name = "" if place is None else heads[place]
    return Answers(len(rows), name, questions, tuple(left_out))


def _question(
    column: int, rows: Sequence[Sequence[str]], weights: Sequence[float]
) -> dict[str, Counted] | None:
    """Counts of the answers of a column; None when it is no question."""
    found: dict[str, list[float]] = {}
    for row, weight in zip(rows, weights, strict=True):
        text = _plain(row[column]) if column < len(row) else ""
        if not text:
            continue
        if len(text) > LONGEST:
            return None
        sums = found.setdefault(text, [0, 0.0, 0.0])
        sums[0] += 1
        sums[1] += weight
        sums[2] += weight * weight
        if len(found) > MOST_NUMBERS:
            return None
    if not found or (len(found) > MOST_TEXTS and not all(map(_is_number, found))):
        return None
    ordered = sorted(found, key=lambda text: (_order(text), text))
    return {text: Counted(int(found[text][0]), *found[text][1:]) for text in ordered}


def _plain(text: str) -> str:
    """One line without signs that databases refuse."""
    return " ".join(text.replace("\x00", "").split())


def _is_number(text: str) -> bool:
    try:
        return read_number(text) is not None
    except BadNumberError:
        return False


def _order(text: str) -> float:
    number = number_in(text)
    return float("inf") if number is None else number


def _cell(column: int, row: int) -> str:
    """Name of a cell as spreadsheets write it.

    >>> _cell(27, 3)
    'AB3'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
