"""Money that the unit shows to everybody, as CSV to the grosz."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from miara.budget import public as budget
from miara.reports.exports.tables import csv_of

__all__ = ["divisions_csv", "tasks_csv"]


def tasks_csv(rows: Sequence[budget.TaskFacts]) -> bytes:
    """A row a task."""
    head = [_("Year"), _("Symbol"), _("Task"), _("Plan after changes"), _("Executed")]
    body: list[list[str | int | Decimal]] = [
        [r.year, r.symbol, r.name, r.changed, r.executed] for r in rows
    ]
    return csv_of((head, body))


def divisions_csv(
    rows: Sequence[budget.DivisionMoney], year: budget.BudgetYear | None
) -> bytes:
    """A row a division."""
    head = [_("Year"), _("Code"), _("Division"), _("Plan after changes"), _("Executed")]
    number = year.year if year else 0
    return csv_of(
        (
            head,
            [
                [
                    number,
                    row.code,
                    row.name,
                    budget.to_zloty(row.money.changed),
                    budget.to_zloty(row.money.executed),
                ]
                for row in rows
            ],
        )
    )
