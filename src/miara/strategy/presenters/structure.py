"""The structure of a local government for pages, and its reorganisation in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.accounts import public as accounts
from miara.organisations import public as organisations
from miara.organisations.public import (
    MoveFault,
    MoveFaultKind,
    OrganisationalUnit,
    Post,
)
from miara.strategy.domain.tree import walk

__all__ = [
    "PostLine",
    "StructureLine",
    "fault_sentence",
    "move_sentence",
    "people_of",
    "structure_lines",
]

_FAULTS: Final[dict[MoveFaultKind, Promise]] = {
    MoveFaultKind.NO_COLUMNS: gettext_lazy(
        "The first row does not name the columns. Write for example: stanowisko; do "
        "komórki; nowa nazwa; likwidacja."
    ),
    MoveFaultKind.NOTHING: gettext_lazy(
        "Row %(cell)s does not say what moves, or where. Complete it."
    ),
    MoveFaultKind.UNKNOWN_POST: gettext_lazy(
        "Cell %(cell)s: there is no post “%(text)s”."
    ),
    MoveFaultKind.UNKNOWN_UNIT: gettext_lazy(
        "Cell %(cell)s: there is no organisational unit “%(text)s”."
    ),
    MoveFaultKind.TWICE: gettext_lazy("Row %(cell)s moves the same thing again."),
}


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with the name of its holder; empty when nobody holds it."""

    post: Post
    holder: str


@dataclass(slots=True)
class StructureLine:
    """An organisational unit at its depth, with its posts."""

    unit: OrganisationalUnit
    depth: int
    posts: list[PostLine] = field(default_factory=list)


def structure_lines(uid: str, on: date, now: datetime) -> list[StructureLine]:
    """Units in the order of the tree, each with its posts. Three queries."""
    units = organisations.organisational_units_of(uid, on)
    known = {row.pk: row for row in units}
    tree = walk(
        (row.pk, row.parent_id if row.parent_id in known else None, place)
        for place, row in enumerate(units)
    )
    lines = {key: StructureLine(known[key], depth) for key, depth in tree}
    names = dict(people_of(uid, now))
    for post in organisations.posts_of(uid, on):
        line = lines.get(post.organisational_unit_id)
        if line is not None:
            holder = names.get(post.holder, _("somebody without a role here"))
            line.posts.append(PostLine(post, holder if post.holder else ""))
    return list(lines.values())


def people_of(uid: str, now: datetime) -> list[tuple[str, str]]:
    """Number and name of people with a role in the unit, each once. One query."""
    rows = accounts.people_of(accounts.unit_scope(uid), now=now)
    return list({str(row.user_id): row.user.full_name for row in rows}.items())


def fault_sentence(fault: MoveFault) -> str:
    """What is wrong with a row of a reorganisation."""
    return str(_FAULTS[fault.fault]) % {"cell": fault.cell, "text": fault.text}


def move_sentence(move: organisations.Move) -> str:
    """What a move does, for the preview."""
    name = str(move.row)
    told: Sequence[str] = [
        _("goes to %(unit)s") % {"unit": move.unit} if move.unit else "",
        _("gets the name “%(title)s”") % {"title": move.title} if move.title else "",
        _("is closed") if move.ends else "",
    ]
    return f"{name}: {', '.join(filter(None, told))}."
