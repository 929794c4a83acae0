"""Pages for residents and councillors: what stands badly, and what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

__all__ = [
    "BAD",
    "GOOD",
    "LAG",
    "Asked",
    "Question",
    "SpentPart",
    "questions_of",
]


#: Statuses of targets (`miara.strategy.domain.status`) that stand well, and badly.
GOOD: Final = frozenset({"REACHED", "KEPT", "ON_TRACK", "NEAR"})
BAD: Final = frozenset({"BEHIND", "EXCEEDED", "MISSED"})
#: Spending that stays behind the calendar by more than this asks for a question.
LAG: Final = Fraction(1, 4)
#: So many of one kind are asked; a list of fifty is read by nobody.
MOST: Final = 3
_QUARTERS: Final = 4


class Question(StrEnum):
    """What is asked; its sentence is in the presenter."""

    BAD_TARGET = "BAD_TARGET"
    NO_TARGET = "NO_TARGET"
    NO_NUMBER = "NO_NUMBER"
    SLOW_SPENDING = "SLOW_SPENDING"
    STOPPED = "STOPPED"
    LATE = "LATE"
    NOT_EXECUTED = "NOT_EXECUTED"
    NO_REPORT = "NO_REPORT"


@dataclass(frozen=True, slots=True)
class SpentPart:
    """A part of the budget: its name, plan after changes and execution, grosze."""

    name: str
    planned: int
    executed: int

    def is_slow(self, quarter: int) -> bool:
        """Whether execution stays behind the calendar by more than `LAG`.

        >>> SpentPart("x", 100, 20).is_slow(2), SpentPart("x", 100, 26).is_slow(2)
        (True, False)
        """
        if self.planned <= 0 or not quarter:
            return False
        share = Fraction(self.executed, self.planned)
        return Fraction(quarter, _QUARTERS) - share > LAG


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it is about, or how many."""

    question: Question
    about: str = ""
    count: int = 0


def questions_of(
    *,
    bad_targets: Sequence[str],
    goals_without_target: int,
    targets_without_number: int,
    spending: Sequence[SpentPart],
    quarter: int,
    stopped: Sequence[str],
    late: Sequence[str],
    not_executed: int,
    has_report: bool,
) -> list[Asked]:
    """Questions that follow from what is public, the gravest kinds first.

    Parameters
    ----------
    bad_targets, stopped, late
        Names, in the order in which they should be asked about.
    spending
        Parts of the budget; the largest slow ones are asked about.
    quarter
        The last one that ended of the year of the budget, 0-4.
    not_executed
        Resolutions older than half a year that nobody carries out.
    """
    slow = [part for part in spending if part.is_slow(quarter)]
    slow.sort(key=lambda part: (part.executed - part.planned, part.name))
    found = [Asked(Question.BAD_TARGET, name) for name in bad_targets[:MOST]]
    found += [Asked(Question.SLOW_SPENDING, part.name) for part in slow[:MOST]]
    found += [Asked(Question.STOPPED, name) for name in stopped[:MOST]]
    found += [Asked(Question.LATE, name) for name in late[:MOST]]
    for question, count in (
        (Question.NOT_EXECUTED, not_executed),
        (Question.NO_TARGET, goals_without_target),
        (Question.NO_NUMBER, targets_without_number),
    ):
        if count:
            found.append(Asked(question, count=count))
    if not has_report:
        found.append(Asked(Question.NO_REPORT))
    return found
