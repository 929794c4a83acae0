"""Quarterly reports: those of a task, those of a year, those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from miara.budget.models import BudgetTask, BudgetYear, TaskReport

__all__ = ["OPEN", "Waits", "last_ended_quarter", "report_of", "reports_of_year"]
__all__ += ["waiting_reports"]

State = TaskReport.State
#: States in which the author may write.
OPEN = frozenset({State.DRAFT, State.RETURNED, State.REOPENED})


@dataclass(frozen=True, slots=True)
class Waits:
    """A report that somebody has to write or to decide about.

    ``state`` is empty when nobody has begun it.
    """

    task: BudgetTask
    quarter: int
    state: str

    @property
    def is_for_decision(self) -> bool:
        """Whether it was sent and waits for approval."""
        return self.state == State.SUBMITTED


def report_of(task: BudgetTask, quarter: int) -> TaskReport | None:
    """The report of a task and quarter with who sent and decided it."""
    rows = TaskReport.objects.filter(task=task, quarter=quarter)
    return rows.select_related(
        "task__budget_year", "submitted_by", "decided_by"
    ).first()


def reports_of_year(year: BudgetYear) -> QuerySet[TaskReport]:
    """Reports of a year; one query."""
    rows = TaskReport.objects.filter(task__budget_year=year)
    return rows.order_by("task_id", "quarter")


def last_ended_quarter(year: int, today: date) -> int:
    """The last quarter of a year that is over; 0 when none is.

    >>> last_ended_quarter(2026, date(2026, 4, 1))
    1
    >>> last_ended_quarter(2025, date(2026, 1, 1))
    4
    """
    if today.year > year:
        return 4
    return (today.month - 1) // 3 if today.year == year else 0


def waiting_reports(unit_uid: str, year: int, today: date) -> list[Waits]:
    """Reports of the last ended quarter not yet approved, by symbol; two queries.

    Tasks without a report are among them.
    """
    quarter = last_ended_quarter(year, today)
    if not quarter:
        return []
    tasks = BudgetTask.objects.filter(
        budget_year__unit_uid=unit_uid, budget_year__year=year
    ).select_related("budget_year", "manager")
    states = dict(
        TaskReport.objects.filter(
            task__budget_year__unit_uid=unit_uid,
            task__budget_year__year=year,
            quarter=quarter,
        ).values_list("task_id", "state")
    )
    return [
        Waits(task, quarter, states.get(task.pk, ""))
        for task in tasks.order_by("symbol")
        if states.get(task.pk) != State.APPROVED
    ]
