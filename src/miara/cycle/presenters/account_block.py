"""The way from a person's account to the plans of their units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.accounts import public as accounts
from miara.core import slots
from miara.cycle.presenters.frame import frame_of
from miara.cycle.roles import PlanPermission
from miara.units import public as units

__all__ = ["register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "account-page",
        name="cycle.own_plans",
        order=10,
        build=_block,
        template="cycle/_account.html",
        queries=2,  # roles and the state of the register, where nobody asked before
    )


def _block(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Units whose plans the person reads, by name, each with its pages."""
    scopes = accounts.scopes_of(
        accounts.person(request),
        accounts.Permission.READ_WORK,
        PlanPermission.READ,
        kind=accounts.ScopeKind.UNIT,
    )
    uids = {scope.id for scope in scopes}
    found = [unit for unit in units.units_by_uid(uids).values() if unit.exists]
    if not found:
        return None
    found.sort(key=lambda unit: (unit.name, unit.code))
    return {"frames": [frame_of(unit, "") for unit in found]}
