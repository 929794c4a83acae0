"""The way from a unit's page of numbers to the open data of its plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.strategy import public as strategy
from miara.units.public import UnitFacts

__all__ = ["of_unit", "register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "unit-page",
        name="exchange.on_unit-page",
        order=49,
        build=of_unit,
        template="exchange/_block.html",
        queries=1,
    )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """The unit when it made something public; None otherwise."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    return {"unit": unit} if strategy.public_documents(unit.uid).exists() else None
