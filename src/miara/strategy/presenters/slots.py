"""Public documents of a unit on its page of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.strategy.queries.plans import public_documents
from miara.units.public import UnitFacts

__all__ = ["of_unit", "register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "unit-page",
        name="strategy.on_unit-page",
        order=40,
        build=of_unit,
        template="strategy/_block.html",
        queries=1,
    )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Documents that the unit made public; None when there are none."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    documents = list(public_documents(unit.uid))
    return {"unit": unit, "documents": documents} if documents else None
