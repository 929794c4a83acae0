"""Thresholds, discrepancies and the word that asks the jury to look closer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from miara.contest.domain.ranking.marks import FULL, Score, Standing

#: Below this probability of being first a cell is visited or discussed.
CERTAIN: Final = 0.7


def above_threshold(
    rows: Sequence[Standing], threshold: Decimal, *, inclusive: bool = False
) -> list[Standing]:
    """Entries whose exact mean is above the threshold.

    ``inclusive`` for an edition that says "at least". The mean is compared before
    rounding: 60.004 is above 60 although it is published as 60.00.
    """
    return [
        row
        for row in rows
        if row.mean is not None
        and (row.mean > threshold or (inclusive and row.mean == threshold))
    ]


class Step(StrEnum):
    """What a discrepancy asks for."""

    THIRD_EXPERT = "THIRD_EXPERT"
    CONSENSUS = "CONSENSUS"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An entry whose experts differ by more than the edition allows.

    ``gap`` is the largest less the smallest score of 100; ``limit`` the allowed one.
    """

    entry: str
    cell: str
    gap: Decimal
    limit: Decimal
    low_expert: str
    high_expert: str
    step: Step


def discrepancies(
    given: Sequence[Score],
    share: Decimal,
    *,
    step: Step = Step.THIRD_EXPERT,
    expected: int = 2,
) -> list[Discrepancy]:
    """Entries with a gap above ``share`` of the maximum, by entry.

    Parameters
    ----------
    expected
        Scores an entry has when its panel is done. Fewer: too early to tell. More: the
        additional expert has spoken and a gap that stays asks for a consensus.
    """
    limit = share * FULL
    of_entry: dict[str, list[tuple[Decimal, str, str]]] = defaultdict(list)
    for row in given:
        if row.points is not None:
            of_entry[row.entry].append((row.points, row.expert, row.cell))
    found = []
    for entry, rows in sorted(of_entry.items()):
        low, high = min(rows), max(rows)
        if len(rows) < max(2, expected) or high[0] - low[0] <= limit:
            continue
        found.append(
            Discrepancy(
                entry,
                low[2],
                high[0] - low[0],
                limit,
                low[1],
                high[1],
                step if len(rows) == expected else Step.CONSENSUS,
            )
        )
    return found


def must_be_discussed(first_probability: float, certain: float = CERTAIN) -> bool:
    """Whether the leader of a cell is too uncertain to be read off a table."""
    return first_probability < certain
