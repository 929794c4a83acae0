"""What a unit shows on pages for residents and councillors: an act of who plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.reports.models import PublicBoard

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["set_board"]


@transaction.atomic
def set_board(
    unit_uid: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> PublicBoard:
    """Keep the choices of a unit; nothing is written when they are the same.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    if by is not None and not (decision := cycle.can_plan(by, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
    row, _made = PublicBoard.objects.get_or_create(unit_uid=unit_uid)
    before, after = cycle.apply_values(row, values, version=version)
    if after:
        audit.record(
            "reports.board_set", by=by, at=now, target=row, before=before, after=after
        )
    return row
