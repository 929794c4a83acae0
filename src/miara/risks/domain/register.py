"""Rules of the register: what a risk lacks, when it is overdue, what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miara.risks.domain.scales import Scale

__all__ = ["Facts", "Gap", "counts_by_cell", "gaps_of", "residual_above_inherent"]


class Gap(StrEnum):
    """Something that a risk lacks or that is late."""

    OWNER = "OWNER"
    LINK = "LINK"
    ACTION = "ACTION"
    DEADLINE = "DEADLINE"
    REVIEW_DATE = "REVIEW_DATE"
    REVIEW_OVERDUE = "REVIEW_OVERDUE"
    ACTION_OVERDUE = "ACTION_OVERDUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at; ``reaction`` is ``ACT`` or another code."""

    level: int
    reaction: str
    has_owner: bool
    has_link: bool
    has_action: bool
    action_by: date | None
    review_on: date | None


def gaps_of(facts: Facts, scale: Scale, today: date) -> list[Gap]:
    """What is missing or late, the gravest first.

    An action and its deadline are asked for when the unit decided to act, and when
    the level is above its appetite while nothing else was decided but to tolerate.
    """
    found = []
    if not facts.has_owner:
        found.append(Gap.OWNER)
    needs_action = facts.reaction == "ACT" or (
        facts.reaction == "TOLERATE" and not scale.is_accepted(facts.level)
    )
    if needs_action and not facts.has_action:
        found.append(Gap.ACTION)
    elif facts.reaction == "ACT" and facts.action_by is None:
        found.append(Gap.DEADLINE)
    if facts.reaction == "ACT" and facts.action_by and facts.action_by < today:
        found.append(Gap.ACTION_OVERDUE)
    if facts.review_on is None:
        found.append(Gap.REVIEW_DATE)
    elif facts.review_on < today:
        found.append(Gap.REVIEW_OVERDUE)
    if not facts.has_link:
        found.append(Gap.LINK)
    return found


def residual_above_inherent(
    inherent: tuple[int, int], residual: tuple[int, int]
) -> bool:
    """Whether what is left is said to be worse than what there was before controls.

    >>> residual_above_inherent((3, 3), (4, 1))
    True
    """
    return any(after > before for before, after in zip(inherent, residual, strict=True))


def counts_by_cell(places: Iterable[tuple[int, int]], scale: Scale) -> list[list[int]]:
    """How many risks stand in each cell.

    Parameters
    ----------
    places
        Steps of impact and likelihood, from 1.

    Returns
    -------
    list of list of int
        Shape (likelihood, impact). A step outside the scale, left from a larger one,
        counts in the greatest.

    Examples
    --------
    >>> from miara.risks.domain.scales import PRESETS
    >>> counts_by_cell([(1, 3), (1, 3), (9, 1)], PRESETS["three"])
    [[0, 0, 1], [0, 0, 0], [2, 0, 0]]
    """
    across, up = len(scale.impact), len(scale.likelihood)
    counts = [[0] * across for _row in range(up)]
    for impact, likelihood in places:
        counts[min(likelihood, up) - 1][min(impact, across) - 1] += 1
    return counts
