"""Who may change what of a strategy, with a reason for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.accounts.public import Decision
from miara.cycle import public as cycle
from miara.strategy.models import LocalIndicator, LocalValue

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "can_approve_value",
    "can_enter_value",
    "can_keep",
    "require",
    "require_planner",
]

_ALLOWED = Decision(allowed=True)


def require(decision: Decision) -> None:
    """Let through what is allowed.

    Raises
    ------
    NotAllowedError
        With the reason, else.
    """
    if not decision:
        raise cycle.NotAllowedError(reason=decision.reason)


def require_planner(by: User | None, unit_uid: str) -> None:
    """Let planners of the unit through, and the program itself (None)."""
    if by is not None:
        require(cycle.can_plan(by, unit_uid))


def can_keep(by: User | None, post_id: int | None, unit_uid: str) -> Decision:
    """Whether a person confirms what a post owns: its people, or planners."""
    return _ALLOWED if by is None else cycle.can_act_for(by, post_id, unit_uid)


def can_enter_value(by: User | None, row: LocalIndicator) -> Decision:
    """Whether a person enters values: planners, supplier's and owner's people."""
    first = can_keep(by, row.supplier_id, row.unit_uid)
    return first or can_keep(by, row.owner_id, row.unit_uid)


def can_approve_value(by: User | None, value: LocalValue) -> Decision:
    """Whether a person approves a value: planners, approver's people.

    Somebody else than who entered it, unless the unit works with one person.
    """
    row = value.indicator
    decision = can_keep(by, row.approver_id, row.unit_uid)
    if not decision or by is None:
        return decision
    return cycle.can_approve(row.unit_uid, entered_by=value.entered_by_id, by=by)
