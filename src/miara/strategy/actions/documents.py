"""Strategic documents: begun, changed, made public, followed by a next edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.errors import NotPublicError, StateError
from miara.strategy.models import Document, Goal, Target, TargetStep
from miara.strategy.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "add_document",
    "begin_next_edition",
    "change_document",
    "publish_document",
    "withdraw_document",
]


@transaction.atomic
def add_document(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Document:
    """Begin a document with an empty tree."""
    require_planner(by, unit_uid)
    row = Document.objects.create(
        unit_uid=unit_uid, created_at=now, created_by=by, **values
    )
    audit.record(
        "strategy.document_added", by=by, at=now, target=row, after={"title": row.title}
    )
    return row


@transaction.atomic
def change_document(
    row: Document,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change the facts of a document.

    Raises
    ------
    NotPublicError
        When it is public and would become a draft again.
    """
    require_planner(by, row.unit_uid)
    if row.published_at and values.get("state") == Document.State.DRAFT:
        raise NotPublicError
    before, after = cycle.apply_values(row, values, version=seen)
    if after:
        audit.record(
            "strategy.document_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": row.title},
        )


@transaction.atomic
def publish_document(row: Document, *, by: User | None, now: datetime) -> None:
    """Show a document to everybody, with its goals, targets and published values.

    Raises
    ------
    NotPublicError
        When it is a draft.
    """
    require_planner(by, row.unit_uid)
    row = Document.objects.select_for_update().get(pk=row.pk)
    if row.state == Document.State.DRAFT:
        raise NotPublicError
    if row.published_at is None:
        row.published_at = now
        row.save(update_fields=["published_at"])
        audit.record(
            "strategy.document_published",
            by=by,
            at=now,
            target=row,
            after={"title": row.title},
        )


@transaction.atomic
def withdraw_document(
    row: Document, *, reason: str, by: User | None, now: datetime
) -> None:
    """Take a document away from the public page; the reason stays in the trail."""
    require_planner(by, row.unit_uid)
    if not reason.strip():
        raise cycle.ReasonMissingError
    row = Document.objects.select_for_update().get(pk=row.pk)
    if row.published_at is not None:
        row.published_at = None
        row.save(update_fields=["published_at"])
        audit.record(
            "strategy.document_withdrawn",
            by=by,
            at=now,
            target=row,
            after={"title": row.title, "reason": reason.strip()},
        )


@transaction.atomic
def begin_next_edition(row: Document, *, by: User | None, now: datetime) -> Document:
    """Copy a document with its goals and targets into a draft that will replace it.

    Raises
    ------
    StateError
        When it has a next edition already.
    """
    require_planner(by, row.unit_uid)
    row = Document.objects.select_for_update().get(pk=row.pk)
    if Document.objects.filter(previous=row).exists():
        raise StateError(state=row.get_state_display())
    made = _copy(
        row,
        state=Document.State.DRAFT,
        edition=row.edition + 1,
        previous=row,
        resolution_number="",
        resolution_date=None,
        published_at=None,
        version=0,
        created_at=now,
        created_by=by,
    )
    _copy_goals(row, made)
    audit.record(
        "strategy.edition_begun",
        by=by,
        at=now,
        target=made,
        after={"title": made.title, "edition": made.edition},
    )
    return made


def _copy_goals(old: Document, new: Document) -> None:
    copies: dict[int, Goal] = {}
    for goal in Goal.objects.filter(document=old).order_by("level", "pk"):
        parent = copies.get(goal.parent_id or 0)
        made = _copy(goal, document=new, parent=parent, continues=goal, version=0)
        made.domains.set(goal.domains.all())
        made.services.set(goal.services.all())
        copies[goal.pk] = made
    for target in Target.objects.filter(goal__document=old).order_by("pk"):
        made_target = _copy(target, goal=copies[target.goal_id or 0], version=0)
        steps = TargetStep.objects.filter(target=target)
        TargetStep.objects.bulk_create(
            TargetStep(target=made_target, year=step.year, value=step.value)
            for step in steps
        )


def _copy(row: Any, **changes: Any) -> Any:
    """A new row with the columns of another one, some of them changed."""
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    columns.pop(row._meta.pk.attname)
    made = type(row)(**columns)
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made
