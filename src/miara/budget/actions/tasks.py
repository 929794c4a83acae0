"""Tasks of a year: added, described, copied from the year before, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.guards import allow, lock_year
from miara.budget.actions.money import refresh_money
from miara.budget.errors import TaskHasReportsError
from miara.budget.models import BudgetTask, BudgetYear, TaskMeasure
from miara.budget.permissions import can_manage, can_plan_tasks
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_task", "change_task", "copy_tasks", "drop_task", "set_measures"]

_COPIED = (
    "symbol",
    "name",
    "kind",
    "organisational_unit_id",
    "manager_id",
    "service_id",
    "domain_id",
    "district_id",
    "legal_basis",
    "recipients",
    "scope",
    "unit_of_volume",
    "volume",
    "hours",
    "hour_cost",
    "undertaking",
)


@transaction.atomic
def add_task(
    year: BudgetYear, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> BudgetTask:
    """Add a task; lines of the ledger that name its symbol become its own."""
    allow(can_plan_tasks(by, year.unit_uid) if by else None)
    lock_year(year)
    many = {name: values[name] for name in ("goals", "instruments") if name in values}
    plain = {name: value for name, value in values.items() if name not in many}
    task = BudgetTask.objects.create(budget_year=year, **plain)
    for name, rows in many.items():
        getattr(task, name).set(rows)
    if year.files.exclude(base_sides="").exists():
        refresh_money(year)
    _tell("budget.task_added", task, by, now)
    return task


@transaction.atomic
def change_task(
    task: BudgetTask,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change the card of a task.

    Parameters
    ----------
    version
        The version that the person saw; None replaces whatever is there.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    allow(can_manage(by, task) if by else None)
    lock_year(task.budget_year)
    before, after = cycle.apply_values(task, values, version=version)
    if not after:
        return
    if "symbol" in after:
        refresh_money(task.budget_year)
    facts = {"symbol": task.symbol, **after}
    audit.record(
        "budget.task_changed", by=by, at=now, target=task, before=before, after=facts
    )


@transaction.atomic
def drop_task(task: BudgetTask, *, by: User | None, now: datetime) -> None:
    """Remove a task; its lines become unassigned or go by other rules.

    Raises
    ------
    TaskHasReportsError
        When somebody has reported on it.
    """
    year = task.budget_year
    allow(can_plan_tasks(by, year.unit_uid) if by else None)
    lock_year(year)
    if task.reports.exists():
        raise TaskHasReportsError(symbol=task.symbol)
    _tell("budget.task_dropped", task, by, now)
    task.lines.update(task=None, how="NONE")
    task.rule_shares.all().delete()
    year.rules.filter(shares=None).delete()
    task.delete()
    refresh_money(year)


@transaction.atomic
def copy_tasks(
    year: BudgetYear, tasks: Iterable[BudgetTask], *, by: User | None, now: datetime
) -> int:
    """Copy tasks of another year with their goals and measures; known symbols stay.

    Returns
    -------
    int
        Number of tasks made.
    """
    allow(can_plan_tasks(by, year.unit_uid) if by else None)
    lock_year(year)
    known = set(year.tasks.values_list("symbol", flat=True))
    made = [_copy(task, year) for task in tasks if task.symbol not in known]
    if made:
        refresh_money(year)
        audit.record(
            "budget.tasks_copied",
            by=by,
            at=now,
            target=year,
            after={"year": year.year, "count": len(made)},
        )
    return len(made)


@transaction.atomic
def set_measures(
    task: BudgetTask,
    measures: Sequence[Mapping[str, Any]],
    *,
    by: User | None,
    now: datetime,
) -> None:
    """Replace the list of measures; those whose name stays keep their values."""
    allow(can_manage(by, task) if by else None)
    lock_year(task.budget_year)
    names = [each["name"] for each in measures]
    task.measures.exclude(name__in=names).delete()
    for each in measures:
        TaskMeasure.objects.update_or_create(
            task=task,
            name=each["name"],
            defaults={key: value for key, value in each.items() if key != "name"},
        )
    after = {"symbol": task.symbol, "names": names}
    audit.record("budget.measures_set", by=by, at=now, target=task, after=after)


def _copy(task: BudgetTask, year: BudgetYear) -> BudgetTask:
    made = BudgetTask.objects.create(
        budget_year=year,
        previous=task,
        **{name: getattr(task, name) for name in _COPIED},
    )
    made.goals.set(task.goals.all())
    made.instruments.set(task.instruments.all())
    for measure in task.measures.all():
        last = measure.values.order_by("-quarter").first()
        TaskMeasure.objects.create(
            task=made,
            kind=measure.kind,
            name=measure.name,
            unit_of_measure=measure.unit_of_measure,
            direction=measure.direction,
            base=last.actual if last else measure.base,
            planned=measure.planned,
        )
    return made


def _tell(kind: str, task: BudgetTask, by: User | None, now: datetime) -> None:
    after = {
        "symbol": task.symbol,
        "name": task.name,
        "year": task.budget_year.year,
    }
    audit.record(kind, by=by, at=now, target=task, after=after)
