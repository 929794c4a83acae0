"""A document with goals, an indicator with values, targets; minimal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.plans import NOW, UNIT

from miara.strategy.models import (
    Document,
    Goal,
    LocalIndicator,
    LocalValue,
    Target,
    UnitDomain,
)

__all__ = [
    "make_document",
    "make_domain",
    "make_goal",
    "make_indicator",
    "make_target",
    "make_value",
]


def make_domain(code: str = "environment", **facts: Any) -> UnitDomain:
    """A domain of the unit."""
    defaults = {
        "unit_uid": UNIT,
        "name": {"pl": f"Dziedzina {code}"},
        "since": date(2020, 1, 1),
    }
    return UnitDomain.objects.create(code=code, **{**defaults, **facts})


def make_document(**facts: Any) -> Document:
    """A strategy in force with three levels of goals, not public."""
    defaults = {
        "unit_uid": UNIT,
        "kind": "STRATEGY",
        "title": "Strategia 2030",
        "first_year": 2021,
        "last_year": 2030,
        "state": "ADOPTED",
        "levels": ["Cel strategiczny", "Cel operacyjny", "Działanie"],
        "created_at": NOW,
    }
    return Document.objects.create(**{**defaults, **facts})


def make_goal(document: Document, code: str, parent: Goal | None = None) -> Goal:
    """A goal as the last one below its parent."""
    return Goal.objects.create(
        document=document,
        parent=parent,
        level=parent.level + 1 if parent else 0,
        position=Goal.objects.filter(document=document, parent=parent).count(),
        code=code,
        text=f"Cel o symbolu {code}",
    )


def make_indicator(code: str = "PM25", **facts: Any) -> LocalIndicator:
    """An indicator counted in pieces, once a year."""
    defaults = {
        "unit_uid": UNIT,
        "name": f"Wskaźnik {code}",
        "measure": "szt.",
        "kind": "OUTCOME",
        "direction": "UP",
    }
    return LocalIndicator.objects.create(code=code, **{**defaults, **facts})


def make_value(
    indicator: LocalIndicator, period: str, value: str | None, **facts: Any
) -> LocalValue:
    """A published value."""
    defaults = {
        "value": None if value is None else Decimal(value),
        "flag": "MEASURED" if value is not None else "MISSING",
        "state": "PUBLISHED",
        "entered_at": NOW,
    }
    return LocalValue.objects.create(
        indicator=indicator, period=period, **{**defaults, **facts}
    )


def make_target(goal: Goal, local: LocalIndicator | None, **facts: Any) -> Target:
    """Reach 100 by 2030, from 10 in 2020."""
    defaults = {
        "unit_uid": goal.document.unit_uid,
        "goal": goal,
        "local": local,
        "national": "" if local else "preschool_share",
        "kind": "REACH",
        "direction": "UP",
        "baseline_year": 2020,
        "baseline_value": Decimal(10),
        "final_year": 2030,
        "final_value": Decimal(100),
    }
    return Target.objects.create(**{**defaults, **facts})
