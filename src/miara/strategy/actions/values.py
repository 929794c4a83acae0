"""The life of a value after it was handed over: checked, approved, published."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.errors import StateError
from miara.strategy.models import LocalValue
from miara.strategy.permissions import can_approve_value, require

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "accept_remarks",
    "approve_value",
    "facts_of",
    "lock_value",
    "publish_value",
    "return_value",
]

State = LocalValue.State


@transaction.atomic
def accept_remarks(
    row: LocalValue, *, reason: str, by: User | None, now: datetime
) -> LocalValue:
    """Say why a value with remarks is right: then it counts as checked."""
    row = lock_value(row, State.SUBMITTED, State.DRAFT)
    require(can_approve_value(by, row))
    if not reason.strip():
        raise cycle.ReasonMissingError
    row.state = State.CHECKED
    row.comment = "\n".join(filter(None, [row.comment, reason.strip()]))
    row.save(update_fields=["state", "comment"])
    audit.record(
        "strategy.value_checked",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after={**facts_of(row), "reason": reason.strip()},
    )
    return row


@transaction.atomic
def approve_value(row: LocalValue, *, by: User | None, now: datetime) -> LocalValue:
    """Approve a checked value; another person than who entered it, as a rule."""
    row = lock_value(row, State.CHECKED)
    require(can_approve_value(by, row))
    row.state, row.approved_at, row.approved_by = State.APPROVED, now, by
    row.save(update_fields=["state", "approved_at", "approved_by"])
    one_hand = cycle.is_one_hand(row.entered_by_id, by)
    audit.record(
        "strategy.value_approved",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after={**facts_of(row), "one_hand": one_hand},
    )
    return row


@transaction.atomic
def return_value(
    row: LocalValue, *, reason: str, by: User | None, now: datetime
) -> LocalValue:
    """Give a value back to who entered it, with a reason; nothing typed is lost."""
    row = lock_value(row, State.SUBMITTED, State.CHECKED, State.APPROVED)
    require(can_approve_value(by, row))
    if not reason.strip():
        raise cycle.ReasonMissingError
    row.state, row.approved_at, row.approved_by = State.DRAFT, None, None
    row.save(update_fields=["state", "approved_at", "approved_by"])
    audit.record(
        "strategy.value_returned",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after={**facts_of(row), "reason": reason.strip()},
    )
    return row


@transaction.atomic
def publish_value(row: LocalValue, *, by: User | None, now: datetime) -> LocalValue:
    """Make an approved value the one in force; the version before it is kept."""
    row = lock_value(row, State.APPROVED)
    require(can_approve_value(by, row))
    before = LocalValue.objects.filter(
        indicator=row.indicator, period=row.period, state=State.PUBLISHED
    )
    replaced = [str(value) for value in before.values_list("value", flat=True)]
    before.update(state=State.CORRECTED)
    row.state, row.published_at = State.PUBLISHED, now
    row.save(update_fields=["state", "published_at"])
    audit.record(
        "strategy.value_published",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        before={"value": replaced[0]} if replaced else None,
        after=facts_of(row),
    )
    return row


def lock_value(row: LocalValue, *states: str) -> LocalValue:
    """The stored version, locked.

    Raises
    ------
    StateError
        When it stands in none of the states.
    """
    rows = LocalValue.objects.select_for_update(of=("self",))
    row = rows.select_related("indicator").get(pk=row.pk)
    if row.state not in states:
        raise StateError(state=row.get_state_display())
    return row


def facts_of(row: LocalValue) -> dict[str, object]:
    """What the trail tells about a version."""
    return {
        "name": row.indicator.name,
        "period": row.period,
        "version": row.version,
        "value": None if row.value is None else str(row.value),
        "state": row.state,
    }
