"""The quarterly report of a task: its states, and the rule of its status."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

__all__ = ["ALLOWED", "ReportState", "Status", "StatusFacts", "status_of"]


class ReportState(StrEnum):
    """Where a report of a task stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"  # locked
    REOPENED = "REOPENED"  # unlocked with a reason


#: Which state may follow which; anything else is refused.
ALLOWED: Final[dict[ReportState, frozenset[ReportState]]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.REOPENED: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.APPROVED, ReportState.RETURNED}),
    ReportState.APPROVED: frozenset({ReportState.REOPENED}),
}


class Status(StrEnum):
    """How a task goes; always said by its sentence first."""

    ON_COURSE = "ON_COURSE"
    WATCH = "WATCH"
    OFF_COURSE = "OFF_COURSE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What the rule looks at.

    Attributes
    ----------
    changed, executed
        Money of the task, grosze.
    quarter
        1 to 4.
    tolerance
        Percentage points by which spending may stay behind the calendar.
    measures
        Plan of the year and forecast of each measure, where both are known, and
        whether more is better (None when nobody said).
    """

    changed: int
    executed: int
    quarter: int
    tolerance: int
    measures: tuple[tuple[Decimal, Decimal, bool | None], ...] = ()

    @property
    def spent_percent(self) -> int | None:
        """Executed share of the plan, whole per cent; None without a plan."""
        if self.changed <= 0:
            return None
        return round(self.executed * 100 / self.changed)

    @property
    def time_percent(self) -> int:
        """Share of the year that has passed."""
        return self.quarter * 25

    @property
    def missed(self) -> int:
        """Measures whose forecast falls short of the plan."""
        return sum(
            1
            for plan, forecast, is_more_better in self.measures
            if is_more_better is not None
            and (forecast < plan if is_more_better else forecast > plan)
        )


def status_of(facts: StatusFacts) -> Status:
    """The status by the stated rule.

    Off course: more was executed than planned, or a measure is forecast to miss its
    plan while spending is behind the calendar by more than the tolerance. Watch: one of
    the two. On course: neither. Unknown: no plan of money and no measure.

    >>> status_of(StatusFacts(100, 20, 1, 15))
    <Status.ON_COURSE: 'ON_COURSE'>
    >>> status_of(StatusFacts(100, 20, 3, 15))
    <Status.WATCH: 'WATCH'>
    """
    spent = facts.spent_percent
    if spent is None and not facts.measures:
        return Status.UNKNOWN
    if spent is not None and facts.executed > facts.changed:
        return Status.OFF_COURSE
    is_behind = spent is not None and facts.time_percent - spent > facts.tolerance
    if is_behind and facts.missed:
        return Status.OFF_COURSE
    return Status.WATCH if is_behind or facts.missed else Status.ON_COURSE
