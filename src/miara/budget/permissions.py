"""Who may do what with the budget of a unit, with a reason for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.accounts import public as accounts
from miara.budget.models import BudgetTask, TaskReport
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = ["can_decide", "can_keep", "can_manage", "can_plan_tasks", "can_read"]


def can_read(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person reads the budget, its lines and tasks."""
    return cycle.can_read_plans(user, unit_uid)


def can_keep(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person loads files, sets rules and keeps the forecast."""
    return cycle.can_keep_budget(user, unit_uid)


def can_plan_tasks(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person adds, copies and removes tasks."""
    decision = cycle.can_keep_budget(user, unit_uid)
    return decision or cycle.can_plan(user, unit_uid)


def can_manage(user: Person, task: BudgetTask) -> accounts.Decision:
    """Whether a person describes a task and reports on it: its manager, or planners."""
    unit_uid = task.budget_year.unit_uid
    if cycle.can_keep_budget(user, unit_uid):
        return accounts.Decision(allowed=True)
    return cycle.can_act_for(user, task.manager_id, unit_uid)


def can_decide(user: accounts.User, report: TaskReport) -> accounts.Decision:
    """Whether a person approves, returns or opens a report again.

    Those who plan or keep the budget do; who sent a report approves it only where the
    unit works with one person.
    """
    unit_uid = report.task.budget_year.unit_uid
    decision = can_plan_tasks(user, unit_uid)
    if not decision:
        return decision
    return cycle.can_approve(unit_uid, entered_by=report.submitted_by_id, by=user)
