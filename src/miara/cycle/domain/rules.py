"""When a step of the year is due: day and month, after a quarter, after a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = [
    "AfterQuarter",
    "AfterStep",
    "CircleOfSteps",
    "Day",
    "Due",
    "Rule",
    "Step",
    "due_days",
    "quarter_end",
]

_QUARTERS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; ``shift`` moves it to a later or earlier year.

    29 February falls on 28 February of a common year.
    """

    day: int
    month: int
    shift: int = 0

    def on(self, year: int) -> date:
        """The day in a year.

        >>> Day(29, 2).on(2027)
        datetime.date(2027, 2, 28)
        """
        try:
            return date(year + self.shift, self.month, self.day)
        except ValueError:
            if (self.month, self.day) != (2, 29):
                raise
            return date(year + self.shift, 2, 28)


@dataclass(frozen=True, slots=True)
class AfterQuarter:
    """So many days after the end of each of the quarters named."""

    days: int
    quarters: tuple[int, ...] = _QUARTERS


@dataclass(frozen=True, slots=True)
class AfterStep:
    """So many days after another step (before, when negative)."""

    step: str
    days: int


Rule = Day | AfterQuarter | AfterStep


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its code, and its rule."""

    code: str
    rule: Rule


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A day on which a step is due; ``quarter`` is 0 for one that comes once."""

    on: date
    code: str
    quarter: int = 0


class CircleOfSteps(ValueError):
    """Steps wait for one another, or for one that is not there."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Name the steps that cannot be placed."""
        self.codes = tuple(codes)
        super().__init__(", ".join(self.codes))


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter.

    >>> quarter_end(2026, 4)
    datetime.date(2026, 12, 31)
    """
    if quarter == 4:
        return date(year, 12, 31)
    return date(year, quarter * 3 + 1, 1) - timedelta(days=1)


def due_days(steps: Sequence[Step], year: int) -> list[Due]:
    """Every due day of a year's steps, in the order of days.

    Parameters
    ----------
    steps
        In any order; a step after one that comes quarterly comes quarterly too.

    Raises
    ------
    CircleOfSteps
        When a step waits for itself, also through others, or for an unknown one.

    Examples
    --------
    >>> steps = [Step("b", AfterStep("a", 7)), Step("a", Day(15, 11))]
    >>> [(due.code, due.on.isoformat()) for due in due_days(steps, 2026)]
    [('a', '2026-11-15'), ('b', '2026-11-22')]
    """
    found: dict[str, list[Due]] = {}
    waiting = {step.code: step.rule for step in steps}
    while waiting:
        ready = {code: rule for code, rule in waiting.items() if _is_ready(rule, found)}
        if not ready:
            raise CircleOfSteps(sorted(waiting))
        for code, rule in ready.items():
            found[code] = _days_of(code, rule, year, found)
            del waiting[code]
    return sorted(due for days in found.values() for due in days)


def _is_ready(rule: Rule, found: dict[str, list[Due]]) -> bool:
    return not isinstance(rule, AfterStep) or rule.step in found


def _days_of(
    code: str, rule: Rule, year: int, found: dict[str, list[Due]]
) -> list[Due]:
    match rule:
        case Day():
            return [Due(rule.on(year), code)]
        case AfterQuarter():
            later = timedelta(days=rule.days)
            return [Due(quarter_end(year, q) + later, code, q) for q in rule.quarters]
        case AfterStep():
            later = timedelta(days=rule.days)
            return [Due(due.on + later, code, due.quarter) for due in found[rule.step]]
