"""Marks as exported, the exact points they make, and plain means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

FULL: Final = Decimal(100)
_SHOWN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: marks from 0 to ``most``, worth ``weight`` of the whole."""

    code: str
    weight: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One row of the export: one mark of one expert."""

    entry: str
    cell: str
    expert: str
    criterion: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """What one expert gave one entry in all.

    ``points`` is exact, 0 to 100; None when marks are missing, which ``missing`` names.
    """

    entry: str
    cell: str
    expert: str
    points: Decimal | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry by the plain mean of its complete scores.

    Attributes
    ----------
    mean
        Exact mean, 0 to 100; None when nobody has finished.
    place
        1 for the first; tied entries share a place; None without a mean.
    tied
        Whether another entry of the cell shares the place.
    scores, incomplete
        Number of complete and of begun but unfinished scores.
    """

    entry: str
    cell: str
    mean: Decimal | None
    place: int | None
    tied: bool
    scores: int
    incomplete: int

    @property
    def shown(self) -> Decimal | None:
        """The mean to two places, half up, as it is published."""
        return None if self.mean is None else rounded(self.mean)


class FaultyMarks(Exception):
    """Rows that contradict the rules or one another; ``code`` and ``row`` say where."""

    def __init__(self, code: str, row: Mark | Criterion | None = None) -> None:
        super().__init__(code, row)
        self.code = code
        self.row = row


def rounded(mean: Decimal) -> Decimal:
    """Two places, half up.

    >>> rounded(Decimal("66.665"))
    Decimal('66.67')
    """
    return mean.quantize(_SHOWN, ROUND_HALF_UP)


def scores(marks: Iterable[Mark], criteria: Sequence[Criterion]) -> list[Score]:
    """Points of every expert for every entry, by entry and expert.

    A mark counts as its share of the most, times the share of its weight in all
    weights, times 100. A score with a missing mark is not guessed.

    Raises
    ------
    FaultyMarks
        ``NO_WEIGHT`` when weights make nothing, ``UNKNOWN_CRITERION``,
        ``OUT_OF_SCALE``, ``TWICE`` for a second mark, ``TWO_CELLS``.
    """
    weights = {c.code: c for c in criteria}
    total = sum((c.weight for c in criteria), Decimal(0))
    if total <= 0 or any(c.weight < 0 or c.most <= 0 for c in criteria):
        raise FaultyMarks("NO_WEIGHT")
    given: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    cell_of: dict[str, str] = {}
    for mark in marks:
        criterion = weights.get(mark.criterion)
        if criterion is None:
            raise FaultyMarks("UNKNOWN_CRITERION", mark)
        if not 0 <= mark.points <= criterion.most:
            raise FaultyMarks("OUT_OF_SCALE", mark)
        if cell_of.setdefault(mark.entry, mark.cell) != mark.cell:
            raise FaultyMarks("TWO_CELLS", mark)
        of_pair = given[mark.entry, mark.expert]
        if mark.criterion in of_pair:
            raise FaultyMarks("TWICE", mark)
        of_pair[mark.criterion] = mark.points
    return [
        _score((entry, cell_of[entry], expert), points, criteria, total)
        for (entry, expert), points in sorted(given.items())
    ]


def _score(
    whose: tuple[str, str, str],
    points: Mapping[str, Decimal],
    criteria: Sequence[Criterion],
    total: Decimal,
) -> Score:
    # A criterion without weight is read for its comment; it holds nothing up.
    missing = tuple(c.code for c in criteria if c.weight and c.code not in points)
    if missing:
        return Score(*whose, None, missing)
    # One division at the end, so that equal marks make equal points to the last digit.
    whole = sum(
        (points[c.code] * c.weight / c.most for c in criteria if c.weight), Decimal(0)
    )
    return Score(*whose, FULL * whole / total)


def standings(
    given: Sequence[Score], *, tolerance: Decimal = Decimal(0)
) -> list[Standing]:
    """Entries of every cell in the order of plain means.

    Parameters
    ----------
    given
        From :func:`scores`.
    tolerance
        Means that differ by no more share a place: each is compared with the highest
        of its tie, so that a chain of small steps is not one tie.

    Returns
    -------
    list of Standing
        By cell, place and entry; entries without a mean last.
    """
    of_entry: dict[str, list[Score]] = defaultdict(list)
    for score in given:
        of_entry[score.entry].append(score)
    means = {entry: _mean(rows) for entry, rows in of_entry.items()}
    by_cell: dict[str, list[str]] = defaultdict(list)
    for entry, rows in of_entry.items():
        by_cell[rows[0].cell].append(entry)
    result = []
    for cell in sorted(by_cell):
        places = places_of({e: means[e] for e in by_cell[cell]}, tolerance)
        shared = list(places.values())
        for entry in sorted(by_cell[cell], key=lambda e: (places.get(e, 10**9), e)):
            rows = of_entry[entry]
            complete = sum(row.points is not None for row in rows)
            place = places.get(entry)
            result.append(
                Standing(
                    entry,
                    cell,
                    means[entry],
                    place,
                    place is not None and shared.count(place) > 1,
                    complete,
                    len(rows) - complete,
                )
            )
    return result


def _mean(rows: Sequence[Score]) -> Decimal | None:
    points = [row.points for row in rows if row.points is not None]
    return sum(points, Decimal(0)) / len(points) if points else None


#: Digits that differ only by the last rounding of a division are no difference.
_EXACT: Final = Decimal("1e-20")


def places_of(
    means: Mapping[str, Decimal | None], tolerance: Decimal = Decimal(0)
) -> dict[str, int]:
    """Places of one cell, ties sharing the higher one; entries without a mean left out.

    >>> d = Decimal
    >>> places_of({"a": d(90), "b": d(88), "c": d(88), "d": d(70)})
    {'a': 1, 'b': 2, 'c': 2, 'd': 4}
    """
    known = sorted(
        ((mean, entry) for entry, mean in means.items() if mean is not None),
        key=lambda row: (-row[0], row[1]),
    )
    places: dict[str, int] = {}
    place, top = 0, Decimal(0)
    for number, (mean, entry) in enumerate(known, 1):
        if number == 1 or top - mean > tolerance + _EXACT:
            place, top = number, mean
        places[entry] = place
    return places
