"""A file of resolutions: sent, looked at, taken over as a whole, or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.council.actions.guards import lock_register, require_planner
from miara.council.domain.differences import Change, Plan
from miara.council.domain.states import State
from miara.council.domain.table import Given
from miara.council.errors import (
    AlreadyTakenError,
    NothingToTakeError,
    RegisterChangedError,
    TableFaultyError,
)
from miara.council.models import Resolution, ResolutionIntake
from miara.council.queries.intake import VALUES, read_file, register_plan
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.organisations import public as organisations
from miara.strategy.public import Goal

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ACCEPTED", "LIMIT", "send_file", "take_over", "throw_away"]

ACCEPTED: Final = documents.SHEETS
LIMIT: Final = 5 * 1024 * 1024
_CHUNK: Final = 500


def send_file(
    unit_uid: str, *, content: bytes, name: str, by: User | None, now: datetime
) -> ResolutionIntake:
    """Keep a file as a draft that a person looks at before anything changes.

    The same bytes sent again while they wait give the draft that is there.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    BadFileError, FileInfectedError, ScannerUnreachableError
        From the check of what was sent.
    """
    require_planner(by, unit_uid)
    prepared = documents.prepare_file(
        content=content, name=name, accept=ACCEPTED, limit=LIMIT
    )
    with transaction.atomic():
        lock_register(unit_uid)
        same = ResolutionIntake.objects.filter(
            unit_uid=unit_uid,
            stored__sha256=prepared.sha256,
            state=ResolutionIntake.State.DRAFT,
        )
        if (found := same.first()) is not None:
            return found
        row = ResolutionIntake.objects.create(
            unit_uid=unit_uid,
            stored=documents.keep_prepared(prepared=prepared, by=by, now=now),
            name=name[-200:],
            sent_at=now,
            sent_by=by,
        )
        after = {"name": row.name}
        audit.record("council.file_sent", by=by, at=now, target=row, after=after)
        return row


@transaction.atomic
def take_over(
    intake: ResolutionIntake, *, digest: str, by: User | None, now: datetime
) -> Plan:
    """Put everything the file says on the register, or nothing.

    Parameters
    ----------
    digest
        Of the plan that the person looked at.

    Raises
    ------
    TableFaultyError
        When a cell is to be corrected.
    RegisterChangedError
        When the file would now do something else than what the person saw.
    NothingToTakeError
        When the register says all of it already.
    AlreadyTakenError
        When it was taken over or removed meanwhile.
    BadTableError
        When the file cannot be read as a whole.
    """
    require_planner(by, intake.unit_uid)
    lock_register(intake.unit_uid)
    row = _draft(intake)
    today = timezone.localdate(now)
    reading = read_file(documents.read_file(row.stored), row.unit_uid, today)
    plan = register_plan(reading, row.unit_uid)
    if plan.faults:
        raise TableFaultyError
    if plan.digest != digest:
        raise RegisterChangedError
    if plan.is_idle:
        raise NothingToTakeError
    _add(row.unit_uid, plan.added)
    _change(plan.changed, by=by, now=now)
    row.state, row.taken_at = ResolutionIntake.State.TAKEN, now
    row.added, row.changed = len(plan.added), len(plan.changed)
    row.save()
    after = {"name": row.name, "added": row.added, "changed": row.changed}
    audit.record("council.file_taken", by=by, at=now, target=row, after=after)
    return plan


@transaction.atomic
def throw_away(intake: ResolutionIntake, *, by: User | None, now: datetime) -> None:
    """Remove a file that waits; one that was taken over stays.

    Raises
    ------
    AlreadyTakenError
        When it was taken over or removed.
    """
    require_planner(by, intake.unit_uid)
    row = _draft(intake)
    after = {"name": row.name}
    audit.record("council.file_thrown_away", by=by, at=now, target=row, after=after)
    row.delete()


def _draft(intake: ResolutionIntake) -> ResolutionIntake:
    rows = ResolutionIntake.objects.select_for_update(of=("self",))
    row = rows.select_related("stored").filter(pk=intake.pk).first()
    if row is None or row.state != ResolutionIntake.State.DRAFT:
        raise AlreadyTakenError
    return row


def _add(unit_uid: str, rows: Iterable[Given]) -> None:
    made = []
    goals: list[tuple[int, ...]] = []
    for given in rows:
        plain = {name: given.values[name] for name in VALUES if name in given.values}
        row = Resolution(
            unit_uid=unit_uid,
            number=given.number,
            adopted_on=given.adopted_on,
            executor_id=given.values.get("executor"),
            **{"state": State.ADOPTED.value, **plain},
        )
        row.searched = row.words
        made.append(row)
        goals.append(given.values.get("goals", ()))
    Resolution.objects.bulk_create(made, batch_size=_CHUNK)
    link = Resolution.goals.through
    link.objects.bulk_create(
        [
            link(resolution_id=row.pk, goal_id=goal)
            for row, chosen in zip(made, goals, strict=True)
            for goal in chosen
        ],
        batch_size=_CHUNK,
    )


def _change(changes: Iterable[Change], *, by: User | None, now: datetime) -> None:
    wanted = {change.pk: change for change in changes}
    rows = Resolution.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    named = _Named(wanted.values())
    touched: set[str] = {"version", "searched"}
    found = list(rows)
    for row in found:
        change = wanted[row.pk]
        for name, value in change.after.items():
            if name == "goals":
                row.goals.set(value)
            else:
                touched.add(name)
                setattr(row, "executor_id" if name == "executor" else name, value)
        row.version += 1
        row.searched = row.words
        audit.record(
            "council.resolution_changed",
            by=by,
            at=now,
            target=row,
            before=named.told(change.before),
            after={"resolution": row.number, **named.told(change.after)},
        )
    Resolution.objects.bulk_update(found, sorted(touched), batch_size=_CHUNK)


class _Named:
    """Posts and goals of many changes by their names, for the trail; two queries."""

    def __init__(self, changes: Iterable[Change]) -> None:
        posts: set[int] = set()
        goals: set[int] = set()
        for change in changes:
            for values in (change.before, change.after):
                posts |= {values["executor"]} if values.get("executor") else set()
                goals |= set(values.get("goals") or ())
        self._posts = organisations.posts_by_id(posts)
        self._goals = {row.pk: row for row in Goal.objects.filter(pk__in=goals)}

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Plain values with names instead of numbers."""
        told = dict(values)
        if "executor" in told:
            post = self._posts.get(told["executor"])
            told["executor"] = post.title if post else None
        if "goals" in told:
            told["goals"] = sorted(str(self._goals[pk]) for pk in told["goals"] or ())
        return {name: cycle.plain(value) for name, value in told.items()}
