"""Pages for residents and councillors on the page of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.reports.queries.boards import has_anything
from miara.units.public import UnitFacts

__all__ = ["of_unit", "register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "unit-page",
        name="reports.on_unit-page",
        order=39,
        build=of_unit,
        template="reports/_board_block.html",
        queries=1,
    )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Links to both pages; None when the unit shows nothing of its plans."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts) or not has_anything(unit.uid):
        return None
    return {"unit": unit}
