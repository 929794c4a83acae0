"""Roles over a unit that plans add, and what each allows."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts

__all__ = ["PlanPermission", "PlanRole", "register"]


class PlanPermission(StrEnum):
    """One thing a person may be allowed to do with the plans of a unit."""

    READ = "plans.read"
    PLAN = "plans.plan"
    KEEP_BUDGET = "plans.keep_budget"


class PlanRole(StrEnum):
    """Stored codes of the roles."""

    PLANNER = "UNIT_PLANNER"
    TREASURER = "UNIT_TREASURER"
    AUDITOR = "UNIT_AUDITOR"


_WORDS = (
    (
        PlanRole.PLANNER,
        {PlanPermission.READ, PlanPermission.PLAN},
        _("planner of the unit"),
        _("Keeps the strategy, goals, targets, programmes and risks of the unit."),
    ),
    (
        PlanRole.TREASURER,
        {PlanPermission.READ, PlanPermission.KEEP_BUDGET},
        _("treasurer of the unit"),
        _("Keeps the budget of the unit: reports, lines, tasks and the forecast."),
    ),
    (
        PlanRole.AUDITOR,
        {PlanPermission.READ},
        _("auditor of the unit"),
        _("Reads all plans, money and risks of the unit and changes nothing."),
    ),
)


def register() -> None:
    """Make the roles known; called once at start."""
    givers = frozenset({str(accounts.RoleCode.UNIT_ADMINISTRATOR)})
    for code, permissions, name, description in _WORDS:
        accounts.register_role(
            accounts.Role(
                code,
                accounts.ScopeKind.UNIT,
                frozenset(permissions),
                granted_by=givers,
            )
        )
        accounts.describe_role(code, name=name, description=description)
