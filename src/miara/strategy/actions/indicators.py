"""Local indicators: described, changed, confirmed, ended, their breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cube.periods import Period
from miara.cycle import public as cycle
from miara.strategy.errors import CodeTakenError
from miara.strategy.models import LocalBreak, LocalIndicator
from miara.strategy.permissions import can_keep, require, require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_break", "add_indicator", "change_indicator", "confirm_indicator"]


@transaction.atomic
def add_indicator(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> LocalIndicator:
    """Describe an indicator that the unit measures itself.

    Raises
    ------
    CodeTakenError
        When the unit has an indicator of that symbol.
    """
    require_planner(by, unit_uid)
    _free_code(unit_uid, values["code"])
    row = LocalIndicator.objects.create(unit_uid=unit_uid, **values)
    audit.record(
        "strategy.indicator_added", by=by, at=now, target=row, after={"name": row.name}
    )
    return row


@transaction.atomic
def change_indicator(
    row: LocalIndicator,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change the description; values stay as they are."""
    require_planner(by, row.unit_uid)
    _free_code(row.unit_uid, values.get("code", row.code), but=row)
    before, after = cycle.apply_values(row, values, version=seen)
    if after:
        audit.record(
            "strategy.indicator_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={**after, "of": row.name},
        )


@transaction.atomic
def confirm_indicator(
    row: LocalIndicator, *, until: date, by: User | None, now: datetime
) -> None:
    """Say that the indicator is still needed; it is asked about again after a day."""
    require(can_keep(by, row.owner_id, row.unit_uid))
    LocalIndicator.objects.filter(pk=row.pk).update(review_until=until)
    audit.record(
        "strategy.indicator_confirmed",
        by=by,
        at=now,
        target=row,
        after={"name": row.name, "until": until},
    )


@transaction.atomic
def add_break(
    row: LocalIndicator, *, period: str, reason: str, by: User | None, now: datetime
) -> LocalBreak:
    """Say that numbers from a period on cannot be compared with earlier ones.

    Raises
    ------
    ValueError
        When the text is no period.
    ReasonMissingError
        When no reason is told.
    """
    require_planner(by, row.unit_uid)
    if not reason.strip():
        raise cycle.ReasonMissingError
    made, _new = LocalBreak.objects.update_or_create(
        indicator=row,
        period=Period.parse(period).label,
        defaults={"reason": reason.strip()},
    )
    audit.record(
        "strategy.break_added",
        by=by,
        at=now,
        target=row,
        after={"name": row.name, "period": made.period, "reason": made.reason},
    )
    return made


def _free_code(unit_uid: str, code: str, but: LocalIndicator | None = None) -> None:
    rows = LocalIndicator.objects.filter(unit_uid=unit_uid, code=code)
    if any(row.pk != (but and but.pk) for row in rows):
        raise CodeTakenError(code=code)
