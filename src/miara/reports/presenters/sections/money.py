"""The budget: totals, divisions of the classification, the result and the debt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.budget import public as budget
from miara.reports.domain.drafts import ColumnKind, Draft
from miara.reports.presenters.sections.facts import Facts
from miara.reports.presenters.words import zloty

__all__ = [
    "AMOUNT_KINDS",
    "amounts",
    "debt",
    "half_debt",
    "half_result",
    "half_revenue",
    "half_spending",
    "money",
    "money_head",
    "result",
    "revenue",
    "share_of",
    "spending",
]

AMOUNT_KINDS: Final = (ColumnKind.TEXT, *(ColumnKind.MONEY,) * 4)
#: The half-year ends with the second quarter.
_HALF: Final = 2
_ROW_KINDS: Final = (ColumnKind.TEXT, *(ColumnKind.MONEY,) * 2)
_HEADINGS: Final[dict[str, Promise]] = {
    "R": gettext_lazy("Revenue by division of the classification"),
    "E": gettext_lazy("Spending by division of the classification"),
    "RBNDS": gettext_lazy("The result of the budget, inflows and outflows"),
    "RBZ": gettext_lazy("The debt"),
}
_REPORTS: Final = {"R": "Rb-27S", "E": "Rb-28S", "RBNDS": "Rb-NDS", "RBZ": "Rb-Z"}


def money(facts: Facts) -> list[Draft]:
    """Revenue and spending of the year."""
    totals = facts.totals
    if totals is None:
        text = _("There is no budget of the year %(year)s here.") % {"year": facts.year}
        return [Draft("money", _("The budget"), text)]
    names = ((_("Revenue"), totals.revenue), (_("Spending"), totals.expenditure))
    # Reports of the ministry have no plan from before changes: a gap, not zero.
    rows = [[name, each.planned or None, *amounts(each)[1:]] for name, each in names]
    text = _(
        "Revenue executed: %(revenue)s of %(revenue_plan)s planned. Spending executed: "
        "%(spending)s of %(spending_plan)s planned."
    ) % {
        "revenue": zloty(totals.revenue.executed),
        "revenue_plan": zloty(totals.revenue.changed),
        "spending": zloty(totals.expenditure.executed),
        "spending_plan": zloty(totals.expenditure.changed),
    }
    head = money_head(_("Side"))
    return [Draft("money", _("The budget"), text, head, rows, AMOUNT_KINDS)]


def revenue(facts: Facts) -> list[Draft]:
    """Revenue of the year by division."""
    return _divisions(facts, "revenue", budget.Side.REVENUE, None)


def spending(facts: Facts) -> list[Draft]:
    """Spending of the year by division."""
    return _divisions(facts, "spending", budget.Side.EXPENDITURE, None)


def half_revenue(facts: Facts) -> list[Draft]:
    """Revenue of the first half-year by division."""
    return _divisions(facts, "half-revenue", budget.Side.REVENUE, _HALF)


def half_spending(facts: Facts) -> list[Draft]:
    """Spending of the first half-year by division."""
    return _divisions(facts, "half-spending", budget.Side.EXPENDITURE, _HALF)


def result(facts: Facts) -> list[Draft]:
    """Surplus or deficit of the year."""
    return _statement(facts, "result", budget.FileKind.RBNDS, None)


def debt(facts: Facts) -> list[Draft]:
    """Debt at the end of the year."""
    return _statement(facts, "debt", budget.FileKind.RBZ, None)


def half_result(facts: Facts) -> list[Draft]:
    """Surplus or deficit of the first half-year."""
    return _statement(facts, "half-result", budget.FileKind.RBNDS, _HALF)


def half_debt(facts: Facts) -> list[Draft]:
    """Debt at the end of June."""
    return _statement(facts, "half-debt", budget.FileKind.RBZ, _HALF)


def share_of(part: int, whole: int) -> float | None:
    """Per cent with one decimal; None without a whole.

    >>> share_of(1, 3)
    33.3
    """
    return round(100 * part / whole, 1) if whole else None


def money_head(first: str) -> tuple[str, ...]:
    """Names of columns with four amounts."""
    return (first, _("Plan"), _("Plan after changes"), _("Executed"), _("Left"))


def amounts(found: object) -> list[int]:
    """Amounts in the order of `money_head`, grosze."""
    names = ("planned", "changed", "executed", "left")
    return [getattr(found, name) for name in names]


def _divisions(
    facts: Facts, code: str, side: budget.Side, quarter: int | None
) -> list[Draft]:
    heading = str(_HEADINGS[side.value])
    year = facts.budget_year
    found = budget.division_money(year, side, quarter) if year else None
    if found is None:
        text = _no_report(facts.year, _REPORTS[side.value], quarter)
        return [Draft(code, heading, text)]
    changed = sum(each.money.changed for each in found)
    executed = sum(each.money.executed for each in found)
    # Reports of the ministry have no plan from before changes.
    has_plan = any(each.money.planned for each in found)
    rows = [_division_row(each, has_plan=has_plan) for each in found]
    head = (
        *(_("Division"), *([_("Plan")] if has_plan else [])),
        *(_("Plan after changes"), _("Executed"), _("% of the plan after changes")),
    )
    amounts_told = (ColumnKind.MONEY,) * (3 if has_plan else 2)
    kinds = (ColumnKind.TEXT, *amounts_told, ColumnKind.PERCENT)
    text = _part_sentence(side, quarter) % {
        "year": facts.year,
        "executed": zloty(executed),
        "changed": zloty(changed),
    }
    return [Draft(code, heading, text, head, rows, kinds)]


def _part_sentence(side: budget.Side, quarter: int | None) -> str:
    if side is budget.Side.REVENUE and quarter is None:
        return _(
            "Revenue of the year %(year)s: %(executed)s executed of %(changed)s "
            "planned after changes."
        )
    if side is budget.Side.REVENUE:
        return _(
            "Revenue by the end of June %(year)s: %(executed)s executed of %(changed)s "
            "planned for the whole year after changes."
        )
    if quarter is None:
        return _(
            "Spending of the year %(year)s: %(executed)s executed of %(changed)s "
            "planned after changes."
        )
    return _(
        "Spending by the end of June %(year)s: %(executed)s executed of %(changed)s "
        "planned for the whole year after changes."
    )


def _division_row(each: budget.DivisionMoney, *, has_plan: bool) -> list[object]:
    name = f"{each.code} {each.name}".strip()
    sums = each.money
    plan = [sums.planned] if has_plan else []
    share = share_of(sums.executed, sums.changed)
    return [name, *plan, sums.changed, sums.executed, share]


def _statement(
    facts: Facts, code: str, kind: budget.FileKind, quarter: int | None
) -> list[Draft]:
    heading = str(_HEADINGS[kind.value])
    year = facts.budget_year
    found = budget.statement_money(year, kind, quarter) if year else None
    if found is None:
        text = _no_report(facts.year, _REPORTS[kind.value], quarter)
        return [Draft(code, heading, text)]
    rows: Sequence[list[object]] = [
        [f"{each.symbol} {each.label}".strip(), each.planned, each.executed]
        for each in found
    ]
    text = _("Rows of the report %(report)s as it was handed in.") % {
        "report": _REPORTS[kind.value]
    }
    head = (_("Row"), _("Plan"), _("Executed"))
    return [Draft(code, heading, text, head, list(rows), _ROW_KINDS)]


def _no_report(year: int, report: str, quarter: int | None) -> str:
    facts = {"report": report, "year": year}
    if quarter is None:
        return _("No report %(report)s of the year %(year)s is kept here.") % facts
    return (
        _("No report %(report)s for the second quarter of %(year)s is kept here.")
        % facts
    )
