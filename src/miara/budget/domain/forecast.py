"""The multi-year forecast: rows by year, undertakings with limits, and their sums.

Numbers of rows follow the ministry's template as it is known here; a unit whose file
numbers them otherwise says which row is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["ROLES", "Mismatch", "Rows", "Undertaking", "check_limits", "check_sums"]

#: What the rules look for, and the row where it usually stands. The numbering was not
#: compared with the regulation, so a unit may change it.
ROLES: Final[Mapping[str, str]] = {
    "revenue": "1",
    "current_revenue": "1.1",
    "capital_revenue": "1.2",
    "asset_sales": "1.2.1",
    "current_grants": "1.1.4",
    "spending": "2",
    "current_spending": "2.1",
    "debt_service": "2.1.3",
    "capital_spending": "2.2",
    "result": "3",
    "inflows": "4",
    "loans": "4.1",
    "past_surplus": "4.2",
    "free_funds": "4.3",
    "repaid_loans": "4.4",
    "outflows": "5",
    "repayments": "5.1",
    "debt": "6",
    "limits": "10.1",
    "current_limits": "10.1.1",
    "capital_limits": "10.1.2",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Amounts of a forecast: row number and year to grosze."""

    values: Mapping[tuple[str, int], int]
    roles: Mapping[str, str]

    def get(self, role: str, year: int) -> int | None:
        """The amount of a row by what it is; None when the table lacks it."""
        return self.values.get((self.roles.get(role, ""), year))

    def or_zero(self, role: str, year: int) -> int:
        """The amount; a row that is left out is zero."""
        return self.get(role, year) or 0

    @property
    def years(self) -> list[int]:
        """Years of the table, in order."""
        return sorted({year for _code, year in self.values})


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking of the annex; grosze."""

    name: str
    is_capital: bool
    first_year: int
    last_year: int
    total: int
    limits: Mapping[int, int]
    liabilities: int = 0
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A sum that does not come out: which, in what year, told and made, grosze."""

    code: str
    year: int
    told: int
    made: int
    name: str = ""
    pk: int = 0


def check_sums(rows: Rows) -> list[Mismatch]:
    """Sums of the table: parts of revenue and spending, the result, the balance, debt.

    A sum is checked where its total and at least one part are in the table.
    """
    found = []
    for year in rows.years:
        for code, total, made in _sums(rows, year):
            if total is not None and made is not None and total != made:
                found.append(Mismatch(code, year, total, made))
    return found


def check_limits(rows: Rows, undertakings: list[Undertaking]) -> list[Mismatch]:
    """Limits of undertakings against the table and against their own totals."""
    found = []
    for role, is_capital in (("current_limits", False), ("capital_limits", True)):
        for year in rows.years:
            told = rows.get(role, year)
            made = sum(
                each.limits.get(year, 0)
                for each in undertakings
                if each.is_capital is is_capital
            )
            if told is not None and told != made:
                found.append(Mismatch(f"SUM_OF_{role.upper()}", year, told, made))
    for each in undertakings:
        limits = sum(each.limits.values())
        if limits > each.total:
            found.append(
                Mismatch(
                    "LIMITS_OVER_TOTAL",
                    each.last_year,
                    each.total,
                    limits,
                    each.name,
                    each.pk,
                )
            )
        outside = sum(
            value
            for year, value in each.limits.items()
            if not each.first_year <= year <= each.last_year
        )
        if outside:
            found.append(
                Mismatch(
                    "LIMIT_OUTSIDE_PERIOD",
                    each.last_year,
                    0,
                    outside,
                    each.name,
                    each.pk,
                )
            )
    return found


def _sums(rows: Rows, year: int) -> list[tuple[str, int | None, int | None]]:
    g, z = rows.get, rows.or_zero
    revenue = _plus(g("current_revenue", year), g("capital_revenue", year))
    spending = _plus(g("current_spending", year), g("capital_spending", year))
    result = _minus(g("revenue", year), g("spending", year))
    balance = None
    if g("result", year) is not None and g("inflows", year) is not None:
        balance = z("result", year) + z("inflows", year) - z("outflows", year)
    before = g("debt", year - 1)
    debt = None
    if before is not None:
        debt = before + z("loans", year) - z("repayments", year)
    limits = _plus(g("current_limits", year), g("capital_limits", year))
    return [
        ("SUM_OF_REVENUE", g("revenue", year), revenue),
        ("SUM_OF_SPENDING", g("spending", year), spending),
        ("RESULT", g("result", year), result),
        ("BALANCE", 0 if balance is not None else None, balance),
        ("DEBT", g("debt", year), debt),
        ("SUM_OF_LIMITS", g("limits", year), limits),
    ]


def _plus(left: int | None, right: int | None) -> int | None:
    if left is None and right is None:
        return None
    return (left or 0) + (right or 0)


def _minus(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right
