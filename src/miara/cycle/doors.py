"""At the door of pages about plans: which unit, who, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from miara.accounts import public as accounts
from miara.cycle.permissions import can_plan, can_read_plans
from miara.cycle.presenters.frame import frame_of, unit_of_address
from miara.units.public import UnitFacts

__all__ = ["Door", "door"]


@dataclass(frozen=True, slots=True)
class Door:
    """Who came to which unit, and when."""

    unit: UnitFacts
    user: accounts.User
    now: datetime
    current: str

    @property
    def today(self) -> date:
        """The day in Poland."""
        return timezone.localdate(self.now)

    @property
    def plans(self) -> bool:
        """Whether the person may change plans of the unit."""
        return bool(can_plan(self.user, self.unit.uid))

    def page(self, **values: Any) -> dict[str, Any]:
        """Values of a page within the frame of plans."""
        return {**frame_of(self.unit, self.current), "may_plan": self.plans, **values}


def door(
    request: HttpRequest, address: str, current: str, *, planning: bool = False
) -> Door:
    """Let people of the unit in, or those who plan in it alone.

    Raises
    ------
    Http404
        When there is no such unit.
    PermissionDenied
        When the person has no right there.
    """
    unit = unit_of_address(address)
    user = accounts.person(request)
    accounts.require((can_plan if planning else can_read_plans)(user, unit.uid))
    return Door(unit, user, request.received_at, current)  # type: ignore[attr-defined]
