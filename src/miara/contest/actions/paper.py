"""Applications on paper: originals registered, whole ones copied by the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import (
    PartnerRow,
    locked_entry,
    place_entry,
    set_partners,
    told_of,
)
from miara.contest.actions.guards import require
from miara.contest.actions.submission import add_version, next_number, present_content
from miara.contest.errors.entry import (
    IncompleteError,
    NoFormError,
    UnknownUnitError,
    WrongStateError,
)
from miara.contest.errors.formal import PaperWrongError
from miara.contest.models import (
    DomainArea,
    Edition,
    Entry,
    EntrySignature,
    EntryVersion,
    PaperCopy,
)
from miara.contest.permissions import can_check
from miara.contest.queries.signatures import needed_signatures
from miara.contest.roles import ENTRY
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires
from miara.units import public as units

__all__ = ["copy_from_paper", "describe_copy", "register_paper", "submit_copy"]

_MEGABYTE = 1_000_000
#: Signs of a printed hash that tell it from every other one.
SHORTEST = 12


def register_paper(
    *,
    entry: Entry,
    posted_on: date | None,
    received_on: date,
    printed_sha256: str = "",
    letter_number: str = "",
    note: str = "",
    signed: bool = True,
    scan: BinaryIO | None = None,
    scan_name: str = "",
    by: accounts.User,
    now: datetime,
) -> PaperCopy:
    """Write down that a paper original came, and whether it equals what was sent.

    The hash printed on it is compared with the version submitted last; the beginning
    of it, at least 12 signs, is enough. Where it agrees and the paper is signed, the
    signatures that the edition asks for are taken as given on paper.

    Raises
    ------
    NotAllowedError
    PaperWrongError
        When the dates contradict each other.
    miara.documents.public.DocumentsError
        When the scan cannot be taken.
    """
    require(can_check(by, entry.edition, now=now))
    if posted_on is not None and posted_on > received_on:
        raise PaperWrongError
    kept = None
    if scan is not None:
        kept = documents.keep_file(
            content=scan,
            name=scan_name,
            accept=documents.DOCUMENTS | documents.PICTURES,
            limit=entry.edition.settings.attachment_limit_mb * _MEGABYTE,
            by=by,
            now=now,
        )
    return _register(
        PaperCopy(
            posted_on=posted_on,
            received_on=received_on,
            printed_sha256=printed_sha256.strip().lower()[:64],
            letter_number=letter_number.strip(),
            note=note.strip(),
            scan=kept,
            registered_at=now,
            registered_by=by,
        ),
        entry,
        signed=signed,
        by=by,
        now=now,
    )


@transaction.atomic
def copy_from_paper(
    *,
    edition: Edition,
    unit_code: str,
    domain: DomainArea | None,
    posted_on: date | None,
    received_on: date,
    letter_number: str = "",
    partners: Sequence[PartnerRow] = (),
    by: accounts.User,
    now: datetime,
) -> Entry:
    """Begin to copy an application that came on paper alone; the office writes it.

    Partners named on the paper count for the group and for conflicts of interest as
    those of any other application.

    Raises
    ------
    NotAllowedError, UnknownUnitError, NoFormError, PaperWrongError
    """
    require(can_check(by, edition, now=now))
    unit = units.unit_by_code(unit_code)
    if unit is None or not unit.exists:
        raise UnknownUnitError(code=unit_code)
    if edition.form is None:
        raise NoFormError
    if posted_on is not None and posted_on > received_on:
        raise PaperWrongError
    entry = Entry(
        edition=edition,
        unit_uid=unit.uid,
        domain=domain,
        channel=Entry.Channel.PAPER,
        created_at=now,
        created_by=by,
    )
    entry.sheet = questionnaires.open_sheet(
        version=edition.form, owner_kind=ENTRY, owner_id=entry.uid, by=by, now=now
    )
    place_entry(entry)
    entry.save()
    if partners:
        set_partners(entry, partners)
        place_entry(entry)
        entry.save()
    PaperCopy.objects.create(
        entry=entry,
        posted_on=posted_on,
        received_on=received_on,
        matches=True,  # the paper is the original; the copy is made from it
        letter_number=letter_number.strip(),
        registered_at=now,
        registered_by=by,
    )
    audit.record(
        "contest.paper_copying_started",
        by=by,
        at=now,
        target=entry,
        parent=edition,
        after={
            "unit": unit.uid,
            "received": received_on.isoformat(),
            "partners": [row.unit_uid or row.name for row in partners],
        },
    )
    return entry


@transaction.atomic
def describe_copy(
    *,
    entry: Entry,
    domain: DomainArea | None,
    partners: Sequence[PartnerRow],
    by: accounts.User,
    now: datetime,
) -> Entry:
    """Correct the domain and the partners of an application being copied.

    The group is proposed anew, unless the office chose another.

    Raises
    ------
    NotAllowedError
    WrongStateError
        When it has its number already.
    """
    entry = locked_entry(entry)
    require(can_check(by, entry.edition, now=now))
    _check_is_copy(entry)
    before = told_of(entry)
    entry.domain = domain
    set_partners(entry, partners)
    place_entry(entry)
    entry.save()
    audit.record(
        "contest.paper_copy_described",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        before=before,
        after=told_of(entry),
    )
    return entry


def _check_is_copy(entry: Entry) -> None:
    """Refuse what is no application being copied from paper."""
    is_copy = entry.channel == Entry.Channel.PAPER
    if entry.state != Entry.State.DRAFT or not is_copy:
        raise WrongStateError(state=entry.get_state_display())


@transaction.atomic
def submit_copy(*, entry: Entry, by: accounts.User, now: datetime) -> EntryVersion:
    """Give the copied application its number; it joins the others.

    Whether the paper came in time is judged in the formal check, from its dates.

    Raises
    ------
    NotAllowedError, WrongStateError, IncompleteError
    """
    entry = locked_entry(entry)
    require(can_check(by, entry.edition, now=now))
    _check_is_copy(entry)
    content = questionnaires.content_of(entry.sheet)
    if problems := questionnaires.problems_of_content(content):
        raise IncompleteError(problems)
    text, sha256 = present_content(entry, content)
    entry.number = next_number(entry.edition)
    entry.state = Entry.State.SUBMITTED
    version = add_version(
        entry,
        content=content,
        text=text,
        sha256=sha256,
        reason=EntryVersion.Reason.PAPER,
        by=by,
        received_at=now,
    )
    audit.record(
        "contest.entry_submitted",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"number": entry.number, "version": 1, "sha256": sha256},
    )
    return version


@transaction.atomic
def _register(
    copy: PaperCopy, entry: Entry, *, signed: bool, by: accounts.User, now: datetime
) -> PaperCopy:
    entry = locked_entry(entry)
    latest = entry.latest
    if latest is None:
        raise WrongStateError(state=entry.get_state_display())
    printed = copy.printed_sha256
    copy.entry = entry
    copy.matches = len(printed) >= SHORTEST and latest.sha256.startswith(printed)
    copy.save()
    if copy.matches and signed:
        EntrySignature.objects.bulk_create(
            EntrySignature(
                entry=entry,
                signatory=each.signatory,
                unit_uid=each.unit_uid,
                full_name="",
                method=EntrySignature.Method.PAPER,
                sha256=latest.sha256,
                added_at=now,
                added_by=by,
            )
            for each in needed_signatures(entry, latest.sha256)
            if each.given is None
        )
    audit.record(
        "contest.paper_registered",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"received": copy.received_on.isoformat(), "matches": copy.matches},
    )
    return copy
