"""Contradictions between budget, forecast and tasks, as an inspector lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

__all__ = ["Contradiction", "Place", "Sides", "compare"]


class Place(StrEnum):
    """Where it is put right."""

    FILES = "FILES"
    LINES = "LINES"
    TASKS = "TASKS"
    FORECAST = "FORECAST"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two documents that say different things.

    ``facts`` fill the sentence of ``code``; amounts in grosze.
    """

    code: str
    place: Place
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sides:
    """The same amounts as three documents tell them; None where one does not.

    Keys are `miara.budget.domain.forecast.ROLES`; amounts in grosze.
    """

    resolutions: Mapping[str, int | None]
    reports: Mapping[str, int | None]
    forecast: Mapping[str, int | None]
    budget_on: date | None = None
    forecast_on: date | None = None


def compare(sides: Sides) -> list[Contradiction]:
    """Amounts that two documents tell differently, and acts in the wrong order."""
    found = [
        Contradiction(
            "RESOLUTION_AND_REPORT",
            Place.FILES,
            {"what": role, "left": left, "right": right},
        )
        for role, left, right in _pairs(sides.resolutions, sides.reports)
    ]
    found += [
        Contradiction(
            "BUDGET_AND_FORECAST",
            Place.FORECAST,
            {"what": role, "left": left, "right": right},
        )
        for role, left, right in _pairs(sides.reports, sides.forecast)
    ]
    if sides.budget_on and sides.forecast_on and sides.forecast_on > sides.budget_on:
        found.append(
            Contradiction(
                "FORECAST_LATER",
                Place.FORECAST,
                {
                    "forecast_on": sides.forecast_on.isoformat(),
                    "budget_on": sides.budget_on.isoformat(),
                },
            )
        )
    return found


def _pairs(
    left: Mapping[str, int | None], right: Mapping[str, int | None]
) -> list[tuple[str, int, int]]:
    return [
        (role, mine, theirs)
        for role, mine in left.items()
        if mine is not None
        and (theirs := right.get(role)) is not None
        and mine != theirs
    ]
