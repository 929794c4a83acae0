"""A local government with posts and people, for tests of plans."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from miara.accounts.models import User
from miara.accounts.public import grant_role, unit_scope
from miara.organisations.models import AuxiliaryUnit, OrganisationalUnit, Post
from miara.strategy.models import Document, Goal

__all__ = [
    "NOW",
    "TODAY",
    "UNIT",
    "Office",
    "make_goal",
    "make_office",
    "make_person",
]

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
UNIT = "120617"
_SINCE = date(2020, 1, 1)


@dataclass
class Office:
    """Two departments with a post each, a village, and people by their part."""

    finance: OrganisationalUnit
    roads: OrganisationalUnit
    treasurer: Post
    engineer: Post
    village: AuxiliaryUnit
    people: dict[str, User] = field(default_factory=dict)


def make_person(name: str, role: str | None = None, unit: str = UNIT) -> User:
    """Somebody with a role over a unit, or without one."""
    user = User.objects.create_user(email=f"{name}@gmina.example", full_name=name)
    if role:
        since = datetime(2020, 1, 1, tzinfo=UTC)
        grant_role(
            user=user, role_code=role, scope=unit_scope(unit), by=None, now=since
        )
    return user


def make_office(unit: str = UNIT) -> Office:
    """The office of a unit; the engineer deputises the treasurer.

    ``planner`` plans, ``reader`` reads, ``engineer`` holds a post and reads,
    ``stranger`` has no role here.
    """
    people = {
        "planner": make_person("planista", "UNIT_PLANNER", unit),
        "reader": make_person("czytelnik", "UNIT_READER", unit),
        "engineer": make_person("inzynier", "UNIT_READER", unit),
        "stranger": make_person("obcy"),
    }

    def department(code: str, name: str) -> OrganisationalUnit:
        return OrganisationalUnit.objects.create(
            unit_uid=unit, code=code, name=name, since=_SINCE
        )

    def post(where: OrganisationalUnit, title: str, **more: Any) -> Post:
        return Post.objects.create(
            organisational_unit=where, title=title, since=_SINCE, **more
        )

    finance, roads = department("FN", "Finanse"), department("DR", "Drogi")
    engineer = post(roads, "Inżynier", holder=str(people["engineer"].pk))
    return Office(
        finance=finance,
        roads=roads,
        engineer=engineer,
        treasurer=post(finance, "Skarbnik"),
        village=AuxiliaryUnit.objects.create(
            unit_uid=unit, name="Bibice", kind="SOLECTWO", since=_SINCE
        ),
        people=people,
    )


def make_goal(unit: str = UNIT, code: str = "I.1") -> Goal:
    """A goal of a strategy of the unit."""
    document, _made = Document.objects.get_or_create(
        unit_uid=unit,
        title="Strategia",
        defaults={
            "kind": "STRATEGY",
            "first_year": 2024,
            "last_year": 2030,
            "created_at": NOW,
        },
    )
    return Goal.objects.create(document=document, code=code, text="Bezpieczne drogi")
