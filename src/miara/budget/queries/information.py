"""What yearly, half-yearly and quarterly information on the budget is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Sum

from miara.budget.domain.assignment import Money
from miara.budget.domain.lines import AMOUNTS, FileKind, Side
from miara.budget.models import (
    BudgetTask,
    BudgetYear,
    Line,
    ReportFile,
    StatementRow,
    TaskReportVersion,
)
from miara.budget.queries.base import base_files
from miara.budget.queries.codes import names_of_divisions
from miara.budget.queries.forecast import forecast_of, rows_of, undertakings_of

__all__ = [
    "ApprovedReport",
    "DivisionMoney",
    "ForecastFacts",
    "ForecastUndertaking",
    "StatementMoney",
    "approved_reports",
    "division_money",
    "forecast_facts",
    "statement_money",
]

_REPORTS = {Side.REVENUE: FileKind.RB27S, Side.EXPENDITURE: FileKind.RB28S}
_ACTIVE = ReportFile.State.ACTIVE


@dataclass(frozen=True, slots=True)
class DivisionMoney:
    """Money of one division of the classification, grosze.

    ``name`` is empty for a division that the built-in list lacks.
    """

    code: str
    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class StatementMoney:
    """A row of Rb-NDS or Rb-Z, grosze."""

    symbol: str
    label: str
    planned: int
    executed: int


@dataclass(frozen=True, slots=True)
class ForecastUndertaking:
    """A multi-year undertaking with its limit of the year, grosze."""

    code: str
    name: str
    is_capital: bool
    first_year: int
    last_year: int
    total: int
    limit: int


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """The multi-year forecast in force for a year.

    ``amounts`` are of the year by the role of a row
    (`miara.budget.domain.forecast.ROLES`), grosze; a row that the table lacks is
    left out.
    """

    number: str
    adopted_on: date
    amounts: Mapping[str, int]
    undertakings: tuple[ForecastUndertaking, ...]


@dataclass(frozen=True, slots=True)
class ApprovedReport:
    """A task in a quarter with the report that was approved last.

    Attributes
    ----------
    domain_id
        The domain of the task, else of its service.
    approved_at
        None when no report of the quarter was approved.
    is_reopened
        Whether the approved report was opened to be corrected.
    content
        Texts, money and measures of the moment of approval; empty without a report.
    """

    task_id: int
    symbol: str
    name: str
    manager: str
    domain_id: int | None
    approved_at: datetime | None = None
    is_reopened: bool = False
    content: Mapping[str, Any] = field(default_factory=dict)

    @property
    def money(self) -> Money:
        """Money as it stood when the report was sent."""
        amounts = self.content.get("money", {})
        return Money(*(amounts.get(name) or 0 for name in AMOUNTS))


def division_money(
    year: BudgetYear, side: Side, quarter: int | None = None
) -> list[DivisionMoney] | None:
    """Money by division, in the order of codes; two queries.

    Parameters
    ----------
    quarter
        Only the report up to the end of that quarter (Rb-27S, Rb-28S); None takes
        the lines that are the budget now.

    Returns
    -------
    list[DivisionMoney] or None
        None when no such report was taken over.
    """
    if quarter is None:
        files = [file.pk for file in base_files(year) if side.value in file.base_sides]
    else:
        files = list(
            ReportFile.objects.filter(
                budget_year=year,
                kind=_REPORTS[side].value,
                quarter=quarter,
                state=_ACTIVE,
            ).values_list("pk", flat=True)
        )
    if not files:
        return None
    sums = (
        Line.objects.filter(file__in=files, side=side.value)
        .order_by("division")
        .values_list("division")
        .annotate(*(Sum(name, default=0) for name in AMOUNTS))
    )
    names = names_of_divisions()
    return [
        DivisionMoney(code, names.get(code, ""), Money(*amounts))
        for code, *amounts in sums
    ]


def statement_money(
    year: BudgetYear, kind: FileKind, quarter: int | None = None
) -> list[StatementMoney] | None:
    """Rows of Rb-NDS or Rb-Z by symbol; two queries.

    Parameters
    ----------
    quarter
        Only the report up to the end of that quarter; None takes the newest.

    Returns
    -------
    list[StatementMoney] or None
        None when no such report was taken over.
    """
    files = ReportFile.objects.filter(
        budget_year=year, kind=kind.value, state=_ACTIVE
    ).order_by("-quarter", "-pk")
    if quarter is not None:
        files = files.filter(quarter=quarter)
    file = files.first()
    if file is None:
        return None
    rows = StatementRow.objects.filter(file=file).order_by("pk")
    fields = ("symbol", "label", "planned", "executed")
    return [StatementMoney(*row) for row in rows.values_list(*fields)]


def forecast_facts(unit_uid: str, year: int) -> ForecastFacts | None:
    """The forecast in force for a year with its undertakings; four queries."""
    forecast = forecast_of(unit_uid, year)
    if forecast is None:
        return None
    rows = rows_of(forecast)
    amounts = {role: rows.get(role, year) for role in rows.roles}
    return ForecastFacts(
        forecast.number,
        forecast.adopted_on,
        {role: found for role, found in amounts.items() if found is not None},
        tuple(
            ForecastUndertaking(
                row.code,
                row.name,
                row.is_capital,
                row.first_year,
                row.last_year,
                row.total,
                sum(each.amount for each in row.limits.all() if each.year == year),
            )
            for row in undertakings_of(forecast)
        ),
    )


def approved_reports(unit_uid: str, year: int, quarter: int) -> list[ApprovedReport]:
    """Every task of a year, by symbol, with its approved report; two queries."""
    versions: dict[int, tuple[datetime, str, dict[str, Any]]] = {}
    rows = TaskReportVersion.objects.filter(
        report__quarter=quarter,
        report__task__budget_year__unit_uid=unit_uid,
        report__task__budget_year__year=year,
    ).order_by("report_id", "number")
    fields = ("report__task_id", "approved_at", "report__state", "content")
    for task, *facts in rows.values_list(*fields):
        versions[task] = (facts[0], facts[1], facts[2])
    tasks = BudgetTask.objects.filter(
        budget_year__unit_uid=unit_uid, budget_year__year=year
    ).order_by("symbol")
    found = []
    for pk, symbol, name, manager, domain, service_domain in tasks.values_list(
        "pk", "symbol", "name", "manager__title", "domain_id", "service__domain_id"
    ):
        approved, state, content = versions.get(pk, (None, "APPROVED", {}))
        found.append(
            ApprovedReport(
                pk,
                symbol,
                name,
                manager or "",
                domain or service_domain,
                approved,
                state != "APPROVED",
                content,
            )
        )
    return found
