"""Money and shares in words and cells."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.budget.domain.assignment import Money
from miara.budget.domain.money import to_zloty
from miara.budget.presenters.tables import Cell, Column, Table
from miara.core.numbers import MISSING, format_number, format_percent, format_pln

__all__ = [
    "columns",
    "money_cells",
    "money_table",
    "percent",
    "whole",
    "whole_grosze",
    "zloty",
]


def zloty(grosze: int | None, decimals: int = 2) -> str:
    """An amount with its currency in the language of the page."""
    if grosze is None:
        return MISSING
    return format_pln(to_zloty(grosze), decimals, get_language() or "pl")


def whole(value: float | None, decimals: int = 0) -> str:
    """A number in the language of the page."""
    return format_number(value, decimals, get_language() or "pl")


def percent(part: int, total: int, decimals: int = 1) -> str:
    """A share in per cent; a dash when there is nothing to divide by."""
    if not total:
        return MISSING
    value = part * 100 / total
    return format_percent(value, decimals, get_language() or "pl")


def columns() -> list[Column]:
    """Headings of the amounts of `money_cells`."""
    labels = (
        _("Plan"),
        _("Plan after changes"),
        _("Committed"),
        _("Executed"),
        _("Left"),
    )
    return [Column(label, numeric=True) for label in labels]


def money_cells(money: Money) -> list[Cell]:
    """Amounts of a row: plan, after changes, committed, executed, left."""
    amounts = (*money.row(), money.left)
    return [Cell(whole_grosze(value)) for value in amounts]


def whole_grosze(grosze: int) -> str:
    """An amount with two places and no currency, for columns."""
    return format_number(to_zloty(grosze), 2, get_language() or "pl")


def money_table(caption: str, money: Money) -> Table:
    """One row of expenditure, headed so that it reads well on a narrow screen."""
    head = [Column(_("Side")), *columns()]
    return Table(caption, head, [[Cell(_("expenditure")), *money_cells(money)]])
