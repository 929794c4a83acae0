"""Resolutions: entered, changed, carried out, taken off; words for their states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.council.actions.guards import lock_register, require_actor, require_planner
from miara.council.errors import ResolutionExistsError
from miara.council.models import Resolution, ResolutionNote
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "change_resolution",
    "change_words",
    "create_resolution",
    "note_execution",
    "remove_resolution",
]


@transaction.atomic
def create_resolution(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Resolution:
    """Put a resolution on the register.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    ResolutionExistsError
        When one with its number and day is there.
    """
    require_planner(by, unit_uid)
    lock_register(unit_uid)
    _require_free(unit_uid, values["number"], values["adopted_on"])
    plain = {name: value for name, value in values.items() if name != "goals"}
    row = Resolution.objects.create(unit_uid=unit_uid, **plain)
    row.goals.set(values.get("goals", []))
    after = {"number": row.number, "day": cycle.plain(row.adopted_on)}
    audit.record("council.resolution_entered", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def change_resolution(
    row: Resolution,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Describe a resolution anew.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    ResolutionExistsError
        When another one has its number and day.
    """
    require_planner(by, row.unit_uid)
    lock_register(row.unit_uid)
    number = values.get("number", row.number)
    day = values.get("adopted_on", row.adopted_on)
    _require_free(row.unit_uid, number, day, but=row.pk)
    before, after = cycle.apply_values(row, values, version=version)
    if after:
        audit.record(
            "council.resolution_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={"resolution": row.number, **after},
        )


@transaction.atomic
def note_execution(
    row: Resolution,
    *,
    noted_on: date,
    state: str,
    text: str,
    by: User | None,
    now: datetime,
) -> ResolutionNote:
    """Say what was done about a resolution and where it stands now.

    Whoever plans may say so, and whoever acts for the post that executes it.

    Raises
    ------
    NotAllowedError
        When it is neither.
    """
    require_actor(by, row.executor_id, row.unit_uid)
    stored = Resolution.objects.select_for_update(of=("self",)).get(pk=row.pk)
    note = ResolutionNote.objects.create(
        resolution=stored, noted_on=noted_on, state=state, text=text, made_by=by
    )
    before = {"state": stored.state}
    if stored.state != state:
        stored.state = state
        stored.version += 1
        stored.save()
    audit.record(
        "council.execution_noted",
        by=by,
        at=now,
        target=stored,
        before=before,
        after={"resolution": stored.number, "state": state},
    )
    return note


@transaction.atomic
def remove_resolution(
    row: Resolution, *, reason: str, by: User | None, now: datetime
) -> None:
    """Take a resolution entered by mistake off the register, with its notes.

    Raises
    ------
    ReasonMissingError
        Without a reason.
    """
    require_planner(by, row.unit_uid)
    if not reason.strip():
        raise cycle.ReasonMissingError
    after = {
        "number": row.number,
        "day": cycle.plain(row.adopted_on),
        "reason": reason.strip(),
    }
    audit.record("council.resolution_removed", by=by, at=now, target=row, after=after)
    row.delete()


@transaction.atomic
def change_words(
    unit_uid: str,
    words: Mapping[str, str],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Choose how the unit calls states of resolutions.

    Parameters
    ----------
    words
        By code; an empty one brings the common word back.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved other words meanwhile.
    """
    require_planner(by, unit_uid)
    row = lock_register(unit_uid)
    chosen = {code: word for code, word in words.items() if word}
    before, after = cycle.apply_values(row, {"words": chosen}, version=version)
    if after:
        audit.record(
            "council.words_changed",
            by=by,
            at=now,
            target=row,
            before=before["words"],
            after=after["words"],
        )


def _require_free(
    unit_uid: str, number: str, day: date, *, but: int | None = None
) -> None:
    same = Resolution.objects.filter(unit_uid=unit_uid, number=number, adopted_on=day)
    if but is not None:
        same = same.exclude(pk=but)
    if same.exists():
        raise ResolutionExistsError(number=number)
