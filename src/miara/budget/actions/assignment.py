"""Rules and decisions by hand that give lines to tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from miara.audit import public as audit
from miara.budget.actions.guards import allow, lock_year
from miara.budget.actions.money import refresh_money
from miara.budget.domain.assignment import WHOLE
from miara.budget.domain.lines import Key
from miara.budget.errors import SharesTooLargeError
from miara.budget.models import (
    AssignmentRule,
    BudgetTask,
    BudgetYear,
    HandShare,
    RuleShare,
)
from miara.budget.permissions import can_keep

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["Shares", "add_rule", "assign_by_hand", "drop_rule"]

#: Tasks with their parts in hundredths of a per cent.
Shares = Sequence[tuple[BudgetTask, int]]


@transaction.atomic
def add_rule(
    year: BudgetYear,
    pattern: Mapping[str, Any],
    shares: Shares,
    *,
    by: User | None,
    now: datetime,
) -> AssignmentRule:
    """Add a rule behind the others and settle all lines again.

    Parameters
    ----------
    pattern
        Fields of `AssignmentRule` that say how codes begin.

    Raises
    ------
    SharesTooLargeError
        When shares make more than a whole.
    """
    allow(can_keep(by, year.unit_uid) if by else None)
    lock_year(year)
    _check(shares)
    last = year.rules.aggregate(last=Max("position"))["last"] or 0
    rule = AssignmentRule.objects.create(budget_year=year, position=last + 1, **pattern)
    RuleShare.objects.bulk_create(
        [RuleShare(rule=rule, task=task, weight=weight) for task, weight in shares]
    )
    refresh_money(year)
    after = {"year": year.year, "pattern": _words(pattern), "tasks": _tasks(shares)}
    audit.record("budget.rule_added", by=by, at=now, target=rule, after=after)
    return rule


@transaction.atomic
def drop_rule(rule: AssignmentRule, *, by: User | None, now: datetime) -> None:
    """Remove a rule and settle all lines again."""
    year = rule.budget_year
    allow(can_keep(by, year.unit_uid) if by else None)
    lock_year(year)
    audit.record(
        "budget.rule_dropped",
        by=by,
        at=now,
        target=rule,
        after={"year": year.year, "position": rule.position},
    )
    rule.delete()
    refresh_money(year)


@transaction.atomic
def assign_by_hand(
    year: BudgetYear, key: Key, shares: Shares, *, by: User | None, now: datetime
) -> None:
    """Give a line to tasks by hand; without shares rules decide again.

    Raises
    ------
    SharesTooLargeError
        When shares make more than a whole.
    """
    allow(can_keep(by, year.unit_uid) if by else None)
    lock_year(year)
    _check(shares)
    rows = HandShare.objects.filter(budget_year=year, key=key.text)
    before = [[row.task.symbol, row.weight] for row in rows.select_related("task")]
    rows.delete()
    HandShare.objects.bulk_create(
        [
            HandShare(budget_year=year, key=key.text, task=task, weight=weight)
            for task, weight in shares
        ]
    )
    refresh_money(year)
    audit.record(
        "budget.line_assigned",
        by=by,
        at=now,
        target=year,
        before={"tasks": before},
        after={"year": year.year, "line": key.code, "tasks": _tasks(shares)},
    )


def _check(shares: Shares) -> None:
    whole = sum(weight for _task, weight in shares)
    if whole > WHOLE:
        raise SharesTooLargeError(sum=f"{whole / 100:g}")


def _tasks(shares: Shares) -> list[list[Any]]:
    return [[task.symbol, weight] for task, weight in shares]


def _words(pattern: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in pattern.items() if value)
