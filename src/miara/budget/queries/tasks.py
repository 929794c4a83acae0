"""Tasks of a year with their money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from miara.budget.domain.assignment import Money
from miara.budget.domain.money import to_zloty
from miara.budget.models import (
    BudgetTask,
    BudgetYear,
    Line,
    LineShare,
    MeasureValue,
    TaskMeasure,
    TaskMoney,
)

__all__ = [
    "TaskFacts",
    "lines_of_task",
    "measures_of",
    "money_of_tasks",
    "task_of",
    "tasks_of",
    "tasks_with_money",
]


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task for other contexts, with its money in grosze.

    ``goal_ids`` and ``instrument_ids`` are keys of rows of the contexts below.
    """

    pk: int
    symbol: str
    name: str
    year: int
    is_investment: bool
    manager_id: int | None
    organisational_unit_id: int | None
    service_id: int | None
    domain_id: int | None
    district_id: int | None
    goal_ids: tuple[int, ...]
    instrument_ids: tuple[int, ...]
    money: Money = field(default_factory=Money)

    @property
    def changed(self) -> Decimal:
        """Plan after changes in złoty."""
        return to_zloty(self.money.changed)

    @property
    def executed(self) -> Decimal:
        """What was executed, in złoty."""
        return to_zloty(self.money.executed)

    @property
    def left(self) -> Decimal:
        """What is left of the plan, in złoty."""
        return to_zloty(self.money.left)


def tasks_of(year: BudgetYear) -> QuerySet[BudgetTask]:
    """Tasks of a year with what pages name beside them, by symbol; one query."""
    rows = BudgetTask.objects.filter(budget_year=year).select_related(
        "budget_year", "organisational_unit", "manager", "service", "domain", "district"
    )
    return rows.order_by("symbol")


def tasks_with_money(
    year: BudgetYear, tasks: Iterable[BudgetTask]
) -> list[tuple[BudgetTask, Money]]:
    """Tasks each with its money of expenditure; one more query."""
    money = {
        row.task_id: Money(row.planned, row.changed, row.committed, row.executed)
        for row in TaskMoney.objects.filter(budget_year=year, side="E")
    }
    return [(task, money.get(task.pk, Money())) for task in tasks]


def task_of(unit_uid: str, year: int, pk: int) -> BudgetTask | None:
    """A task of a unit and year with what its card names."""
    rows = BudgetTask.objects.filter(
        budget_year__unit_uid=unit_uid, budget_year__year=year, pk=pk
    )
    return (
        rows.select_related(
            "budget_year",
            "organisational_unit",
            "manager",
            "service",
            "domain",
            "district",
            "previous__budget_year",
        )
        .prefetch_related("goals", "instruments")
        .first()
    )


def measures_of(task: BudgetTask) -> list[TaskMeasure]:
    """Measures of a task with their values by quarter; two queries."""
    values = Prefetch("values", MeasureValue.objects.order_by("quarter"))
    return list(task.measures.prefetch_related(values).order_by("pk"))


def lines_of_task(task: BudgetTask) -> tuple[list[Line], list[LineShare]]:
    """Whole lines of a task, and its parts of shared ones; two queries."""
    whole = task.lines.exclude(file__base_sides="").order_by("side", "chapter", "pk")
    parts = task.line_shares.select_related("line").order_by("line__chapter", "pk")
    return list(whole), list(parts)


def money_of_tasks(unit_uid: str, year: int) -> list[TaskFacts]:
    """Every task of a unit and year with its money, by symbol; four queries."""
    rows = BudgetTask.objects.filter(
        budget_year__unit_uid=unit_uid, budget_year__year=year
    )
    keys = {
        "budgettask__budget_year__unit_uid": unit_uid,
        "budgettask__budget_year__year": year,
    }
    goals = _pairs(BudgetTask.goals.through, keys, "goal_id")
    instruments = _pairs(BudgetTask.instruments.through, keys, "instrument_id")
    sums = TaskMoney.objects.filter(
        budget_year__unit_uid=unit_uid, budget_year__year=year, side="E"
    ).values_list("task_id", "planned", "changed", "committed", "executed")
    money = {task: Money(*amounts) for task, *amounts in sums}
    fields = (
        "pk",
        "symbol",
        "name",
        "kind",
        "manager_id",
        "organisational_unit_id",
        "service_id",
        "domain_id",
        "district_id",
    )
    return [
        _facts(
            row,
            year,
            goals.get(row["pk"], ()),
            instruments.get(row["pk"], ()),
            money.get(row["pk"], Money()),
        )
        for row in rows.order_by("symbol").values(*fields)
    ]


def _facts(
    row: dict[str, Any],
    year: int,
    goals: tuple[int, ...],
    instruments: tuple[int, ...],
    money: Money,
) -> TaskFacts:
    is_investment = row.pop("kind") == BudgetTask.Kind.INVESTMENT
    return TaskFacts(
        **row,
        year=year,
        is_investment=is_investment,
        goal_ids=goals,
        instrument_ids=instruments,
        money=money,
    )


def _pairs(table: Any, keys: dict[str, Any], column: str) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = table.objects.filter(**keys).order_by(column)
    for task, other in rows.values_list("budgettask_id", column):
        found[task] = (*found.get(task, ()), other)
    return found
