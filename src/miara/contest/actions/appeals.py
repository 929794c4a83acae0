"""Appeals against a rejection, where the edition allows them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.errors.formal import (
    CheckClosedError,
    NoAppealError,
    ReasonNeededError,
    SameEyesError,
)
from miara.contest.letters.entries import tell
from miara.contest.models import Appeal, Entry, FormalCheck
from miara.contest.permissions import can_organise, can_write_entry
from miara.contest.queries.formal import appeal_until, rejection_of

__all__ = ["decide_appeal", "file_appeal"]


@transaction.atomic
def file_appeal(
    *, entry: Entry, text: str, by: accounts.User, received_at: datetime
) -> Appeal:
    """Appeal against a rejection, once, within the days of the edition.

    Raises
    ------
    NotAllowedError, NoAppealError, ReasonNeededError
    """
    entry = locked_entry(entry)
    require(can_write_entry(by, entry, now=received_at))
    check = rejection_of(entry)
    if not entry.edition.settings.formal.appeals:
        raise NoAppealError(why=_("the rules of the edition do not know it"))
    if check is None:
        raise NoAppealError(why=_("the application was not rejected"))
    if entry.appeals.exists():
        raise NoAppealError(why=_("it was filed already"))
    if received_at > appeal_until(entry, check):
        raise NoAppealError(why=_("its deadline has passed"))
    if not text.strip():
        raise ReasonNeededError
    appeal = Appeal.objects.create(
        entry=entry,
        check_round=check,
        text=text.strip(),
        filed_at=received_at,
        filed_by=by,
    )
    audit.record(
        "contest.appeal_filed",
        by=by,
        at=received_at,
        target=entry,
        parent=entry.edition,
    )
    return appeal


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, is_upheld: bool, answer: str, by: accounts.User, now: datetime
) -> Appeal:
    """Answer an appeal; one that is upheld brings the application back.

    Raises
    ------
    NotAllowedError, ReasonNeededError
    CheckClosedError
        When it was decided already.
    SameEyesError
        When the person decided or confirmed the rejection.
    """
    entry = locked_entry(appeal.entry)
    require(can_organise(by, entry.edition, now=now))
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    check: FormalCheck = appeal.check_round
    if appeal.decided_at is not None or entry.state != Entry.State.REJECTED:
        raise CheckClosedError
    if by.pk in {check.started_by_id, check.confirmed_by_id}:
        raise SameEyesError
    if not answer.strip():
        raise ReasonNeededError
    appeal.is_upheld, appeal.answer = is_upheld, answer.strip()
    appeal.decided_at, appeal.decided_by = now, by
    appeal.save()
    if is_upheld:
        entry.state, entry.state_reason = Entry.State.ACCEPTED, answer.strip()
        entry.save(update_fields=["state", "state_reason"])
    audit.record(
        "contest.appeal_decided",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"upheld": is_upheld, "state": entry.state},
    )
    tell("contest.appeal_decided", entry, at=now, reasons=appeal.answer)
    return appeal
