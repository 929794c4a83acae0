"""The whole ranking of an edition from the rows of its export and its rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miara.contest.domain.ranking.connection import BRIDGES, Refusal, refusal_across
from miara.contest.domain.ranking.marks import (
    Criterion,
    Mark,
    Score,
    Standing,
    scores,
    standings,
)
from miara.contest.domain.ranking.model import (
    Estimate,
    Fit,
    TooFewScores,
    as_one_cell,
    estimates,
    fit,
    make_scores,
)
from miara.contest.domain.ranking.rules import (
    CERTAIN,
    Discrepancy,
    Step,
    above_threshold,
    discrepancies,
    must_be_discussed,
)


@dataclass(frozen=True, slots=True)
class RankingRules:
    """What an edition says about its ranking.

    Attributes
    ----------
    threshold, inclusive
        Points an entry must be above (or at least reach); None = no threshold.
    finalists
        Places of finalists in a cell, for the probability of being among them.
    tolerance
        Means that differ by no more share a place.
    discrepancy_share, discrepancy_step, experts_per_entry
        When and how a gap between experts is followed.
    certain
        Probability of being first below which a cell is visited or discussed.
    bridges
        Entries read by guests that a cell needs for a table across cells.
    """

    threshold: Decimal | None = None
    inclusive: bool = False
    finalists: int = 3
    tolerance: Decimal = Decimal(0)
    discrepancy_share: Decimal = Decimal("0.25")
    discrepancy_step: Step = Step.THIRD_EXPERT
    experts_per_entry: int = 2
    certain: float = CERTAIN
    bridges: int = BRIDGES


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the table of its cell.

    ``estimate`` is None without a model, and for an entry alone in its cell: estimates
    compare inside a cell, so one would pretend to know the entry exactly.
    """

    standing: Standing
    above_threshold: bool
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class CellRanking:
    """The table of one cell, by place; ``discuss`` when its first place is unsure.

    ``discuss`` is True as well without a model: nothing says then that it is sure.
    """

    cell: str
    rows: tuple[Row, ...]
    discuss: bool


@dataclass(frozen=True, slots=True)
class Severity:
    """How many points an expert gives above the average one, and the standard error."""

    expert: str
    points: float
    error: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everything the office and the jury see.

    Attributes
    ----------
    across
        All entries in one corrected table, best first; empty when ``refusal`` or the
        lack of scores forbids it.
    severities
        By expert; empty without a model.
    """

    cells: tuple[CellRanking, ...]
    discrepancies: tuple[Discrepancy, ...]
    severities: tuple[Severity, ...]
    refusal: Refusal | None
    across: tuple[tuple[str, Estimate], ...]


def rank(
    marks: Iterable[Mark],
    criteria: Sequence[Criterion],
    rules: RankingRules = RankingRules(),
) -> Ranking:
    """Rank an edition.

    Parameters
    ----------
    marks, criteria, rules
        Rows of the export in any order, and what the edition's rules say. Nothing
        else is read, so that anybody with the export gets the same ranking.

    Raises
    ------
    FaultyMarks
        As :func:`~miara.contest.domain.ranking.marks.scores`.
    """
    given = scores(marks, criteria)
    order = standings(given, tolerance=rules.tolerance)
    passed = {
        row.entry
        for row in (
            order
            if rules.threshold is None
            else above_threshold(order, rules.threshold, inclusive=rules.inclusive)
        )
        if row.mean is not None
    }
    model = _Model.of(given, rules)
    cells = []
    for cell in sorted({row.cell for row in order}):
        inside = [row for row in order if row.cell == cell]
        compared = sum(row.mean is not None for row in inside) > 1
        rows = tuple(
            Row(
                row,
                row.entry in passed,
                model.within.get(row.entry) if compared else None,
            )
            for row in inside
        )
        cells.append(CellRanking(cell, rows, _discuss(rows, rules.certain)))
    return Ranking(
        tuple(cells),
        tuple(
            discrepancies(
                given,
                rules.discrepancy_share,
                step=rules.discrepancy_step,
                expected=rules.experts_per_entry,
            )
        ),
        model.severities,
        model.refusal,
        model.across,
    )


def _discuss(rows: Sequence[Row], certain: float) -> bool:
    """By the first place of plain means: its probability must be enough."""
    leaders = [row.estimate for row in rows if row.standing.place == 1]
    if len(rows) == 1 and leaders:
        return False  # there is nobody else to be first
    chances = [leader.first if leader else 0.0 for leader in leaders]
    return must_be_discussed(max(chances, default=0.0), certain)


@dataclass(frozen=True)
class _Model:
    within: dict[str, Estimate]
    severities: tuple[Severity, ...] = ()
    refusal: Refusal | None = None
    across: tuple[tuple[str, Estimate], ...] = ()

    @classmethod
    def of(cls, given: Sequence[Score], rules: RankingRules) -> "_Model":
        known = [
            (s.entry, s.cell, s.expert, float(s.points))
            for s in given
            if s.points is not None
        ]
        if not known:
            return cls({})
        arrays, entries, cells, experts = make_scores(known)
        refusal = refusal_across(
            arrays.entry, arrays.expert, arrays.cell, cells, needed=rules.bridges
        )
        try:
            result = fit(arrays)
        except TooFewScores:
            return cls({}, refusal=refusal)
        tables = estimates(result, finalists=rules.finalists)
        across: tuple[tuple[str, Estimate], ...] = ()
        if refusal is None:
            (whole,) = estimates(fit(as_one_cell(arrays)), finalists=rules.finalists)
            across = tuple((entries[row.position], row) for row in whole)
        return cls(
            {entries[row.position]: row for table in tables for row in table},
            _severities(result, experts),
            refusal,
            across,
        )


def _severities(result: Fit, experts: Sequence[str]) -> tuple[Severity, ...]:
    return tuple(
        Severity(name, float(points), float(error))
        for name, points, error in zip(
            experts, result.leniency, result.leniency_error, strict=True
        )
    )
