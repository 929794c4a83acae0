"""Who may let programs in and move the data of a unit, with a reason for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.cycle import public as cycle
from miara.exchange.domain.keys import Scope
from miara.exchange.errors import NotAllowedError

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from miara.accounts.public import User

    Person = User | AnonymousUser

__all__ = ["can_give", "can_keep_keys", "can_move", "require"]


def can_keep_keys(user: Person, unit_uid: str) -> Decision:
    """Whether a person sees, makes and revokes keys: planners and treasurers."""
    return cycle.can_plan(user, unit_uid) or cycle.can_keep_budget(user, unit_uid)


def can_give(user: Person, unit_uid: str, scope: Scope) -> Decision:
    """Whether a person may give a key one power: only what is theirs to do.

    Treasurers let programs send the budget, planners everything else.
    """
    if scope is Scope.SEND_BUDGET:
        return cycle.can_keep_budget(user, unit_uid)
    decision = cycle.can_plan(user, unit_uid)
    if decision or scope is not Scope.READ_PLANS:
        return decision
    return cycle.can_keep_budget(user, unit_uid)


def can_move(user: Person, unit_uid: str) -> Decision:
    """Whether a person takes everything of a unit away, or brings it in."""
    decision = cycle.can_plan(user, unit_uid)
    if decision:
        return decision
    return Decision(
        allowed=False,
        reason=_(
            "Packages of the whole unit are made and taken by its planner or "
            "administrator."
        ),
    )


def require(decision: Decision) -> None:
    """Let through what is allowed.

    Raises
    ------
    NotAllowedError
        With the reason, else.
    """
    if not decision:
        raise NotAllowedError(reason=decision.reason)
