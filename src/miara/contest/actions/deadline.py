"""Moving the deadline of an announced call: later only, with a reason, for all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.deadlines import Extension as Later
from miara.contest.domain.deadlines import refusal_to_extend
from miara.contest.errors.setup import ExtensionRefusedError, NoCallError
from miara.contest.letters.shared import address, send
from miara.contest.models import Edition, Entry, Extension
from miara.contest.permissions import can_organise
from miara.contest.queries.people import people_of_drafts
from miara.contest.queries.windows import deadline_of, window_of
from miara.core.localized import Localized

__all__ = ["extend_deadline"]


@transaction.atomic
def extend_deadline(
    *,
    edition: Edition,
    to_at: datetime,
    reason: Localized,
    by: accounts.User,
    now: datetime,
) -> Extension:
    """Move the deadline and tell everybody who writes an application.

    The day of the announcement, and with it the time since implementation, stays. The
    letters go to authors of drafts and to editors of their units.

    Parameters
    ----------
    reason
        In both languages; published.

    Raises
    ------
    NotAllowedError
    NoCallError
        When no call is announced.
    ExtensionRefusedError
        When the moment is not later, has passed, or the reason is missing.
    """
    locked = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("contest__owner")
        .get(pk=edition.pk)
    )
    require(can_organise(by, locked, now=now))
    window = window_of(locked)
    if window is None or locked.published_at is None or locked.closes_at is None:
        raise NoCallError
    both = reason.pl.strip() if reason.en.strip() else ""
    later = Later(deadline_of(to_at, locked.settings.zone), now, both)
    if (refused := refusal_to_extend(window, later)) is not None:
        raise ExtensionRefusedError(refused)
    row = Extension.objects.create(
        edition=locked,
        from_at=locked.closes_at,
        to_at=to_at,
        reason=reason,
        announced_at=now,
        announced_by=by,
    )
    locked.closes_at = to_at
    locked.save(update_fields=["closes_at"])
    audit.record(
        "contest.deadline_extended",
        by=by,
        at=now,
        target=row,
        parent=locked,
        before={"closes_at": row.from_at.isoformat()},
        after={"closes_at": to_at.isoformat(), "reason": reason.pl},
    )
    _tell(locked, row, now)
    return row


def _tell(edition: Edition, row: Extension, now: datetime) -> None:
    drafts = Entry.objects.filter(edition=edition, state=Entry.State.DRAFT)
    place = (edition.contest.code, edition.slug)
    for person in people_of_drafts(drafts, now=now):
        language = person.language
        with override(language):
            when = deadline_words(row.to_at, edition.settings.zone)
        send(
            "contest.deadline_extended",
            edition=edition,
            to=person,
            at=now,
            when=when,
            reasons=Localized.of(row.reason).in_language(language),
            link=address("contest:edition", *place, language=language),
        )


def deadline_words(moment: datetime, zone: str) -> str:
    """A deadline for a letter, in the active language."""
    return date_format(moment.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT")
