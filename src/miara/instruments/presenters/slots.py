"""Public programmes and projects on the page of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.instruments.queries.public_pages import counts_of_public
from miara.units.public import UnitFacts

__all__ = ["of_unit", "register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "unit-page",
        name="instruments.on_unit-page",
        order=41,
        build=of_unit,
        template="instruments/_block.html",
        queries=1,
    )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """How many the unit made public; None when there are none."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    every, civic = counts_of_public(unit.uid)
    return {"unit": unit, "count": every, "civic": civic} if every else None
