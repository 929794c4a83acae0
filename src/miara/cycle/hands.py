"""Whether the hand that entered something may approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.accounts import public as accounts
from miara.cycle.errors import OwnApprovalError
from miara.cycle.queries.years import settings_of

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["can_approve", "is_one_hand"]


def is_one_hand(entered_by: object, by: User | None) -> bool:
    """Whether who approves is who entered it: the log of the act then says so.

    Parameters
    ----------
    entered_by
        An account or its number; None when a program entered it.
    """
    number = getattr(entered_by, "pk", entered_by)
    return by is not None and number is not None and str(number) == str(by.pk)


def can_approve(
    unit_uid: str, *, entered_by: object, by: User | None
) -> accounts.Decision:
    """Whether a person may approve what somebody entered.

    Two hands are asked for unless the unit works with one person. Rights over the
    thing itself are checked elsewhere.
    """
    if not is_one_hand(entered_by, by) or settings_of(unit_uid).is_one_person:
        return accounts.Decision(allowed=True)
    return accounts.Decision(allowed=False, reason=OwnApprovalError().for_people())
