"""The page of a year: totals in a sentence, divisions as bars, files, what waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.budget.domain.assignment import Money
from miara.budget.domain.lines import AMOUNTS, Side
from miara.budget.models import BudgetYear
from miara.budget.presenters.money import columns, money_cells, percent, zloty
from miara.budget.presenters.tables import Cell, Column, Table
from miara.budget.queries.base import base_lines
from miara.budget.queries.codes import names_of_divisions
from miara.budget.queries.years import Totals
from miara.charts import Bar, Bars, Chart, bars
from miara.core.numbers import format_number

__all__ = ["Division", "divisions_chart", "divisions_of", "divisions_table"]
__all__ += ["summary"]

_MOST_BARS = 12
_TEN_MILLIONS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Division:
    """A division with its money of one side."""

    code: str
    name: str
    money: Money


def summary(year: BudgetYear, totals: Totals) -> str:
    """How much is planned and spent, in a sentence."""
    spending = totals.expenditure
    if not spending.changed and not spending.planned:
        return _("No amounts of this year have been loaded yet.")
    return _(
        "In %(year)s %(changed)s is to be spent; %(executed)s has been spent so far, "
        "which is %(percent)s, and %(left)s is left."
    ) % {
        "year": year.year,
        "changed": zloty(spending.changed, 0),
        "executed": zloty(spending.executed, 0),
        "percent": percent(spending.executed, spending.changed),
        "left": zloty(spending.left, 0),
    }


def divisions_of(year: BudgetYear, side: Side) -> list[Division]:
    """Divisions by plan, the largest first; two queries."""
    names = names_of_divisions()
    rows = (
        base_lines(year, side)
        .values_list("division")
        .annotate(*(Sum(name) for name in AMOUNTS))
    )
    found = [
        Division(code, names.get(code, ""), Money(*amounts)) for code, *amounts in rows
    ]
    return sorted(found, key=lambda each: (-each.money.changed, each.code))


def divisions_chart(divisions: list[Division]) -> Chart:
    """Plan after changes of the largest divisions, in thousands or millions."""
    language = get_language() or "pl"

    def show(value: float) -> str:
        return format_number(value, 1, language)

    shown = divisions[:_MOST_BARS]
    # A small municipality has divisions of some thousands: in millions all are 0,0.
    in_millions = max(each.money.changed for each in shown) >= _TEN_MILLIONS
    scale = 100_000_000 if in_millions else 100_000
    return bars(
        Bars(
            uid="divisions",
            title=_("Plan by division"),
            description=_("Bars of the largest divisions."),
            bars=[
                Bar(each.code, _label(each), each.money.changed / scale)
                for each in shown
            ],
            unit_of_measure=_("million zł") if in_millions else _("thousand zł"),
        ),
        show=show,
        tick=show,
    )


def divisions_table(divisions: list[Division]) -> Table:
    """Every division with its amounts."""
    head = [Column(_("Division")), *columns(), Column(_("Executed, %"), numeric=True)]
    rows = [
        [
            Cell(_label(each)),
            *money_cells(each.money),
            Cell(percent(each.money.executed, each.money.changed)),
        ]
        for each in divisions
    ]
    return Table(_("Expenditure by division"), head, rows)


def _label(each: Division) -> str:
    return f"{each.code} {each.name}".strip()
