"""The data checklist, and experience written for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.rollout.errors import NotStartedError
from miara.rollout.models import DataAnswer, Experience, Rollout
from miara.rollout.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["save_answers", "save_experience"]


@transaction.atomic
def save_answers(
    rollout: Rollout,
    answers: Mapping[str, tuple[str, str]],
    *,
    by: User | None,
    now: datetime,
) -> None:
    """Say where data stand: state and note by item; equal answers change nothing."""
    require_planner(by, rollout.unit_uid)
    row = Rollout.objects.select_for_update(of=("self",)).get(pk=rollout.pk)
    have = {answer.item: answer for answer in row.answers.all()}
    changed = []
    for item, (state, note) in answers.items():
        known = have.get(item)
        if known is None and state == DataAnswer.State.UNKNOWN and not note:
            continue
        if known is not None and (known.state, known.note) == (state, note):
            continue
        DataAnswer.objects.update_or_create(
            rollout=row, item=item, defaults={"state": state, "note": note}
        )
        changed.append(item)
    if changed:
        after = {"items": ", ".join(changed)}
        audit.record("rollout.data_answered", by=by, at=now, target=row, after=after)


@transaction.atomic
def save_experience(
    unit_uid: str,
    values: Mapping[str, Any],
    *,
    is_shown: bool,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> Experience:
    """Write down what helped and what did not, and whether others may read it.

    Raises
    ------
    NotStartedError
        When the unit has not begun.
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    require_planner(by, unit_uid)
    rollout = Rollout.objects.filter(unit_uid=unit_uid).first()
    if rollout is None:
        raise NotStartedError
    row, is_new = Experience.objects.get_or_create(
        unit_uid=unit_uid,
        defaults={
            **values,
            "pack": rollout.pack,
            "written_at": now,
            "written_by": by,
        },
    )
    facts = {**values, "pack": rollout.pack, "written_at": now, "written_by": by}
    was_shown = row.consented_at is not None
    if not is_new or is_shown:
        facts["consented_at"] = (row.consented_at or now) if is_shown else None
        version = None if is_new else seen
        cycle.apply_values(row, facts, version=version)
    audit.record("rollout.experience_saved", by=by, at=now, target=row)
    if is_shown and not was_shown:
        audit.record("rollout.experience_shown", by=by, at=now, target=row)
    elif was_shown and not is_shown:
        audit.record("rollout.experience_hidden", by=by, at=now, target=row)
    return row
