"""Checks that every change of a budget begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.budget.errors import NotAllowedError
from miara.budget.models import BudgetYear
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import Decision

__all__ = ["allow", "lock_year"]


def allow(decision: Decision | None) -> None:
    """Refuse with the reason of the decision; None is a program.

    Raises
    ------
    NotAllowedError
    """
    if decision is not None and not decision:
        raise NotAllowedError(reason=decision.reason)


def lock_year(year: BudgetYear) -> BudgetYear:
    """Let one hand at a time change lines of a year; for use in a transaction.

    Raises
    ------
    YearClosedError
        When the unit closed the year.
    """
    cycle.require_open(year.unit_uid, year.year)
    return BudgetYear.objects.select_for_update().get(pk=year.pk)
