"""The structure of a local government: entered, changed, reorganised in one act.

Who may do it is decided where it is asked: accounts lie above this context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from miara.audit import public as audit
from miara.organisations.errors import OrganisationsError
from miara.organisations.models import AuxiliaryUnit, OrganisationalUnit, Post

__all__ = [
    "Move",
    "StructureLoopError",
    "add_auxiliary_unit",
    "add_organisational_unit",
    "add_post",
    "change_auxiliary_unit",
    "change_organisational_unit",
    "change_post",
    "reorganise",
]

M = TypeVar("M", bound=models.Model)


class StructureLoopError(OrganisationsError):
    """A part of the structure would stand below itself."""

    def for_people(self) -> str:
        """What to choose instead."""
        from django.utils.translation import gettext as _

        return _("A unit cannot stand below itself. Choose another one above it.")


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one post or one organisational unit.

    ``unit`` is the organisational unit that it then belongs to, None to leave it;
    ``title`` is the new title or name, empty to leave it; ``ends`` closes it.
    """

    row: Post | OrganisationalUnit
    unit: OrganisationalUnit | None = None
    title: str = ""
    ends: bool = False


@transaction.atomic
def add_organisational_unit(
    unit_uid: str, values: Mapping[str, Any], *, by: object | None, now: datetime
) -> OrganisationalUnit:
    """Add a part of the structure."""
    row = OrganisationalUnit.objects.create(unit_uid=unit_uid, **values)
    audit.record(
        "organisations.orgunit_added", by=by, at=now, target=row, after=_facts(row)
    )
    return row


@transaction.atomic
def change_organisational_unit(
    row: OrganisationalUnit,
    values: Mapping[str, Any],
    *,
    by: object | None,
    now: datetime,
) -> None:
    """Change a part of the structure.

    Raises
    ------
    StructureLoopError
        When it would stand below itself.
    """
    parent = values.get("parent")
    if parent is not None and row.pk in _above(parent):
        raise StructureLoopError
    before, after = _apply(row, values)
    if after:
        audit.record(
            "organisations.orgunit_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": row.name},
        )


@transaction.atomic
def add_post(values: Mapping[str, Any], *, by: object | None, now: datetime) -> Post:
    """Add a post to a part of the structure."""
    row = Post.objects.create(**values)
    audit.record(
        "organisations.post_added", by=by, at=now, target=row, after=_facts(row)
    )
    return row


@transaction.atomic
def change_post(
    row: Post, values: Mapping[str, Any], *, by: object | None, now: datetime
) -> None:
    """Change a post: its holder, deputy, place, last day."""
    before, after = _apply(row, values)
    if after:
        audit.record(
            "organisations.post_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": row.title},
        )


@transaction.atomic
def add_auxiliary_unit(
    unit_uid: str, values: Mapping[str, Any], *, by: object | None, now: datetime
) -> AuxiliaryUnit:
    """Add a village, an estate or a district."""
    row = AuxiliaryUnit.objects.create(unit_uid=unit_uid, **values)
    audit.record(
        "organisations.auxiliary_added", by=by, at=now, target=row, after=_facts(row)
    )
    return row


@transaction.atomic
def change_auxiliary_unit(
    row: AuxiliaryUnit, values: Mapping[str, Any], *, by: object | None, now: datetime
) -> None:
    """Change an auxiliary unit."""
    before, after = _apply(row, values)
    if after:
        audit.record(
            "organisations.auxiliary_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": row.name},
        )


@transaction.atomic
def reorganise(
    unit_uid: str,
    moves: Iterable[Move],
    *,
    on: date,
    by: object | None,
    now: datetime,
) -> int:
    """Move posts and units in one act; what points at them keeps pointing.

    Parameters
    ----------
    on
        The day from which what ends holds no longer.

    Returns
    -------
    int
        Number of rows that changed.

    Raises
    ------
    StructureLoopError
        When a unit would stand below itself; nothing is changed then.
    """
    changed = []
    for move in moves:
        before, after = _apply(move.row, _values(move, on))
        if after:
            name = getattr(move.row, "title", "") or getattr(move.row, "name", "")
            changed.append({"of": name, "before": before, "after": after})
    _refuse_loops(unit_uid)
    if changed:
        audit.record(
            "organisations.reorganised",
            by=by,
            at=now,
            after={"unit": unit_uid, "rows": len(changed), "changes": changed},
        )
    return len(changed)


def _values(move: Move, on: date) -> dict[str, Any]:
    is_post = isinstance(move.row, Post)
    values: dict[str, Any] = {}
    if move.unit is not None:
        values["organisational_unit" if is_post else "parent"] = move.unit
    if move.title:
        values["title" if is_post else "name"] = move.title
    if move.ends:
        values["until"] = on
    return values


def _refuse_loops(unit_uid: str) -> None:
    rows = OrganisationalUnit.objects.filter(unit_uid=unit_uid)
    above = dict(rows.values_list("pk", "parent_id"))
    for key in above:
        seen: set[int] = set()
        at: int | None = key
        while at is not None:
            if at in seen:
                raise StructureLoopError
            seen.add(at)
            at = above.get(at)


def _above(row: OrganisationalUnit) -> set[int]:
    """A unit and everything over it."""
    found: set[int] = set()
    at: OrganisationalUnit | None = row
    while at is not None and at.pk not in found:
        found.add(at.pk)
        at = at.parent
    return found


def _apply(
    row: models.Model, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Lock, write and tell what differs, as plain values."""
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in values.items():
        old = getattr(fresh, name)
        if old != value:
            before[name], after[name] = _plain(old), _plain(value)
            setattr(fresh, name, value)
    if after:
        fresh.save()
    row.refresh_from_db()
    return before, after


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _facts(row: OrganisationalUnit | Post | AuxiliaryUnit) -> dict[str, Any]:
    return {"name": str(row), "since": row.since.isoformat()}
