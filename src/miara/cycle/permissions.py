"""Who may read and change the plans of a unit, with a reason for people.

Roles say what a person may do with everything of the unit; a post that the person
holds, or stands in for, says what they may do with what belongs to that post.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.core.request_context import moment
from miara.cycle.models import Absence
from miara.cycle.roles import PlanPermission
from miara.organisations import public as organisations

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = [
    "can_act_for",
    "can_keep_budget",
    "can_plan",
    "can_read_plans",
    "posts_acted_for",
]


def _first(
    user: Person, unit_uid: str, permissions: tuple[str, ...]
) -> accounts.Decision:
    """The first permission that is given, else the refusal."""
    scope = accounts.unit_scope(unit_uid)
    for permission in permissions:
        if decision := accounts.has_permission(user, permission, scope):
            return decision
    return decision


def can_read_plans(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person may read what the unit has not published of its plans."""
    return _first(user, unit_uid, (PlanPermission.READ, accounts.Permission.READ_WORK))


def can_plan(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person may change the strategy, programmes and risks of the unit.

    Planners may, and so may who edits the work of the unit: in a small office one
    person does both.
    """
    return _first(user, unit_uid, (PlanPermission.PLAN, accounts.Permission.EDIT_WORK))


def can_keep_budget(user: Person, unit_uid: str) -> accounts.Decision:
    """Whether a person may change the budget of the unit.

    Treasurers may, and the administrator of the unit; an editor of texts may not.
    """
    decision = _first(
        user,
        unit_uid,
        (PlanPermission.KEEP_BUDGET, accounts.Permission.MANAGE_PEOPLE),
    )
    if decision or not user.is_authenticated:
        return decision
    return accounts.Decision(
        allowed=False,
        reason=_(
            "The budget is kept by the treasurer of the unit. "
            "Ask the administrator of the unit for this role."
        ),
    )


def posts_acted_for(user: Person, unit_uid: str, on: date | None = None) -> set[int]:
    """Posts of a unit for which a person acts on a day.

    Held ones, those whose deputy's post they hold, and those for which they stand in
    while the holder is away. Three queries.

    Parameters
    ----------
    on
        A day; when missing, that of the request being served.
    """
    if not user.is_authenticated or not user.is_active:
        return set()
    day = on or timezone.localdate(moment())
    held = organisations.posts_held_by(user, unit_uid, day)
    own = {each.post.pk for each in held if not each.as_deputy}
    away = Absence.objects.filter(
        substitute_id__in=own, since__lte=day, until__gte=day
    ).values_list("post_id", flat=True)
    return {each.post.pk for each in held} | set(away)


def can_act_for(user: Person, post_id: int | None, unit_uid: str) -> accounts.Decision:
    """Whether a person may change what belongs to a post: its people, or planners.

    Parameters
    ----------
    post_id
        None for what belongs to no post: planners alone then.
    """
    decision = can_plan(user, unit_uid)
    if decision or post_id is None:
        return decision
    if post_id in posts_acted_for(user, unit_uid):
        return accounts.Decision(allowed=True)
    return decision
