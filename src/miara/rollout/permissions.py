"""Who may do what in a rollout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import Decision, User

__all__ = ["require", "require_planner", "require_task_planner"]


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


def require_task_planner(by: User | None, unit_uid: str) -> None:
    """Let through who plans, or keeps the budget."""
    if by is not None:
        require(cycle.can_keep_budget(by, unit_uid) or cycle.can_plan(by, unit_uid))
