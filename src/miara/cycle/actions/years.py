"""Opening and closing years, and settings of the cycle."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.cycle.domain.calendars import Calendar
from miara.cycle.domain.changes import differences
from miara.cycle.errors import (
    NotAllowedError,
    ReasonMissingError,
    YearClosedError,
    YearExistsError,
)
from miara.cycle.models import CycleSettings, PlanYear, Term
from miara.cycle.permissions import can_plan

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "change_settings",
    "close_year",
    "open_year",
    "renew_feed_key",
    "reopen_year",
    "require_open",
]


@transaction.atomic
def open_year(
    unit_uid: str,
    year: int,
    calendar: Calendar | None,
    *,
    by: User | None,
    now: datetime,
) -> PlanYear:
    """Open a year and make its terms from a calendar; without one it has none yet.

    Raises
    ------
    YearExistsError
        When it was opened before.
    NotAllowedError
        When the person does not plan in the unit.
    """
    _require(by, unit_uid)
    row, is_new = PlanYear.objects.get_or_create(
        unit_uid=unit_uid,
        year=year,
        defaults={
            "calendar": calendar.code if calendar else "",
            "opened_at": now,
            "opened_by": by,
        },
    )
    if not is_new:
        raise YearExistsError(year=year)
    terms = _terms(row, calendar) if calendar else []
    Term.objects.bulk_create(terms)
    after = {"year": year, "calendar": row.calendar, "terms": len(terms)}
    audit.record("cycle.year_opened", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def close_year(year: PlanYear, *, reason: str, by: User | None, now: datetime) -> None:
    """Close a year: from now on it takes no changes.

    Raises
    ------
    YearClosedError
        When it is closed already.
    ReasonMissingError
        Without a reason.
    """
    row = _locked(year, by)
    if not row.is_open:
        raise YearClosedError(year=row.year)
    row.closed_at, row.closed_by, row.close_reason = now, by, _reason(reason)
    row.save(update_fields=["closed_at", "closed_by", "close_reason"])
    after = {"year": row.year, "reason": row.close_reason}
    audit.record("cycle.year_closed", by=by, at=now, target=row, after=after)


@transaction.atomic
def reopen_year(year: PlanYear, *, reason: str, by: User | None, now: datetime) -> None:
    """Open a closed year again; an open one stays as it is.

    Raises
    ------
    ReasonMissingError
        Without a reason.
    """
    row = _locked(year, by)
    if row.is_open:
        return
    row.closed_at, row.closed_by, row.close_reason = None, None, ""
    row.reopened_at, row.reopen_reason = now, _reason(reason)
    row.save()
    after = {"year": row.year, "reason": row.reopen_reason}
    audit.record("cycle.year_reopened", by=by, at=now, target=row, after=after)


@transaction.atomic
def change_settings(
    unit_uid: str, values: dict[str, Any], *, by: User | None, now: datetime
) -> CycleSettings:
    """Choose between one hand and two, reminders and their day."""
    _require(by, unit_uid)
    row, _made = CycleSettings.objects.select_for_update().get_or_create(
        unit_uid=unit_uid
    )
    before, after = differences({name: getattr(row, name) for name in values}, values)
    if after:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        audit.record(
            "cycle.settings_changed",
            by=by,
            at=now,
            target=row,
            before=before,
            after={"unit": unit_uid, **after},
        )
    return row


@transaction.atomic
def renew_feed_key(unit_uid: str, *, by: User | None, now: datetime) -> str:
    """Give the calendar feed a new address; the former one stops working."""
    _require(by, unit_uid)
    row, _made = CycleSettings.objects.select_for_update().get_or_create(
        unit_uid=unit_uid
    )
    row.feed_key = secrets.token_urlsafe()
    row.save(update_fields=["feed_key"])
    audit.record(
        "cycle.feed_renewed", by=by, at=now, target=row, after={"unit": unit_uid}
    )
    return row.feed_key


def require_open(unit_uid: str, year: int) -> None:
    """Refuse to change what belongs to a closed year; for use inside a transaction.

    Raises
    ------
    YearClosedError
        When the unit closed it.
    """
    # Locked, so that the year is not closed between this look and the change.
    row = PlanYear.objects.select_for_update().filter(unit_uid=unit_uid, year=year)
    if (found := row.first()) is not None and not found.is_open:
        raise YearClosedError(year=year)


def _terms(row: PlanYear, calendar: Calendar) -> list[Term]:
    made = []
    for due in calendar.due_days(row.year):
        step = calendar.step(due.code)
        made.append(
            Term(
                year=row,
                code=due.code,
                quarter=due.quarter,
                name=step.name.pl,
                due_on=due.on,
                who=step.who,
                basis=str(step.basis),
                source=step.source,
                is_verified=step.verified,
                checked_on=step.checked_on,
            )
        )
    return made


def _locked(year: PlanYear, by: User | None) -> PlanYear:
    row = PlanYear.objects.select_for_update(of=("self",)).get(pk=year.pk)
    _require(by, row.unit_uid)
    return row


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissingError
    return text.strip()


def _require(by: User | None, unit_uid: str) -> None:
    if by is not None and not (decision := can_plan(by, unit_uid)):
        raise NotAllowedError(reason=decision.reason)
