"""Erasing people of events that are over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from miara.attendance.domain.names import MAIL_OWNER
from miara.attendance.models import Desk, Guest, Mark, Registration
from miara.attendance.queries.desks import days_of
from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.questionnaires import public as questionnaires

__all__ = ["erase_due", "erasure_days"]


def erasure_days(desk: Desk) -> tuple[date, date] | None:
    """First days without special needs and without people; None without days."""
    days = days_of(desk.event)
    if not days:
        return None
    last = days[-1]
    return (
        last + timedelta(days=desk.needs_days + 1),
        last + timedelta(days=desk.keep_days + 1),
    )


def erase_due(*, now: datetime) -> dict[str, int]:
    """Erase what the offices set to be erased by now."""
    today = timezone.localdate(now)
    needs = people = 0
    for desk in Desk.objects.filter(erased_at=None).select_related("event"):
        days = erasure_days(desk)
        if days is None:
            continue
        if desk.needs_erased_at is None and today >= days[0]:
            needs += _erase_needs(desk, now)
        if today >= days[1]:
            people += _erase_people(desk, now)
    return {"needs": needs, "people": people}


@transaction.atomic
def _erase_needs(desk: Desk, now: datetime) -> int:
    """Personal answers of all registrations; the rest of the sheets stays."""
    desk = Desk.objects.lock(desk.pk)
    number = 0
    rows = desk.registrations.filter(sheet__isnull=False).select_related("sheet")
    for row in rows.order_by("pk"):
        number += bool(
            row.sheet
            and questionnaires.erase_personal(sheet=row.sheet, by=None, now=now)
        )
    desk.needs_erased_at = now
    desk.is_open = False
    desk.save(update_fields=["needs_erased_at", "is_open"])
    audit.record(
        "attendance.needs_erased",
        by=None,
        at=now,
        target=desk,
        parent=desk.event,
        after={"people": number},
    )
    return number


@transaction.atomic
def _erase_people(desk: Desk, now: datetime) -> int:
    """Names, addresses, answers, marks and letters; numbers stay."""
    desk = Desk.objects.lock(desk.pk)
    sheets = desk.registrations.filter(sheet__isnull=False)
    questionnaires.erase_sheets(list(sheets.values_list("sheet_id", flat=True)))
    Mark.objects.filter(guest__desk=desk).delete()
    number = Guest.objects.filter(desk=desk).update(name="", reason="")
    Registration.objects.filter(desk=desk).update(
        sender_email="", body="", key=None, erased_at=now
    )
    notifications.erase_of_owner(MAIL_OWNER, desk.event.uid, now=now)
    desk.erased_at, desk.is_open = now, False
    desk.save(update_fields=["erased_at", "is_open"])
    audit.record(
        "attendance.people_erased",
        by=None,
        at=now,
        target=desk,
        parent=desk.event,
        after={"people": number},
    )
    return number
