"""Contradictions of a year: budget, forecast, ledger, tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, Sum
from django.db.models.functions import Greatest

from miara.budget.domain.contradictions import Contradiction, Place, Sides, compare
from miara.budget.domain.control import differences
from miara.budget.domain.forecast import Rows, check_limits, check_sums
from miara.budget.domain.lines import Side
from miara.budget.domain.rules.debt import YearOf, check_242, check_243
from miara.budget.models import (
    BudgetTask,
    BudgetYear,
    Forecast,
    Line,
    ReportFile,
    Resolution,
    TaskMoney,
)
from miara.budget.queries.base import (
    base_files,
    base_lines,
    statements_of,
    sums_by_code,
)
from miara.budget.queries.forecast import (
    forecast_of,
    plain_undertakings,
    rows_of,
    undertakings_of,
)
from miara.budget.queries.years import totals_of

__all__ = ["MOST_DIFFERENCES", "contradictions_of"]

Kind = ReportFile.Kind
#: Of the ledger and the reports; the rest is only counted.
MOST_DIFFERENCES = 30
_NDS = {
    "inflows": "D1",
    "loans": "D11",
    "outflows": "D2",
    "repayments": "D21",
}


def contradictions_of(year: BudgetYear) -> list[Contradiction]:
    """Everything that contradicts itself in a year, the gravest kinds first."""
    forecast = forecast_of(year.unit_uid, year.year)
    rows = rows_of(forecast) if forecast else None
    found = compare(_sides(year, forecast, rows))
    found += _ledger(year)
    if forecast and rows:
        found += _forecast(year, forecast, rows)
    found += _tasks(year)
    found += _overspent(year)
    return found


def _sides(year: BudgetYear, forecast: Forecast | None, rows: Rows | None) -> Sides:
    totals = totals_of(year)
    has = {side for file in base_files(year) for side in file.base_sides}
    revenue = totals.revenue.changed if "R" in has else None
    spending = totals.expenditure.changed if "E" in has else None
    nds = statements_of(year, Kind.RBNDS)
    reports: dict[str, int | None] = {"revenue": revenue, "spending": spending}
    if revenue is not None and spending is not None:
        reports["result"] = revenue - spending
    reports |= {
        role: (nds[symbol].planned if symbol in nds else 0) if nds else None
        for role, symbol in _NDS.items()
    }
    adopted = Resolution.objects.filter(
        budget_year=year, kind=Resolution.Kind.BUDGET
    ).first()
    return Sides(
        resolutions=_resolutions(year),
        reports=reports,
        forecast={role: rows.get(role, year.year) for role in reports} if rows else {},
        budget_on=adopted.adopted_on if adopted else None,
        forecast_on=_first_adopted(year, forecast),
    )


def _first_adopted(year: BudgetYear, forecast: Forecast | None) -> date | None:
    """Changes come later by nature; only the first act of the year is compared."""
    if forecast is None:
        return None
    rows = Forecast.objects.filter(unit_uid=year.unit_uid, year=year.year)
    return rows.order_by("adopted_on").values_list("adopted_on", flat=True).first()


def _resolutions(year: BudgetYear) -> dict[str, int | None]:
    """Plan by resolutions; compared only when no resolution lacks its amounts."""
    known = Resolution.objects.filter(budget_year=year)
    state = ReportFile.State.ACTIVE
    if not known.exists() or known.exclude(file__state=state).exists():
        return {}
    sums = dict(
        Line.objects.filter(file__budget_year=year, file__kind=Kind.RESOLUTION)
        .filter(file__state=state)
        .values("side")
        .annotate(sum=Sum("changed"))
        .values_list("side", "sum")
    )
    return {"revenue": sums.get("R"), "spending": sums.get("E")}


def _ledger(year: BudgetYear) -> Iterator[Contradiction]:
    """The ledger against the report of the same quarter."""
    files = [f for f in base_files(year) if f.kind == Kind.LEDGER]
    if not files:
        return
    quarter = max(file.quarter for file in files)
    report = ReportFile.objects.filter(
        budget_year=year,
        kind=Kind.RB28S,
        quarter=quarter,
        state=ReportFile.State.ACTIVE,
    ).first()
    if report is None:
        yield Contradiction("NO_REPORT_TO_CHECK", Place.FILES, {"quarter": quarter})
        return
    found = differences(
        sums_by_code(files, Side.EXPENDITURE),
        sums_by_code([report], Side.EXPENDITURE),
    )
    for each in found[:MOST_DIFFERENCES]:
        facts = {
            "line": each.key.code,
            "what": each.field,
            "left": each.ledger,
            "right": each.report,
        }
        yield Contradiction("LEDGER_AND_REPORT", Place.FILES, facts)
    if len(found) > MOST_DIFFERENCES:
        more = len(found) - MOST_DIFFERENCES
        yield Contradiction("MORE_DIFFERENCES", Place.FILES, {"count": more})


def _forecast(
    year: BudgetYear, forecast: Forecast, rows: Rows
) -> Iterator[Contradiction]:
    undertakings = undertakings_of(forecast)
    plain = plain_undertakings(undertakings)
    for each in (*check_sums(rows), *check_limits(rows, plain)):
        facts = {
            "year": each.year,
            "left": each.told,
            "right": each.made,
            "name": each.name,
        }
        yield Contradiction(f"FORECAST_{each.code}", Place.FORECAST, facts)
    for outcome in (
        check_242(YearOf(rows, year.year)),
        check_243(YearOf(rows, year.year)),
    ):
        if outcome is not None and outcome.holds is False:
            facts = {"year": year.year}
            yield Contradiction(f"RULE_{outcome.code}", Place.FORECAST, facts)
    sums = dict(
        TaskMoney.objects.filter(budget_year=year, side="E")
        .exclude(task__undertaking="")
        .exclude(task=None)
        .values("task__undertaking")
        .annotate(sum=Sum("changed"))
        .values_list("task__undertaking", "sum")
    )
    known = {row.code: row for row in undertakings}
    for row in undertakings:
        limit = sum(x.amount for x in row.limits.all() if x.year == year.year)
        planned = sums.get(row.code)
        if planned is not None and planned > limit:
            facts = {"name": row.name, "left": planned, "right": limit}
            yield Contradiction("TASKS_OVER_LIMIT", Place.TASKS, facts)
    for code in sorted(sums.keys() - known.keys()):
        yield Contradiction("NO_SUCH_UNDERTAKING", Place.TASKS, {"name": code})


def _tasks(year: BudgetYear) -> Iterator[Contradiction]:
    totals = totals_of(year)
    if not totals.is_assigned:
        facts = {
            "count": totals.unassigned_lines,
            "left": totals.unassigned.changed,
        }
        yield Contradiction("UNASSIGNED", Place.LINES, facts)
    tasks = BudgetTask.objects.filter(budget_year=year)
    counts = (
        ("TASKS_WITHOUT_GOAL", Q(goals=None)),
        ("TASKS_WITHOUT_MANAGER", Q(manager=None)),
        ("TASKS_WITHOUT_MEASURE", Q(measures=None)),
        ("TASKS_WITHOUT_MONEY", Q(money=None)),
    )
    for code, lacks in counts:
        symbols = list(
            tasks.filter(lacks).order_by("symbol").values_list("symbol", flat=True)
        )
        if symbols:
            named: dict[str, object] = {"count": len(symbols), "names": symbols[:10]}
            yield Contradiction(code, Place.TASKS, named)


def _overspent(year: BudgetYear) -> Iterator[Contradiction]:
    rows = base_lines(year, Side.EXPENDITURE).annotate(
        used=Greatest("executed", "committed")
    )
    for row in rows.filter(used__gt=F("changed")).order_by("-used", "pk")[:20]:
        facts = {
            "line": f"{row.division}-{row.chapter}-{row.paragraph}{row.digit}",
            "left": row.used,
            "right": row.changed,
        }
        yield Contradiction("OVERSPENT", Place.LINES, facts)
