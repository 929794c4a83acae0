"""Opening a budget year, its settings, and the resolutions of the plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.guards import allow, lock_year
from miara.budget.models import BudgetYear, Resolution
from miara.budget.permissions import can_keep, can_plan_tasks

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_resolution", "open_budget", "set_year"]


@transaction.atomic
def open_budget(
    unit_uid: str, year: int, *, by: User | None, now: datetime
) -> BudgetYear:
    """The budget of a year; made when it is not there yet.

    Raises
    ------
    NotAllowedError
        When the person neither plans nor keeps the budget.
    """
    allow(can_plan_tasks(by, unit_uid) if by else None)
    row, is_new = BudgetYear.objects.get_or_create(unit_uid=unit_uid, year=year)
    if is_new:
        audit.record(
            "budget.year_opened", by=by, at=now, target=row, after={"year": year}
        )
    return row


@transaction.atomic
def set_year(
    year: BudgetYear,
    *,
    tolerance: int,
    population: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Set the tolerance of statuses and the number of inhabitants."""
    allow(can_keep(by, year.unit_uid) if by else None)
    row = lock_year(year)
    before = {"tolerance": row.tolerance, "population": row.population}
    after = {"tolerance": tolerance, "population": population}
    if before == after:
        return
    row.tolerance, row.population = tolerance, population
    row.save(update_fields=["tolerance", "population"])
    audit.record(
        "budget.year_set",
        by=by,
        at=now,
        target=row,
        before=before,
        after={"year": row.year, **after},
    )


@transaction.atomic
def add_resolution(
    year: BudgetYear,
    *,
    kind: str,
    number: str,
    adopted_on: date,
    title: str = "",
    by: User | None,
    now: datetime,
) -> Resolution:
    """Enter a resolution; its amounts are sent as a file."""
    allow(can_keep(by, year.unit_uid) if by else None)
    lock_year(year)
    row = Resolution.objects.create(
        budget_year=year, kind=kind, number=number, adopted_on=adopted_on, title=title
    )
    audit.record(
        "budget.resolution_added",
        by=by,
        at=now,
        target=row,
        after={"number": number, "on": adopted_on, "year": year.year},
    )
    return row
