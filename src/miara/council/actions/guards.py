"""What every act of the context asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.council.models import CouncilSettings
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["lock_register", "require_actor", "require_planner"]


def lock_register(unit_uid: str) -> CouncilSettings:
    """Hold the register of a unit: nobody else adds rows until the transaction ends."""
    CouncilSettings.objects.get_or_create(unit_uid=unit_uid)
    return CouncilSettings.objects.select_for_update().get(unit_uid=unit_uid)


def require_planner(by: User | None, unit_uid: str) -> None:
    """Refuse who does not plan in the unit; a program (None) may.

    Raises
    ------
    NotAllowedError
    """
    if by is not None and not (decision := cycle.can_plan(by, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)


def require_actor(by: User | None, post_id: int | None, unit_uid: str) -> None:
    """Refuse who neither plans nor acts for a post.

    Raises
    ------
    NotAllowedError
    """
    if by is None:
        return
    if not (decision := cycle.can_act_for(by, post_id, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
