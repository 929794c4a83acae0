"""Terms of a year: added, changed, done, dropped; absences of holders of posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle.actions.saving import apply_values
from miara.cycle.domain.changes import plain
from miara.cycle.errors import (
    NotAllowedError,
    ReasonMissingError,
    TermOverError,
    YearClosedError,
)
from miara.cycle.models import Absence, PlanYear, Term
from miara.cycle.permissions import can_plan

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "add_absence",
    "add_term",
    "change_term",
    "drop_term",
    "end_absence",
    "finish_term",
]


@transaction.atomic
def add_term(
    year: PlanYear, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Term:
    """Add a term of the unit's own.

    Raises
    ------
    YearClosedError
        When the year is closed.
    """
    _require_year(year, by)
    row = Term.objects.create(year=year, **values)
    audit.record(
        "cycle.term_added",
        by=by,
        at=now,
        target=row,
        parent=year,
        after={"name": row.name, "due_on": plain(row.due_on)},
    )
    return row


@transaction.atomic
def change_term(
    term: Term,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Change a term; what was done or dropped can still be described better.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    _require_year(term.year, by)
    before, after = apply_values(term, values, version=version)
    if after:
        audit.record(
            "cycle.term_changed",
            by=by,
            at=now,
            target=term,
            parent=term.year,
            before=before,
            after=after,
        )


@transaction.atomic
def finish_term(term: Term, *, note: str, by: User | None, now: datetime) -> None:
    """Say that it is done.

    Whoever holds its post, or stands in for it, may say so; the caller checks that.

    Raises
    ------
    TermOverError
        When it was done or dropped before.
    """
    row = _open_term(term)
    row.done_at, row.done_by, row.done_note = now, by, note.strip()
    row.version += 1
    row.save()
    after = {"name": row.name, "due_on": plain(row.due_on)}
    audit.record(
        "cycle.term_done", by=by, at=now, target=row, parent=row.year, after=after
    )


@transaction.atomic
def drop_term(term: Term, *, reason: str, by: User | None, now: datetime) -> None:
    """Say that it does not concern the unit this year, and why.

    Raises
    ------
    TermOverError
        When it was done or dropped before.
    ReasonMissingError
        Without a reason.
    """
    _require_year(term.year, by)
    row = _open_term(term)
    if not reason.strip():
        raise ReasonMissingError
    row.dropped_at, row.dropped_reason = now, reason.strip()
    row.version += 1
    row.save()
    after = {"name": row.name, "reason": row.dropped_reason}
    audit.record(
        "cycle.term_dropped", by=by, at=now, target=row, parent=row.year, after=after
    )


@transaction.atomic
def add_absence(
    unit_uid: str, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Absence:
    """Say that the holder of a post will be away, and who stands in."""
    _require(by, unit_uid)
    row = Absence.objects.create(**values)
    after = {"unit": unit_uid, **{k: plain(v) for k, v in values.items()}}
    audit.record("cycle.absence_added", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def end_absence(
    absence: Absence, unit_uid: str, *, by: User | None, now: datetime
) -> None:
    """Take an absence back: from now on nobody stands in."""
    _require(by, unit_uid)
    after = {"unit": unit_uid, "post": str(absence.post)}
    audit.record("cycle.absence_ended", by=by, at=now, target=absence, after=after)
    absence.delete()


def _open_term(term: Term) -> Term:
    row = (
        Term.objects.select_for_update(of=("self",))
        .select_related("year")
        .get(pk=term.pk)
    )
    if not row.year.is_open:
        raise YearClosedError(year=row.year.year)
    if row.done_at or row.dropped_at:
        raise TermOverError
    return row


def _require_year(year: PlanYear, by: User | None) -> None:
    _require(by, year.unit_uid)
    fresh = PlanYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
    if not fresh.is_open:
        raise YearClosedError(year=fresh.year)


def _require(by: User | None, unit_uid: str) -> None:
    if by is not None and not (decision := can_plan(by, unit_uid)):
        raise NotAllowedError(reason=decision.reason)
