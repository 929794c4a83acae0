"""Budget years of a unit, with totals and files."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum

from miara.budget.domain.assignment import Money
from miara.budget.domain.lines import AMOUNTS
from miara.budget.models import BudgetYear, ReportFile, TaskMoney

__all__ = ["Totals", "files_of", "totals_of", "year_of", "years_of"]


@dataclass(frozen=True, slots=True)
class Totals:
    """Money of a year by side, and what no task has; grosze."""

    revenue: Money
    expenditure: Money
    unassigned: Money
    unassigned_lines: int

    @property
    def is_assigned(self) -> bool:
        """Whether every line of expenditure has its tasks."""
        return not self.unassigned_lines


def years_of(unit_uid: str) -> QuerySet[BudgetYear]:
    """Years of a unit, the newest first."""
    return BudgetYear.objects.filter(unit_uid=unit_uid).order_by("-year")


def year_of(unit_uid: str, year: int) -> BudgetYear | None:
    """One year of a unit."""
    return BudgetYear.objects.filter(unit_uid=unit_uid, year=year).first()


def totals_of(year: BudgetYear) -> Totals:
    """Totals of a year; one query."""
    rest = ExpressionWrapper(Q(task=None), output_field=BooleanField())
    rows = (
        TaskMoney.objects.filter(budget_year=year)
        .annotate(is_rest=rest)
        .values_list("side", "is_rest")
        .annotate(*(Sum(name) for name in (*AMOUNTS, "lines")))
    )
    sums: dict[str, Money] = {"R": Money(), "E": Money(), "rest": Money()}
    lines = 0
    for side, is_rest, *amounts, count in rows:
        sums[side].add(amounts)
        if is_rest and side == "E":
            sums["rest"].add(amounts)
            lines = count
    return Totals(sums["R"], sums["E"], sums["rest"], lines)


def files_of(year: BudgetYear) -> QuerySet[ReportFile]:
    """Files of a year, drafts first, then the newest first."""
    rows = ReportFile.objects.filter(budget_year=year)
    return rows.select_related("resolution", "stored").order_by(
        "-state", "-sent_at", "-pk"
    )
