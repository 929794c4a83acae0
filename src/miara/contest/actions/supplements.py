"""Calls for supplements: asked, answered, reminded of, expired."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.actions.submission import add_version, present_content
from miara.contest.errors.entry import IncompleteError, WrongStateError
from miara.contest.errors.formal import (
    DeadlineInPastError,
    ReasonNeededError,
    SupplementLateError,
)
from miara.contest.letters.entries import tell
from miara.contest.models import Entry, EntryVersion, FormalCheck, SupplementCall
from miara.contest.permissions import can_write_entry
from miara.contest.queries.versions import snapshot_data
from miara.contest.queries.writing import DESCRIPTION, hour_text, open_supplement
from miara.questionnaires import public as questionnaires

__all__ = [
    "answer_supplement",
    "call_supplement",
    "expire_supplements",
    "remind_supplements",
]

REMINDED_BEFORE = timedelta(days=2)
BATCH = 200


def call_supplement(
    check: FormalCheck, entry: Entry, *, by: accounts.User, now: datetime
) -> SupplementCall:
    """Ask for what is missing; the caller holds the application and has the right.

    Raises
    ------
    DeadlineInPastError
    """
    due_at = check.supplement_due_at
    if due_at is None or due_at <= now:
        raise DeadlineInPastError
    call = SupplementCall.objects.create(
        check_round=check,
        entry=entry,
        items=check.reasons,
        fields=_opened(check, entry, now=now) if check.fields else [],
        asked_at=now,
        due_at=due_at,
    )
    entry.state, entry.state_reason = Entry.State.SUPPLEMENT, check.reasons
    entry.save(update_fields=["state", "state_reason"])
    audit.record(
        "contest.supplement_called",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"due": due_at.isoformat(), "fields": call.fields},
    )
    tell("contest.supplement_called", entry, at=now, reasons=check.reasons, when=due_at)
    return call


@transaction.atomic
def answer_supplement(
    *, entry: Entry, answer: str, by: accounts.User, received_at: datetime
) -> EntryVersion:
    """Send the supplemented application with a word about what was changed.

    Parameters
    ----------
    received_at
        When the request reached the server: the moment that counts.

    Raises
    ------
    NotAllowedError, WrongStateError, ReasonNeededError, IncompleteError
    SupplementLateError
        After the deadline of the call.
    """
    entry = locked_entry(entry)
    require(can_write_entry(by, entry, now=received_at))
    call = open_supplement(entry)
    if entry.state != Entry.State.SUPPLEMENT or call is None:
        raise WrongStateError(state=entry.get_state_display())
    if received_at > call.due_at:
        raise SupplementLateError(
            when=hour_text(call.due_at), received=hour_text(received_at)
        )
    if not answer.strip():
        raise ReasonNeededError
    content = questionnaires.content_of(entry.sheet)
    if problems := questionnaires.problems_of_content(content):
        raise IncompleteError(problems)
    text, sha256 = present_content(entry, content)
    entry.state = Entry.State.SUPPLEMENTED
    version = add_version(
        entry,
        content=content,
        text=text,
        sha256=sha256,
        reason=EntryVersion.Reason.SUPPLEMENT,
        by=by,
        received_at=received_at,
    )
    call.answered_at, call.answered_by = received_at, by
    call.answer, call.version = answer.strip(), version
    call.save()
    audit.record(
        "contest.supplement_received",
        by=by,
        at=received_at,
        target=entry,
        parent=entry.edition,
        after={"version": version.position, "sha256": sha256},
    )
    tell(
        "contest.supplement_received",
        entry,
        at=received_at,
        when=received_at,
        sha256=sha256,
    )
    return version


def remind_supplements(now: datetime) -> int:
    """Remind of calls that end soon; each once. Safe to repeat.

    Returns
    -------
    int
        How many were reminded of.
    """
    soon = SupplementCall.objects.filter(
        answered_at=None,
        expired_at=None,
        reminded_at=None,
        due_at__gt=now,
        due_at__lte=now + REMINDED_BEFORE,
        asked_at__lte=now - timedelta(days=1),
    )
    return sum(_remind(pk, now) for pk in _keys(soon))


def expire_supplements(now: datetime) -> int:
    """Give applications back to the office when nobody answered in time.

    Returns
    -------
    int
        How many calls expired.
    """
    over = SupplementCall.objects.filter(
        answered_at=None, expired_at=None, due_at__lt=now
    )
    return sum(_expire(pk, now) for pk in _keys(over))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    call, entry = _held(pk)
    if call.reminded_at or call.answered_at or entry.state != Entry.State.SUPPLEMENT:
        return False
    call.reminded_at = now
    call.save(update_fields=["reminded_at"])
    tell(
        "contest.supplement_due",
        entry,
        at=now,
        when=call.due_at,
        reasons=call.items,
    )
    return True


@transaction.atomic
def _expire(pk: int, now: datetime) -> bool:
    call, entry = _held(pk)
    if call.expired_at or call.answered_at:
        return False
    call.expired_at = now
    call.save(update_fields=["expired_at"])
    if entry.state != Entry.State.SUPPLEMENT:
        return False  # withdrawn or excluded meanwhile
    entry.state = Entry.State.SUPPLEMENTED
    entry.save(update_fields=["state"])
    audit.record(
        "contest.supplement_expired",
        by=None,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"due": call.due_at.isoformat()},
    )
    tell("contest.supplement_expired", entry, at=now, when=call.due_at)
    return True


def _opened(check: FormalCheck, entry: Entry, *, now: datetime) -> list[str]:
    """The fields asked about, and those without which an answer could not be sent.

    All others say again what was submitted: what was typed since and never sent is no
    supplement and stays in the history of the form.
    """
    definition = entry.sheet.version.definition
    opened = set(check.fields)
    while more := {
        field.code
        for field in definition.all_fields()
        if field.condition is not None
        and field.condition.field in opened
        and field.code not in opened
    }:
        opened |= more
    questionnaires.restore(
        sheet=entry.sheet,
        content=snapshot_data(check.version)["application"],
        fields=[code for code in definition.by_code if code not in opened],
        by=None,
        now=now,
    )
    content = questionnaires.content_of(entry.sheet)
    lacking = questionnaires.problems_of_content(content)
    opened |= {problem.field for problem in lacking}
    return [code for code in (DESCRIPTION, *definition.by_code) if code in opened]


def _held(pk: int) -> tuple[SupplementCall, Entry]:
    """A call and its application, the application locked first as everywhere."""
    found = SupplementCall.objects.select_related("entry").get(pk=pk)
    entry = locked_entry(found.entry)
    return SupplementCall.objects.get(pk=pk), entry


def _keys(rows: object) -> list[int]:
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])  # type: ignore[attr-defined]
