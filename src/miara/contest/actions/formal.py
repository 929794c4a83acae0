"""The formal check: checklist, decision, second pair of eyes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.actions.supplements import call_supplement
from miara.contest.domain.stages import moves
from miara.contest.errors.entry import WrongStateError
from miara.contest.errors.formal import (
    CheckClosedError,
    DeadlineInPastError,
    ReasonNeededError,
    SameEyesError,
)
from miara.contest.letters.entries import tell
from miara.contest.models import Entry, FormalCheck
from miara.contest.permissions import can_check, can_organise
from miara.contest.queries.formal import is_waiting
from miara.contest.queries.writing import DESCRIPTION

__all__ = [
    "confirm_check",
    "decide_check",
    "disqualify_entry",
    "grant_deadline",
    "return_check",
    "save_check",
]

_Verdict = FormalCheck.Verdict
_CHECKABLE = {Entry.State.SUBMITTED, Entry.State.SUPPLEMENTED}
#: State after a decision, and the move of the table it is.


@transaction.atomic
def save_check(
    *,
    entry: Entry,
    items: Mapping[str, Mapping[str, Any]],
    by: accounts.User,
    now: datetime,
) -> FormalCheck:
    """Write the checklist of the version submitted last; the first save begins a round.

    Parameters
    ----------
    items
        Code of a line to ``{"ok": bool or None, "note": text}``; other lines stay.

    Raises
    ------
    NotAllowedError, WrongStateError
    CheckClosedError
        When the round waits for the second pair of eyes.
    """
    entry = locked_entry(entry)
    require(can_check(by, entry.edition, now=now))
    check = _round(entry, by=by, now=now)
    known = {item.code for item in entry.edition.settings.formal.checklist}
    for code, item in items.items():
        if code in known:
            note = str(item.get("note", "")).strip()
            check.items[code] = {"ok": item.get("ok"), "note": note}
    check.save(update_fields=["items"])
    return check


@transaction.atomic
def decide_check(
    *,
    entry: Entry,
    verdict: str,
    reasons: str,
    due_at: datetime | None = None,
    fields: Collection[str] = (),
    by: accounts.User,
    now: datetime,
) -> FormalCheck:
    """Decide; without a second pair of eyes the decision takes effect at once.

    Parameters
    ----------
    verdict
        As `FormalCheck.Verdict`.
    reasons
        What the applicant reads; may be empty for acceptance only.
    due_at
        Deadline of a supplement.
    fields
        Codes of the fields that a supplement may change, `DESCRIPTION` among them for
        domain, applicant and partners; the whole application when there are none.

    Raises
    ------
    NotAllowedError, WrongStateError, CheckClosedError, ReasonNeededError
    DeadlineInPastError
        When a supplement has no deadline ahead.
    """
    entry = locked_entry(entry)
    require(can_check(by, entry.edition, now=now))
    check, verdict = _round(entry, by=by, now=now), _Verdict(verdict)
    if verdict != _Verdict.ACCEPT and not reasons.strip():
        raise ReasonNeededError
    if verdict == _Verdict.SUPPLEMENT and (due_at is None or due_at <= now):
        raise DeadlineInPastError
    check.verdict, check.reasons, check.decided_at = verdict, reasons.strip(), now
    check.started_by, check.returned_note = by, ""
    if verdict == _Verdict.SUPPLEMENT:
        check.supplement_due_at = due_at
    check.fields = _known_fields(entry, fields)
    check.save()
    audit.record(
        "contest.check_decided",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"verdict": verdict, "version": check.version.position},
    )
    if not entry.edition.settings.formal.second_pair_of_eyes:
        _take_effect(check, entry, by=by, now=now)
    return check


@transaction.atomic
def confirm_check(
    *, check: FormalCheck, by: accounts.User, now: datetime
) -> FormalCheck:
    """The second pair of eyes agrees: the decision takes effect.

    Raises
    ------
    NotAllowedError, CheckClosedError
    SameEyesError
        When it is the person who decided.
    DeadlineInPastError
        When the deadline of a supplement passed while the decision waited.
    """
    entry = locked_entry(check.entry)
    require(can_check(by, entry.edition, now=now))
    check = _waiting(check, entry)
    if check.started_by_id == by.pk:
        raise SameEyesError
    check.confirmed_at, check.confirmed_by = now, by
    check.save(update_fields=["confirmed_at", "confirmed_by"])
    _take_effect(check, entry, by=by, now=now)
    return check


@transaction.atomic
def return_check(
    *, check: FormalCheck, note: str, by: accounts.User, now: datetime
) -> FormalCheck:
    """The second pair of eyes disagrees: the decision is open again.

    Raises
    ------
    NotAllowedError, CheckClosedError, SameEyesError, ReasonNeededError
    """
    entry = locked_entry(check.entry)
    require(can_check(by, entry.edition, now=now))
    check = _waiting(check, entry)
    if check.started_by_id == by.pk:
        raise SameEyesError
    if not note.strip():
        raise ReasonNeededError
    before = check.verdict
    check.verdict, check.decided_at, check.returned_note = "", None, note.strip()
    check.supplement_due_at = None
    check.save()
    audit.record(
        "contest.check_returned",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"verdict": before},
    )
    return check


@transaction.atomic
def disqualify_entry(
    *, entry: Entry, reason: str, by: accounts.User, now: datetime
) -> Entry:
    """Exclude an application from the contest, with a reason the applicant reads.

    Raises
    ------
    NotAllowedError
        When the person does not lead the edition.
    WrongStateError, ReasonNeededError
    """
    entry = locked_entry(entry)
    require(can_organise(by, entry.edition, now=now))
    if not any(move.code == "disqualify" for move in moves(entry.state)):
        raise WrongStateError(state=entry.get_state_display())
    if not reason.strip():
        raise ReasonNeededError
    before = entry.state
    entry.state, entry.state_reason = Entry.State.DISQUALIFIED, reason.strip()
    entry.save(update_fields=["state", "state_reason"])
    audit.record(
        "contest.entry_disqualified",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"state": before},
        after={"state": entry.state},
    )
    tell("contest.entry_excluded", entry, at=now, reasons=reason.strip())
    return entry


@transaction.atomic
def grant_deadline(
    *, entry: Entry, until: datetime, reason: str, by: accounts.User, now: datetime
) -> Entry:
    """Let one application come in later than the others, with a reason for the file.

    Raises
    ------
    NotAllowedError, WrongStateError, ReasonNeededError, DeadlineInPastError
    """
    entry = locked_entry(entry)
    require(can_organise(by, entry.edition, now=now))
    if entry.state not in {Entry.State.DRAFT, Entry.State.SUBMITTED}:
        raise WrongStateError(state=entry.get_state_display())
    if not reason.strip():
        raise ReasonNeededError
    closes = entry.edition.closes_at
    if until <= now or (closes is not None and until <= closes):
        raise DeadlineInPastError
    before = entry.own_deadline
    entry.own_deadline, entry.own_deadline_reason = until, reason.strip()
    entry.save(update_fields=["own_deadline", "own_deadline_reason"])
    audit.record(
        "contest.deadline_granted",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"until": before and before.isoformat()},
        after={"until": until.isoformat()},
    )
    tell("contest.deadline_granted", entry, at=now, when=until)
    return entry


def _round(entry: Entry, *, by: accounts.User, now: datetime) -> FormalCheck:
    """The open round of the version submitted last, begun where there is none.

    A new round starts from the checklist of the one before.
    """
    if entry.state not in _CHECKABLE or entry.latest is None:
        raise WrongStateError(state=entry.get_state_display())
    last = entry.checks.order_by("-pk").first()
    if last is not None and last.version_id == entry.latest_id:
        if last.decided_at is None:
            return last
        if is_waiting(last, entry):
            raise CheckClosedError
    check = FormalCheck.objects.create(
        entry=entry,
        version=entry.latest,
        items=dict(last.items) if last else {},
        started_at=now,
        started_by=by,
    )
    audit.record(
        "contest.check_started",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"version": entry.latest.position},
    )
    return check


def _known_fields(entry: Entry, fields: Collection[str]) -> list[str]:
    """Those that the form has, in its order, domain and partners first."""
    known = [DESCRIPTION, *entry.sheet.version.definition.by_code]
    return [code for code in known if code in fields]


def _waiting(check: FormalCheck, entry: Entry) -> FormalCheck:
    """The present row of a decision that waits."""
    found = FormalCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if not is_waiting(found, entry):
        raise CheckClosedError
    return found


def _take_effect(
    check: FormalCheck, entry: Entry, *, by: accounts.User, now: datetime
) -> None:
    if check.verdict == _Verdict.SUPPLEMENT:
        call_supplement(check, entry, by=by, now=now)
        return
    accepted = check.verdict == _Verdict.ACCEPT
    entry.state = Entry.State.ACCEPTED if accepted else Entry.State.REJECTED
    kind = "contest.entry_accepted" if accepted else "contest.entry_rejected"
    entry.state_reason = check.reasons
    entry.save(update_fields=["state", "state_reason"])
    audit.record(
        kind,
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"state": entry.state},
    )
    tell(kind, entry, at=now, reasons=check.reasons or "–")
