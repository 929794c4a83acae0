"""Articles 242 and 243 of the public finance act, over the rows of a forecast.

The functions follow the definitions of the ministry's single-year ratios; how many
years are averaged and whether sales of assets count was not read in the acts, so every
version here is marked as to be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from miara.budget.domain.forecast import Rows
from miara.budget.domain.rules.versions import Outcome, RuleVersion, in_force, ratio

__all__ = ["ARTICLE_242", "ARTICLE_243", "YearOf", "check_242", "check_243"]

_ACT: Final = "ustawa z dnia 27 sierpnia 2009 r. o finansach publicznych"


@dataclass(frozen=True, slots=True)
class YearOf:
    """A forecast and the year that is asked about.

    ``years`` is how many earlier years the mean is made of, where a version leaves
    the choice; 0 takes that of the version.
    """

    rows: Rows
    year: int
    years: int = 0


def check_242(given: YearOf) -> Outcome | None:
    """Current spending against current revenue with what may be added to it."""
    version = in_force(ARTICLE_242, given.year)
    return version.function(given) if version else None


def check_243(given: YearOf) -> Outcome | None:
    """Service of debt against the mean of earlier years."""
    version = in_force(ARTICLE_243, given.year)
    return version.function(given) if version else None


def _balance(given: YearOf) -> Outcome:
    rows, year = given.rows, given.year
    spending, revenue = (
        rows.get("current_spending", year),
        rows.get("current_revenue", year),
    )
    added = {
        name: rows.or_zero(name, year)
        for name in ("past_surplus", "free_funds", "repaid_loans")
    }
    right = None if revenue is None else revenue + sum(added.values())
    holds = None if spending is None or right is None else spending <= right
    inputs = {"current_spending": spending, "current_revenue": revenue, **added}
    return Outcome("ART242", holds, spending, right, inputs)


def _mean_of(count: int, *, with_sales: bool) -> _Mean:
    return _Mean(count, with_sales)


@dataclass(frozen=True, slots=True)
class _Mean:
    """Left side against the mean of the right sides of earlier years."""

    count: int
    with_sales: bool

    def __call__(self, given: YearOf) -> Outcome:
        rows, year = given.rows, given.year
        left = _left(rows, year)
        earlier = range(year - (given.years or self.count), year)
        ratios = {
            each: _right(rows, each, with_sales=self.with_sales) for each in earlier
        }
        known = [value for value in ratios.values() if value is not None]
        right = (
            sum(known, Fraction(0)) / len(known) if len(known) == len(ratios) else None
        )
        holds = None if left is None or right is None else left <= right
        inputs: dict[str, int | Fraction | None] = {
            "debt_service": rows.get("debt_service", year),
            "repayments": rows.get("repayments", year),
            "current_revenue": rows.get("current_revenue", year),
            "current_grants": rows.or_zero("current_grants", year),
            **{str(each): value for each, value in ratios.items()},
        }
        return Outcome("ART243", holds, left, right, inputs)


def _left(rows: Rows, year: int) -> Fraction | None:
    revenue = rows.get("current_revenue", year)
    if revenue is None:
        return None
    service = rows.or_zero("debt_service", year) + rows.or_zero("repayments", year)
    return ratio(service, revenue - rows.or_zero("current_grants", year))


def _right(rows: Rows, year: int, *, with_sales: bool) -> Fraction | None:
    revenue, spending = (
        rows.get("current_revenue", year),
        rows.get("current_spending", year),
    )
    if revenue is None or spending is None:
        return None
    sales = rows.or_zero("asset_sales", year) if with_sales else 0
    grants = rows.or_zero("current_grants", year)
    return ratio(revenue - spending + sales, revenue - grants)


ARTICLE_242: Final = (
    RuleVersion("ART242", f"art. 242, {_ACT}", 2010, None, False, _balance),
)
ARTICLE_243: Final = (
    RuleVersion(
        "ART243-3", f"art. 243, {_ACT}", 2014, 2025, False, _mean_of(3, with_sales=True)
    ),
    RuleVersion(
        "ART243-7", f"art. 243, {_ACT}", 2026, None, False, _mean_of(7, with_sales=True)
    ),
)
