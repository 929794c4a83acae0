"""Submitting an application, replacing it, withdrawing it.

The transaction that answers "submitted" holds everything: number, moment, content,
trail and letter. PDF files are made afterwards, from what is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.domain.deadlines import Acceptance, Verdict
from miara.contest.domain.rules import SignatureKind
from miara.contest.domain.stages import moves
from miara.contest.errors.entry import (
    CallClosedError,
    IncompleteError,
    NotEligibleError,
    NotOpenYetError,
    PaperNotTakenError,
    UnsignedError,
    WrongStateError,
)
from miara.contest.letters.shared import address, send
from miara.contest.models import Edition, Entry, EntryPartner, EntryVersion
from miara.contest.permissions import can_write_entry
from miara.contest.queries.eligibility import BLOCKING, NEEDED, findings_of
from miara.contest.queries.entries import partners_of, sealed_content
from miara.contest.queries.signatures import needed_signatures
from miara.contest.queries.windows import acceptance_of
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires
from miara.questionnaires.public import Content, SummaryRole

__all__ = [
    "add_version",
    "keep_paper",
    "next_number",
    "present_content",
    "submit_entry",
    "withdraw_entry",
]

_States = Entry.State


@transaction.atomic
def submit_entry(
    *,
    entry: Entry,
    by: accounts.User,
    received_at: datetime,
    signed_on_paper: bool = False,
) -> EntryVersion:
    """Submit an application, or replace what was submitted, while the call is open.

    Parameters
    ----------
    signed_on_paper
        The applicant sends a signed paper original, where the edition takes paper;
        no electronic signature is asked for then.
    received_at
        When the request reached the server: the moment that counts.

    Returns
    -------
    EntryVersion
        What was received, with its hash; the application has its number.

    Raises
    ------
    NotAllowedError, WrongStateError, NotOpenYetError, CallClosedError
    IncompleteError
        With every problem of the form.
    NotEligibleError
        When a hard condition fails.
    UnsignedError
        When the edition wants signatures first and some are missing.
    """
    entry = locked_entry(entry)
    require(can_write_entry(by, entry, now=received_at))
    if entry.state not in {_States.DRAFT, _States.SUBMITTED}:
        raise WrongStateError(state=entry.get_state_display())
    _check_window(entry, received_at)
    content, partners = questionnaires.content_of(entry.sheet), partners_of(entry)
    text, sha256 = present_content(entry, content, partners)
    _check_complete(entry, content, partners)
    _choose_channel(entry, signed_on_paper=signed_on_paper)
    _check_signed(entry, sha256)
    is_first = not entry.number
    reason = EntryVersion.Reason
    if is_first:
        entry.number = next_number(entry.edition)
    entry.state = _States.SUBMITTED
    version = add_version(
        entry,
        content=content,
        text=text,
        sha256=sha256,
        reason=reason.SUBMISSION if is_first else reason.REPLACEMENT,
        by=by,
        received_at=received_at,
    )
    audit.record(
        "contest.entry_submitted",
        by=by,
        at=received_at,
        target=entry,
        parent=entry.edition,
        after={
            "number": entry.number,
            "version": version.position,
            "sha256": sha256,
        },
    )
    send(
        "contest.entry_submitted",
        edition=entry.edition,
        to=by,
        at=received_at,
        about=entry,
        number=entry.number,
        title=entry.title,
        when=_hour(received_at),
        sha256=sha256,
        link=address("contest:entry", entry.uid, language=by.language),
    )
    return version


@transaction.atomic
def withdraw_entry(
    *, entry: Entry, reason: str, by: accounts.User, now: datetime
) -> Entry:
    """Take an application out of the contest; what was written stays readable.

    Raises
    ------
    NotAllowedError, WrongStateError
    """
    entry = locked_entry(entry)
    require(can_write_entry(by, entry, now=now))
    if not any(move.code == "withdraw" for move in moves(entry.state)):
        raise WrongStateError(state=entry.get_state_display())
    before = entry.state
    entry.state, entry.state_reason = _States.WITHDRAWN, reason.strip()
    entry.save(update_fields=["state", "state_reason"])
    audit.record(
        "contest.entry_withdrawn",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before={"state": before},
        after={"state": entry.state},
    )
    return entry


def present_content(
    entry: Entry, content: Content, partners: Sequence[EntryPartner] | None = None
) -> tuple[str, str]:
    """Canonical text of an application as it stands, and its SHA-256.

    Parameters
    ----------
    partners
        `partners_of` the application, where they are known already.
    """
    text = questionnaires.canonical(sealed_content(entry, content, partners))
    return text, hashlib.sha256(text.encode()).hexdigest()


def add_version(
    entry: Entry,
    *,
    content: Content,
    text: str,
    sha256: str,
    reason: str,
    by: accounts.User,
    received_at: datetime,
) -> EntryVersion:
    """Store what was received and make it the latest; the caller locked the entry."""
    version = EntryVersion.objects.create(
        entry=entry,
        position=entry.versions.count() + 1 if entry.latest_id else 1,
        reason=reason,
        snapshot=text,
        sha256=sha256,
        received_at=received_at,
        submitted_by=by,
    )
    said = questionnaires.summary_of(content)
    entry.title = str(said.get(SummaryRole.TITLE, ""))[:300]
    entry.summary = str(said.get(SummaryRole.SUMMARY, ""))
    entry.latest, entry.submitted_at = version, received_at
    entry.save()
    refresh_conflicts(entry.edition, entries=[entry], now=received_at)
    return version


@transaction.atomic
def keep_paper(
    *, version: EntryVersion, field: str, content: bytes, name: str, now: datetime
) -> documents.StoredFile:
    """Keep a PDF made from a stored version, the receipt or the application.

    Of two made at once the first stays.

    Parameters
    ----------
    field
        ``receipt`` or ``pdf``.
    """
    held = EntryVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    kept: documents.StoredFile | None = getattr(held, field)
    if kept is None:
        kept = documents.keep_made(
            content=content, name=name, kind=documents.FileKind.PDF, by=None, now=now
        )
        # Not a change of what was received, so a closed file does not refuse it.
        EntryVersion.objects.filter(pk=held.pk).update(**{field: kept})
    setattr(version, field, kept)
    return kept


def _check_window(entry: Entry, received_at: datetime) -> None:
    acceptance = acceptance_of(entry, received_at)
    if acceptance is None:
        raise NotOpenYetError(when=_("a day not yet announced"))
    if acceptance.verdict is Verdict.NOT_OPEN_YET:
        raise NotOpenYetError(when=_hour(entry.edition.opens_at))
    if not acceptance:
        raise CallClosedError(when=_deadline(acceptance), received=_hour(received_at))


def _check_complete(
    entry: Entry, content: Content, partners: Sequence[EntryPartner]
) -> None:
    problems = questionnaires.problems_of_content(content)
    if problems:
        raise IncompleteError(problems)
    failed = [
        finding
        for finding in findings_of(entry, content, partners)
        if (finding.ok is False and finding.code in BLOCKING)
        or (finding.ok is None and finding.code in NEEDED)
    ]
    if failed:
        raise NotEligibleError(failed)


def _choose_channel(entry: Entry, *, signed_on_paper: bool) -> None:
    kinds = entry.edition.settings.signatures.kinds
    if signed_on_paper and SignatureKind.PAPER not in kinds:
        raise PaperNotTakenError
    channel = Entry.Channel
    entry.channel = channel.PAPER if signed_on_paper else channel.ELECTRONIC


def _check_signed(entry: Entry, sha256: str) -> None:
    if not entry.edition.settings.signatures.needed_before_deadline:
        return
    if entry.channel == Entry.Channel.PAPER:
        return
    missing = [row for row in needed_signatures(entry, sha256) if row.given is None]
    if missing:
        raise UnsignedError(missing)


def next_number(edition: Edition) -> str:
    """The next number of an edition, without gaps: the row is held until the end."""
    row = (
        Edition.objects.select_for_update(of=("self",))
        .only("year", "last_number", "archived_at")
        .get(pk=edition.pk)
    )
    row.last_number += 1
    row.save(update_fields=["last_number"])
    return f"{row.year}/{row.last_number:03d}"


def _deadline(acceptance: Acceptance) -> str:
    return _hour(acceptance.deadline.instant)


def _hour(moment: datetime | None) -> str:
    if moment is None:
        return _("a day not yet announced")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
