"""How often the first place changes when something reasonable changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.contest.domain.ranking.marks import (
    Criterion,
    Mark,
    Score,
    Standing,
    scores,
    standings,
)
from miara.contest.domain.ranking.model import (
    SEED,
    TooFewScores,
    fit,
    make_scores,
)

FloatArray = NDArray[np.float64]

DRAWS: Final = 2000
SPREAD: Final = 0.2


@dataclass(frozen=True, slots=True)
class Without:
    """The first places when one expert or one criterion is left out.

    ``firsts`` is empty where nothing is left to rank.
    """

    left_out: str
    firsts: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class CellStability:
    """How firm the first place of one cell is.

    Attributes
    ----------
    firsts
        Who is first by the plain mean with the edition's weights; several = ex aequo.
    draws, changed
        Weights drawn, and draws in which somebody else won.
    wins
        Draws won by each entry that won any, most first.
    without_expert, without_criterion
        Only those whose absence leaves something to rank by.
    corrected_first
        Who is first with the severity of experts corrected; None where there are too
        few scores for it.
    """

    cell: str
    firsts: tuple[str, ...]
    draws: int
    changed: int
    wins: tuple[tuple[str, int], ...]
    without_expert: tuple[Without, ...]
    without_criterion: tuple[Without, ...]
    corrected_first: str | None

    @property
    def corrected_changes(self) -> bool:
        """Whether correction would put somebody else first."""
        return self.corrected_first is not None and (
            self.corrected_first not in self.firsts
        )

    @property
    def is_firm(self) -> bool:
        """Whether nothing tried here changed the first place."""
        alone = (*self.without_expert, *self.without_criterion)
        return not (
            self.changed
            or self.corrected_changes
            or any(other.changed for other in alone)
        )


def stability(
    marks: Iterable[Mark],
    criteria: Sequence[Criterion],
    *,
    spread: float = SPREAD,
    draws: int = DRAWS,
    seed: int = SEED,
    tolerance: Decimal = Decimal(0),
) -> list[CellStability]:
    """Shake every cell: other weights, one expert less, one criterion less, correction.

    Parameters
    ----------
    marks, criteria
        Rows of the export and the criteria of the edition, nothing else.
    spread
        Weights lie within this share of the edition's, for example 0.2 for +-20 %.
    tolerance
        Means that differ by no more are tied.

    Raises
    ------
    FaultyMarks
        As :func:`~miara.contest.domain.ranking.marks.scores`.
    """
    rows = sorted(marks)
    given = scores(rows, criteria)
    base = firsts_of(standings(given, tolerance=tolerance))
    corrected = _corrected(given)
    shares = _shares(given, rows, criteria)
    weights = drawn_weights(criteria, spread, draws, seed)
    result = []
    for cell, firsts in base.items():
        in_cell = [row for row in rows if row.cell == cell]
        wins = _wins(shares, cell, weights)
        result.append(
            CellStability(
                cell,
                firsts,
                draws,
                sum(count for entry, count in wins if entry not in firsts),
                wins,
                _without(in_cell, criteria, firsts, tolerance, expert=True),
                _without(in_cell, criteria, firsts, tolerance, expert=False),
                corrected.get(cell),
            )
        )
    return result


def firsts_of(rows: Sequence[Standing]) -> dict[str, tuple[str, ...]]:
    """Entries on the first place of each cell, by name; cells in order."""
    firsts: dict[str, list[str]] = {}
    for row in rows:
        if row.place == 1:
            firsts.setdefault(row.cell, []).append(row.entry)
    return {cell: tuple(sorted(entries)) for cell, entries in firsts.items()}


def drawn_weights(
    criteria: Sequence[Criterion], spread: float, draws: int, seed: int = SEED
) -> FloatArray:
    """Weights near the edition's, (draws, criteria), each row with the sum 1.

    From a Dirichlet distribution around them, so narrow that two standard deviations of
    every weight are within ``spread`` of it; what still falls outside is drawn again.
    """
    weight = np.array([float(c.weight) for c in criteria])
    weight = weight / weight.sum()
    used = weight > 0
    rows = np.tile(weight, (draws, 1))
    if used.sum() < 2 or spread <= 0:
        return rows
    centre = weight[used]
    concentration = float(((1 - centre) / centre).max()) * 4 / spread**2 - 1
    random = np.random.default_rng(seed)
    kept = np.zeros((0, len(centre)))
    while len(kept) < draws:
        drawn = random.dirichlet(centre * max(concentration, 1.0), draws)
        within = (np.abs(drawn - centre) <= spread * centre).all(1)
        kept = np.vstack([kept, drawn[within]])
    rows[:, used] = kept[:draws]
    return rows


def _shares(
    given: Sequence[Score], rows: Sequence[Mark], criteria: Sequence[Criterion]
) -> Mapping[str, tuple[list[str], FloatArray]]:
    """Mean share of the most of every criterion, (entries, criteria), by cell."""
    place = {c.code: number for number, c in enumerate(criteria)}
    most = {c.code: c.most for c in criteria}
    complete = {(s.entry, s.expert) for s in given if s.points is not None}
    sums: dict[str, dict[str, FloatArray]] = {}
    count: dict[str, set[str]] = {}
    for row in rows:
        if (row.entry, row.expert) not in complete:
            continue
        of_entry = sums.setdefault(row.cell, {}).setdefault(
            row.entry, np.zeros(len(criteria))
        )
        of_entry[place[row.criterion]] += float(row.points / most[row.criterion])
        count.setdefault(row.entry, set()).add(row.expert)
    return {
        cell: (
            list(entries),
            np.array([total / len(count[e]) for e, total in entries.items()]),
        )
        for cell, entries in sums.items()
    }


def _wins(
    shares: Mapping[str, tuple[list[str], FloatArray]], cell: str, weights: FloatArray
) -> tuple[tuple[str, int], ...]:
    entries, share = shares[cell]
    # A tie goes to the first by name: rounding must not tell equal entries apart.
    best = np.round(weights @ share.T, 12).argmax(1)
    count = np.bincount(best, minlength=len(entries))
    order = np.argsort(-count, kind="stable")
    return tuple((entries[i], int(count[i])) for i in order if count[i])


def _without(
    rows: Sequence[Mark],
    criteria: Sequence[Criterion],
    firsts: tuple[str, ...],
    tolerance: Decimal,
    *,
    expert: bool,
) -> tuple[Without, ...]:
    names = (
        sorted({row.expert for row in rows})
        if expert
        else [c.code for c in criteria if c.weight]
    )
    found = []
    for name in names:
        left = [r for r in rows if (r.expert if expert else r.criterion) != name]
        kept = criteria if expert else [c for c in criteria if c.code != name]
        if not left or not any(c.weight for c in kept):
            continue
        order = standings(scores(left, kept), tolerance=tolerance)
        others = next(iter(firsts_of(order).values()), ())
        found.append(Without(name, others, bool(others) and others != firsts))
    return tuple(found)


def _corrected(given: Sequence[Score]) -> dict[str, str]:
    """First entry of each cell by the model; empty where it cannot be estimated."""
    rows = [
        (s.entry, s.cell, s.expert, float(s.points))
        for s in given
        if s.points is not None
    ]
    if not rows:
        return {}
    arrays, entries, cells, _ = make_scores(rows)
    try:
        result = fit(arrays)
    except TooFewScores:
        return {}
    first = {}
    for number, cell in enumerate(cells):
        members = result.members(number)
        best = np.round(result.quality[members], 9).argmax()
        first[cell] = entries[int(members[best])]
    return first
