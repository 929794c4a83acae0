"""Which lines are the budget: those of the files that money of tasks comes from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from miara.budget.domain.codes import fold_symbol
from miara.budget.domain.lines import (
    AMOUNTS,
    BudgetLine,
    Key,
    Side,
    Statement,
)
from miara.budget.models import BudgetYear, Line, ReportFile, StatementRow

__all__ = [
    "as_line",
    "base_files",
    "base_lines",
    "choose_base",
    "key_of",
    "statements_of",
    "sums_by_code",
]

Kind = ReportFile.Kind
_REPORTS = {Side.EXPENDITURE: Kind.RB28S, Side.REVENUE: Kind.RB27S}


def choose_base(year: BudgetYear, side: Side) -> list[ReportFile]:
    """Files in force whose lines of a side are the budget.

    The newest ledger of each part of the unit; where there is none, the newest report;
    while there is no report, the resolutions.
    """
    files = list(
        ReportFile.objects.filter(
            budget_year=year, state=ReportFile.State.ACTIVE
        ).order_by("quarter", "pk")
    )
    ledger = [f for f in files if f.kind == Kind.LEDGER and _has(f, side)]
    if ledger:
        return list({file.scope: file for file in ledger}.values())
    reports = [f for f in files if f.kind == _REPORTS[side] and _has(f, side)]
    if reports:
        return reports[-1:]
    return [f for f in files if f.kind == Kind.RESOLUTION and _has(f, side)]


def base_files(year: BudgetYear) -> QuerySet[ReportFile]:
    """Files that the budget is made of, as marked when lines last changed."""
    return ReportFile.objects.filter(budget_year=year).exclude(base_sides="")


def base_lines(year: BudgetYear, side: Side | None = None) -> QuerySet[Line]:
    """Lines of the budget; two queries whatever their number."""
    wanted = Q(pk__in=[])
    for file in base_files(year):
        for each in file.base_sides:
            if side is None or each == side:
                wanted |= Q(file=file, side=each)
    return Line.objects.filter(wanted)


def sums_by_code(files: Iterable[ReportFile], side: Side) -> list[BudgetLine]:
    """Lines of some files added up by classification; one query.

    The database adds, since a ledger has sixty thousand lines and people look at the
    differences of a few.
    """
    codes = ("side", "division", "chapter", "paragraph", "digit")
    rows = Line.objects.filter(file__in=list(files), side=side.value).order_by(*codes)
    sums = (Sum(name) for name in AMOUNTS)
    return [
        BudgetLine(Key(*row[:5]), *row[5:])
        for row in rows.values_list(*codes).annotate(*sums)
    ]


def statements_of(year: BudgetYear, kind: str) -> dict[str, Statement]:
    """Rows of the newest report of a kind, by symbol; empty when none was taken."""
    file = (
        ReportFile.objects.filter(
            budget_year=year, kind=kind, state=ReportFile.State.ACTIVE
        )
        .order_by("-quarter", "-pk")
        .first()
    )
    rows = (
        StatementRow.objects.filter(file=file) if file else StatementRow.objects.none()
    )
    return {
        row.symbol: Statement(row.symbol, row.planned, row.executed, row.label)
        for row in rows.order_by("symbol")
    }


def as_line(row: Line) -> BudgetLine:
    """A stored line as a plain value."""
    return BudgetLine(
        key_of(row),
        row.planned,
        row.changed,
        row.committed,
        row.executed,
        row.label,
        row.place,
    )


def key_of(row: Line) -> Key:
    """What makes the line itself in every file."""
    return Key(
        row.side,
        row.division,
        row.chapter,
        row.paragraph,
        row.digit,
        row.office,
        fold_symbol(row.symbol),
    )


def _has(file: ReportFile, side: Side) -> bool:
    return bool((file.totals.get(side.value) or {}).get("lines"))
