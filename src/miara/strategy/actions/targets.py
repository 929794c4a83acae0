"""Targets of goals and services: set, changed, confirmed, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.errors import OtherUnitError
from miara.strategy.models import Goal, Service, Target, TargetStep
from miara.strategy.permissions import can_keep, require, require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_target", "change_target", "confirm_target", "remove_target"]

Steps = Mapping[int, Decimal]


@transaction.atomic
def add_target(
    aim: Goal | Service,
    values: Mapping[str, Any],
    *,
    steps: Steps,
    by: User | None,
    now: datetime,
) -> Target:
    """Set a target of a goal or of a service.

    Parameters
    ----------
    values
        By name of field; exactly one of ``national`` and ``local`` is told.
    steps
        Values on the way by year.
    """
    is_goal = isinstance(aim, Goal)
    unit_uid = aim.document.unit_uid if isinstance(aim, Goal) else aim.unit_uid
    require_planner(by, unit_uid)
    local = values.get("local")
    if local is not None and local.unit_uid != unit_uid:
        raise OtherUnitError
    place = {"goal": aim} if is_goal else {"service": aim}
    row = Target.objects.create(unit_uid=unit_uid, **place, **values)
    _write_steps(row, steps)
    audit.record(
        "strategy.target_added",
        by=by,
        at=now,
        target=row,
        after={"indicator": _indicator(row), "year": row.final_year},
    )
    return row


@transaction.atomic
def change_target(
    row: Target,
    values: Mapping[str, Any],
    *,
    steps: Steps,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a target and its path."""
    require_planner(by, row.unit_uid)
    before, after = cycle.apply_values(row, values, version=seen)
    old = {str(step.year): str(step.value.normalize()) for step in row.steps.all()}
    new = {str(year): str(value.normalize()) for year, value in steps.items()}
    if old != new:
        _write_steps(row, steps)
        before, after = {**before, "steps": old}, {**after, "steps": new}
    if after:
        audit.record(
            "strategy.target_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": _indicator(row)},
        )


@transaction.atomic
def confirm_target(row: Target, *, until: date, by: User | None, now: datetime) -> None:
    """Say that the target still holds; it is asked about again after a day."""
    require(can_keep(by, row.owner_id, row.unit_uid))
    Target.objects.filter(pk=row.pk).update(review_until=until)
    audit.record(
        "strategy.target_confirmed",
        by=by,
        at=now,
        target=row,
        after={"indicator": _indicator(row), "until": until},
    )


@transaction.atomic
def remove_target(row: Target, *, reason: str, by: User | None, now: datetime) -> None:
    """Remove a target; what it asked for stays in the trail, with the reason."""
    require_planner(by, row.unit_uid)
    if not reason.strip():
        raise cycle.ReasonMissingError
    audit.record(
        "strategy.target_removed",
        by=by,
        at=now,
        target=row,
        after={
            "indicator": _indicator(row),
            "year": row.final_year,
            "value": str(row.final_value),
            "reason": reason.strip(),
        },
    )
    row.delete()


def _write_steps(row: Target, steps: Steps) -> None:
    row.steps.all().delete()
    TargetStep.objects.bulk_create(
        TargetStep(target=row, year=year, value=value)
        for year, value in sorted(steps.items())
    )


def _indicator(row: Target) -> str:
    return row.national or (row.local.name if row.local else "")
