"""Numbers of dashboards: each asked for by one or two queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from miara.budget import public as budget
from miara.instruments import public as instruments
from miara.reports.queries.standing import by_goal
from miara.risks import public as risks
from miara.strategy import public as strategy

__all__ = [
    "ReportCount",
    "count_gaps",
    "count_late_milestones",
    "count_of_reports",
    "count_of_risks",
    "statuses_of",
]


@dataclass(frozen=True, slots=True)
class ReportCount:
    """Quarterly reports of tasks: approved ones, those waiting, all there should be."""

    quarter: int
    approved: int
    submitted: int
    all: int


def statuses_of(unit_uid: str, on: date, domains: set[int] | None) -> Counter[str]:
    """Targets by status; of goals of some domains alone, or of all."""
    counts = by_goal(unit_uid, on)
    if domains is None:
        return sum(counts.values(), Counter())
    goals = strategy.Goal.objects.filter(domains__in=domains).values_list("pk")
    return sum((counts[pk] for (pk,) in goals.distinct() if pk in counts), Counter())


def count_of_reports(
    year: budget.BudgetYear, on: date, managers: set[int] | None
) -> ReportCount | None:
    """Reports of the last quarter that ended; None before the first one did."""
    quarter = budget.last_ended_quarter(year.year, on)
    if not quarter:
        return None
    mine = Q() if managers is None else Q(manager_id__in=managers)
    tasks = budget.BudgetTask.objects.filter(mine, budget_year=year)
    states = Counter(
        budget.TaskReport.objects.filter(
            task__in=tasks, quarter=quarter, state__in=["SUBMITTED", "APPROVED"]
        ).values_list("state", flat=True)
    )
    return ReportCount(quarter, states["APPROVED"], states["SUBMITTED"], tasks.count())


def count_late_milestones(unit_uid: str, on: date) -> int:
    """Milestones of work under way whose day is over and which were not reached."""
    rows = instruments.Milestone.objects.filter(
        instrument__unit_uid=unit_uid, done_on=None, planned_on__lt=on
    )
    return rows.exclude(instrument__state__in=["DONE", "STOPPED"]).count()


def count_gaps(unit_uid: str, year: int | None) -> tuple[int, int]:
    """Goals without an owner, and tasks of the year that serve no goal."""
    goals = strategy.Goal.objects.filter(document__unit_uid=unit_uid, owner=None)
    tasks = budget.BudgetTask.objects.filter(
        budget_year__unit_uid=unit_uid,
        budget_year__year=year or 0,
        goals=None,
        instruments__goal_links=None,
    )
    return goals.exclude(document__state="ENDED").count(), tasks.distinct().count()


def count_of_risks(unit_uid: str, on: date) -> tuple[int, int, int]:
    """Open risks, those above the appetite of the unit, and overdue reviews."""
    scale = risks.scale_of(unit_uid)
    rows = list(
        risks.Risk.objects.filter(unit_uid=unit_uid, closed_on=None).values_list(
            F("impact") * F("likelihood"), "review_on"
        )
    )
    above = sum(1 for level, _day in rows if not scale.is_accepted(level))
    late = sum(1 for _level, day in rows if day is not None and day < on)
    return len(rows), above, late
