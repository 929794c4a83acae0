"""Public debates of a unit on its page of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.council.queries.debates import public_debates
from miara.units.public import UnitFacts

__all__ = ["of_unit", "register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "unit-page",
        name="council.on_unit-page",
        order=45,
        build=of_unit,
        template="council/_block.html",
        queries=1,
    )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Debates that the unit made public; None when there are none."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    debates = list(public_debates(unit.uid))
    return {"unit": unit, "debates": debates} if debates else None
