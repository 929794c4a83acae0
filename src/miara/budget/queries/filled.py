"""What units have in their budgets, for many of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from miara.budget.models import BudgetTask, Forecast, ReportFile, TaskReport

__all__ = ["Filled", "filled_of"]


@dataclass(slots=True)
class Filled:
    """Counts over all years of a unit.

    ``linked_tasks`` serve a goal; ``files`` are reports and exports in force.
    """

    tasks: int = 0
    linked_tasks: int = 0
    files: int = 0
    forecasts: int = 0
    approved_reports: int = 0


def filled_of(uids: Iterable[str]) -> dict[str, Filled]:
    """Counts of units; four queries, however many units there are."""
    found = {uid: Filled() for uid in uids}
    tasks = BudgetTask.objects.filter(budget_year__unit_uid__in=found)
    counts = tasks.values_list("budget_year__unit_uid").annotate(
        all=Count("pk", distinct=True),
        linked=Count("pk", distinct=True, filter=Q(goals__isnull=False)),
    )
    for uid, all_tasks, linked in counts:
        found[uid].tasks, found[uid].linked_tasks = all_tasks, linked
    files = ReportFile.objects.filter(
        budget_year__unit_uid__in=found, state=ReportFile.State.ACTIVE
    )
    for uid, count in files.values_list("budget_year__unit_uid").annotate(
        n=Count("pk")
    ):
        found[uid].files = count
    forecasts = Forecast.objects.filter(unit_uid__in=found)
    for uid, count in forecasts.values_list("unit_uid").annotate(n=Count("pk")):
        found[uid].forecasts = count
    reports = TaskReport.objects.filter(
        task__budget_year__unit_uid__in=found, state=TaskReport.State.APPROVED
    )
    rows = reports.values_list("task__budget_year__unit_uid").annotate(n=Count("pk"))
    for uid, count in rows:
        found[uid].approved_reports = count
    return found
