"""Reads of the structure of a local government."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from miara.organisations.models import AuxiliaryUnit, OrganisationalUnit, Post

__all__ = [
    "HeldPost",
    "auxiliary_units_of",
    "organisational_units_of",
    "post_of_unit",
    "posts_by_id",
    "posts_held_by",
    "posts_of",
]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post a person acts for, and whether as the deputy of another post."""

    post: Post
    as_deputy: bool


def organisational_units_of(unit_uid: str, on: date) -> list[OrganisationalUnit]:
    """Parts of a local government that exist on a day, by symbol."""
    rows = OrganisationalUnit.objects.on(on).filter(unit_uid=unit_uid)
    return list(rows.order_by("code", "pk"))


def auxiliary_units_of(unit_uid: str, on: date) -> list[AuxiliaryUnit]:
    """Villages, estates and districts that exist on a day, by name."""
    rows = AuxiliaryUnit.objects.on(on).filter(unit_uid=unit_uid)
    return list(rows.order_by("kind", "name", "pk"))


def posts_of(unit_uid: str, on: date) -> list[Post]:
    """Posts of a local government that exist on a day, by office and title.

    Each comes with its organisational unit and deputy; one query.
    """
    rows = Post.objects.on(on).filter(organisational_unit__unit_uid=unit_uid)
    return list(
        rows.select_related("organisational_unit", "deputy").order_by(
            "organisational_unit__code", "title", "pk"
        )
    )


def posts_by_id(ids: Iterable[int]) -> dict[int, Post]:
    """Posts by number, ended ones too; unknown numbers are left out. One query."""
    rows = Post.objects.filter(pk__in=set(ids)).select_related("organisational_unit")
    return {row.pk: row for row in rows}


def post_of_unit(post_id: int, unit_uid: str) -> Post | None:
    """A post when it belongs to the local government, else None."""
    rows = Post.objects.filter(pk=post_id, organisational_unit__unit_uid=unit_uid)
    return rows.select_related("organisational_unit").first()


def posts_held_by(person: object, unit_uid: str, on: date) -> list[HeldPost]:
    """Posts a person acts for on a day: held ones first, then those deputised.

    A deputy acts for a post while holding the post named as its deputy; deputies are
    not followed further.

    Parameters
    ----------
    person
        An account or its number; somebody without an account holds nothing.
    """
    number = str(getattr(person, "pk", person) or "")
    if not number:
        return []
    rows = Post.objects.on(on).filter(
        Q(holder=number)
        | Q(
            Q(deputy__until=None) | Q(deputy__until__gt=on),
            deputy__holder=number,
            deputy__since__lte=on,
        ),
        organisational_unit__unit_uid=unit_uid,
    )
    rows = rows.select_related("organisational_unit").order_by("title", "pk")
    found = [HeldPost(row, as_deputy=row.holder != number) for row in rows]
    return sorted(found, key=lambda each: each.as_deputy)
