"""The tree of goals: added, changed, moved, numbered anew, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.domain.tree import codes_of_tree
from miara.strategy.errors import (
    CodeTakenError,
    DepthError,
    FeedsOthersError,
    LoopError,
    OtherUnitError,
)
from miara.strategy.models import Document, Goal
from miara.strategy.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_goal", "change_goal", "move_goal", "remove_goal", "renumber_goals"]


@transaction.atomic
def add_goal(
    document: Document,
    values: Mapping[str, Any],
    *,
    parent: Goal | None,
    by: User | None,
    now: datetime,
) -> Goal:
    """Add a goal as the last one below its parent.

    Raises
    ------
    DepthError
        When the document has no such deep level.
    CodeTakenError
        When another goal of the document has the symbol.
    """
    document = _locked(document, by)
    level = _level_below(document, parent)
    _free_code(document, values["code"])
    plain = {k: v for k, v in values.items() if k not in {"domains", "services"}}
    goal = Goal.objects.create(
        document=document,
        parent=parent,
        level=level,
        position=_last_place(document, parent) + 1,
        **plain,
    )
    goal.domains.set(values.get("domains", ()))
    goal.services.set(values.get("services", ()))
    audit.record(
        "strategy.goal_added",
        by=by,
        at=now,
        target=goal,
        parent=document,
        after={"code": goal.code},
    )
    return goal


@transaction.atomic
def change_goal(
    goal: Goal,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a goal where it stands.

    Raises
    ------
    CodeTakenError
        When another goal of the document has the symbol.
    """
    document = _locked(goal.document, by)
    _free_code(document, values.get("code", goal.code), but=goal)
    before, after = cycle.apply_values(goal, values, version=seen)
    if after:
        audit.record(
            "strategy.goal_changed",
            by=by,
            at=now,
            target=goal,
            parent=document,
            before=before,
            after={**after, "of": goal.code},
        )


@transaction.atomic
def move_goal(
    goal: Goal, *, parent: Goal | None, place: int, by: User | None, now: datetime
) -> None:
    """Put a goal, with all below it, under another parent or in another order.

    Parameters
    ----------
    place
        Which one it becomes among its new siblings, from 0; too large means last.

    Raises
    ------
    LoopError
        When the parent is the goal itself or stands below it.
    DepthError
        When the levels below would not fit the document.
    OtherUnitError
        When the parent is of another document.
    """
    document = _locked(goal.document, by)
    if parent is not None and parent.document_id != document.pk:
        raise OtherUnitError
    rows = {row.pk: row for row in Goal.objects.filter(document=document)}
    below = _below(goal.pk, rows)
    if parent is not None and parent.pk in below:
        raise LoopError
    level = 0 if parent is None else rows[parent.pk].level + 1
    shift = level - rows[goal.pk].level
    if max(rows[pk].level for pk in below) + shift >= len(document.levels):
        raise DepthError(levels=len(document.levels))
    for pk in below:
        rows[pk].level += shift
    rows[goal.pk].parent_id = None if parent is None else parent.pk
    _put(goal.pk, place, rows)
    Goal.objects.bulk_update(rows.values(), ["parent", "level", "position"])
    audit.record(
        "strategy.goal_moved",
        by=by,
        at=now,
        target=goal,
        parent=document,
        after={"code": goal.code, "below": parent.code if parent else ""},
    )
    goal.refresh_from_db()


@transaction.atomic
def renumber_goals(document: Document, *, by: User | None, now: datetime) -> int:
    """Give every goal a symbol by its place: I, I.1, I.1.1; the number of changes."""
    document = _locked(document, by)
    rows = list(Goal.objects.filter(document=document))
    codes = codes_of_tree([(row.pk, row.parent_id, row.position) for row in rows])
    changed = {row.code: codes[row.pk] for row in rows if row.code != codes[row.pk]}
    if not changed:
        return 0
    for row in rows:  # two steps: a symbol may move from one goal to another
        row.code = f"\x01{row.pk}"  # nobody types it
    Goal.objects.bulk_update(rows, ["code"])
    for row in rows:
        row.code = codes[row.pk]
    Goal.objects.bulk_update(rows, ["code"])
    audit.record(
        "strategy.goals_renumbered",
        by=by,
        at=now,
        target=document,
        after={"title": document.title, "codes": changed},
    )
    return len(changed)


@transaction.atomic
def remove_goal(goal: Goal, *, by: User | None, now: datetime) -> None:
    """Remove a goal on which nothing hangs.

    Raises
    ------
    FeedsOthersError
        When goals or targets stand below it.
    """
    document = _locked(goal.document, by)
    hanging = [str(each) for each in goal.children.all()[:3]]
    hanging += [str(each) for each in goal.targets.all()[:3]]
    if hanging:
        raise FeedsOthersError(name=goal.code, what="; ".join(hanging))
    audit.record(
        "strategy.goal_removed",
        by=by,
        at=now,
        target=goal,
        parent=document,
        after={"code": goal.code, "text": goal.text},
    )
    goal.delete()


def _locked(document: Document, by: User | None) -> Document:
    """The document, so that two people never change one tree at once."""
    require_planner(by, document.unit_uid)
    return Document.objects.select_for_update().get(pk=document.pk)


def _level_below(document: Document, parent: Goal | None) -> int:
    level = 0 if parent is None else parent.level + 1
    if parent is not None and parent.document_id != document.pk:
        raise OtherUnitError
    if level >= len(document.levels):
        raise DepthError(levels=len(document.levels))
    return level


def _free_code(document: Document, code: str, but: Goal | None = None) -> None:
    rows = Goal.objects.filter(document=document, code=code)
    if any(row.pk != (but and but.pk) for row in rows):
        raise CodeTakenError(code=code)


def _last_place(document: Document, parent: Goal | None) -> int:
    rows = Goal.objects.filter(document=document, parent=parent)
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return -1 if last is None else last


def _below(top: int, rows: Mapping[int, Goal]) -> set[int]:
    """A goal and everything under it."""
    found, edge = {top}, {top}
    while edge:
        edge = {pk for pk, row in rows.items() if row.parent_id in edge}
        found |= edge
    return found


def _put(moved: int, place: int, rows: Mapping[int, Goal]) -> None:
    """Number the siblings of the moved goal, it in its place."""
    parent = rows[moved].parent_id
    others = [r for r in rows.values() if r.parent_id == parent and r.pk != moved]
    others.sort(key=lambda row: (row.position, row.pk))
    others.insert(min(max(place, 0), len(others)), rows[moved])
    for number, row in enumerate(others):
        row.position = number
