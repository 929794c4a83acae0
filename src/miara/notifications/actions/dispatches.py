"""Letters to many units: prepared, approved, proven; enquiries noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.audit import public as audit
from miara.core import jobs
from miara.core.models import Job
from miara.documents.public import StoredFile
from miara.notifications.actions.outbox import enqueue
from miara.notifications.actions.templates import FlawedTextError
from miara.notifications.domain.job_kinds import MAKE_LETTERS
from miara.notifications.domain.templates import flaws_of, one_line
from miara.notifications.errors import (
    DispatchStateError,
    EmptyDispatchError,
    NotAllowedError,
)
from miara.notifications.letters import DISPATCH_LETTER, LANGUAGE, values_for
from miara.notifications.models import Dispatch, DispatchItem, Enquiry, Message
from miara.notifications.models.dispatch import Channel
from miara.notifications.owners import can_release
from miara.organisations import public as organisations

__all__ = [
    "Audience",
    "approve_dispatch",
    "ask_for_letters",
    "cancel_dispatch",
    "is_mailed",
    "lines_of",
    "log_enquiry",
    "make_dispatch",
    "message_to",
    "record_proof",
    "refresh_item",
]


@dataclass(frozen=True, slots=True)
class Audience:
    """Units to write to: all that exist, narrowed by each thing that is given.

    Attributes
    ----------
    kinds
        Types of units (`units.Kind`).
    voivodeships
        Codes of voivodeships.
    unit_uids
        Units of a group that the caller chose; None for no such limit.
    """

    kinds: Sequence[str] = ()
    voivodeships: Sequence[str] = ()
    unit_uids: Sequence[str] | None = field(default=None)


@transaction.atomic
def make_dispatch(
    *,
    owner_kind: str,
    owner_id: str,
    title: str,
    channel: str,
    audience: Audience,
    subject: str,
    text: str,
    by: Any,
    now: datetime,
    variables: Mapping[str, str] | None = None,
    has_letter: bool = False,
) -> Dispatch:
    """Prepare a letter to the heads of units; nothing goes out before approval.

    The text may use ``{{ salutation }}``, ``{{ name }}``, ``{{ office }}``,
    ``{{ unit }}``, ``{{ voivodeship }}`` and the caller's own ``variables``.

    Parameters
    ----------
    channel
        EMAIL, E_DORECZENIA, POST or PHONE. Units without an address for it are
        listed, to be reached by another one.
    has_letter
        Whether the PDF that the owner makes goes with each letter.

    Raises
    ------
    NotAllowedError
        When the person may not send letters of this owner.
    FlawedTextError
        When a variable is unknown.
    EmptyDispatchError
        When no unit fits the audience.
    """
    _check_right(by, owner_kind, owner_id)
    extra = dict(variables or {})
    subject = one_line(subject)
    _check_texts(subject, text, extra)
    lines = [
        line
        for line in organisations.directory_lines(
            kinds=audience.kinds, unit_uids=audience.unit_uids
        )
        if not audience.voivodeships or line.unit.code[:2] in audience.voivodeships
    ]
    if not lines:
        raise EmptyDispatchError
    dispatch = Dispatch.objects.create(
        owner_kind=owner_kind,
        owner_id=owner_id,
        title=title,
        channel=channel,
        audience=asdict(audience),
        variables=extra,
        subject=subject,
        text=text.replace("\r\n", "\n").strip(),
        has_letter=has_letter,
        created_at=now,
        created_by=by,
    )
    DispatchItem.objects.bulk_create(
        (_item(dispatch, line) for line in lines), batch_size=500
    )
    audit.record(
        "notifications.dispatch_made",
        by=by,
        at=now,
        target=dispatch,
        parent=audit.Ref(owner_kind, owner_id),
        after={"title": title, "channel": str(channel), "units": len(lines)},
    )
    return dispatch


@transaction.atomic
def approve_dispatch(*, dispatch: Dispatch, by: Any, now: datetime) -> Dispatch:
    """Approve a letter: e-mails enter the outbox, held until somebody releases them.

    Addresses are read again from the directory, so that a correction made meanwhile
    counts. Where a PDF goes with the letter, it is set for each head in the background
    first, and the e-mails enter the outbox as theirs are ready.

    Raises
    ------
    NotAllowedError
        When the person may not send letters of this owner.
    DispatchStateError
        When it was approved or cancelled before.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    _check_right(by, dispatch.owner_kind, dispatch.owner_id)
    if dispatch.state != Dispatch.State.DRAFT:
        raise DispatchStateError
    items = list(dispatch.items.filter(proof_at__isnull=True).order_by("pk"))
    lines = lines_of(items)
    queued = 0
    for item in items:
        refresh_item(item, dispatch, lines.get(item.unit_uid))
        if not dispatch.has_letter and is_mailed(item):
            item.message = message_to(dispatch, lines[item.unit_uid], now)
            item.state = DispatchItem.State.QUEUED
            queued += 1
    DispatchItem.objects.bulk_update(
        items, ["head", "address", "state", "message"], batch_size=200
    )
    dispatch.state, dispatch.approved_at, dispatch.approved_by = (
        Dispatch.State.APPROVED,
        now,
        by,
    )
    dispatch.save(update_fields=["state", "approved_at", "approved_by"])
    if dispatch.has_letter:
        jobs.enqueue(MAKE_LETTERS, by=by, now=now, dispatch=dispatch.pk)
    audit.record(
        "notifications.dispatch_approved",
        by=by,
        at=now,
        target=dispatch,
        parent=audit.Ref(dispatch.owner_kind, dispatch.owner_id),
        after={"title": dispatch.title, "queued": queued},
    )
    return dispatch


@transaction.atomic
def ask_for_letters(*, dispatch: Dispatch, by: Any, now: datetime) -> Dispatch:
    """Have the letters that are still missing set: after a fault, or a new address.

    Raises
    ------
    NotAllowedError
        When the person may not send letters of this owner.
    DispatchStateError
        When the dispatch is not approved, has no letter, or they are being set.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    _check_right(by, dispatch.owner_kind, dispatch.owner_id)
    is_approved = dispatch.state == Dispatch.State.APPROVED
    running = Job.objects.unfinished().filter(
        kind=MAKE_LETTERS, params__dispatch=dispatch.pk
    )
    if not is_approved or not dispatch.has_letter or running.exists():
        raise DispatchStateError
    jobs.enqueue(MAKE_LETTERS, by=by, now=now, dispatch=dispatch.pk)
    return dispatch


@transaction.atomic
def cancel_dispatch(*, dispatch: Dispatch, by: Any, now: datetime) -> Dispatch:
    """Give up a letter that was not approved.

    Raises
    ------
    NotAllowedError, DispatchStateError
        As in `approve_dispatch`.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    _check_right(by, dispatch.owner_kind, dispatch.owner_id)
    if dispatch.state != Dispatch.State.DRAFT:
        raise DispatchStateError
    dispatch.state = Dispatch.State.CANCELLED
    dispatch.save(update_fields=["state"])
    audit.record(
        "notifications.dispatch_cancelled",
        by=by,
        at=now,
        target=dispatch,
        parent=audit.Ref(dispatch.owner_kind, dispatch.owner_id),
        after={"title": dispatch.title},
    )
    return dispatch


@transaction.atomic
def record_proof(
    *,
    item: DispatchItem,
    channel: str,
    number: str,
    sent_at: datetime,
    by: Any,
    now: datetime,
    note: str = "",
) -> DispatchItem:
    """Note that the letter to a unit went out another way than by our mail.

    Parameters
    ----------
    channel
        The way it went, perhaps not the one of the dispatch.
    number
        Number of the e-Doręczenia proof or of the posted letter; may be empty for a
        telephone call, which then needs a note.
    sent_at
        When it went.

    Raises
    ------
    NotAllowedError
        When the person may not send letters of this owner.
    DispatchStateError
        When the dispatch is not approved.
    """
    item = DispatchItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    dispatch = item.dispatch
    _check_right(by, dispatch.owner_kind, dispatch.owner_id)
    if dispatch.state != Dispatch.State.APPROVED:
        raise DispatchStateError
    item.channel, item.proof_number, item.proof_note = channel, number, note
    item.proof_at, item.proof_by, item.state = sent_at, by, DispatchItem.State.DONE
    item.save()
    audit.record(
        "notifications.proof_recorded",
        by=by,
        at=now,
        target=item,
        parent=dispatch,
        after={"unit": item.unit_uid, "channel": str(channel), "number": number},
    )
    return item


@transaction.atomic
def log_enquiry(
    *,
    owner_kind: str,
    owner_id: str,
    channel: str,
    asked_at: datetime,
    subject: str,
    text: str,
    by: Any,
    now: datetime,
    unit_uid: str = "",
) -> Enquiry:
    """Note a question that came by telephone or letter, and the answer.

    Raises
    ------
    NotAllowedError
        When the person does not work for this owner.
    """
    _check_right(by, owner_kind, owner_id)
    row = Enquiry.objects.create(
        owner_kind=owner_kind,
        owner_id=owner_id,
        channel=channel,
        asked_at=asked_at,
        unit_uid=unit_uid,
        subject=one_line(subject),
        text=text,
        answered_by=by,
    )
    audit.record(
        "notifications.enquiry_logged",
        by=by,
        at=now,
        target=row,
        parent=audit.Ref(owner_kind, owner_id),
        after={"unit": unit_uid, "channel": str(channel)},
    )
    return row


def address_for(channel: str, head: organisations.HeadFacts | None) -> str:
    """Where a head is reached by a channel; empty when unknown or bouncing."""
    if head is None:
        return ""
    match channel:
        case Channel.EMAIL:
            return "" if head.bounced_at else head.email
        case Channel.E_DORECZENIA:
            return head.edelivery_address
        case Channel.POST:
            return head.postal_address
        case _:
            return head.phone


def _item(dispatch: Dispatch, line: organisations.DirectoryLine) -> DispatchItem:
    address = address_for(dispatch.channel, line.head)
    return DispatchItem(
        dispatch=dispatch,
        unit_uid=line.unit.uid,
        head_id=None if line.head is None else line.head.pk,
        channel=dispatch.channel,
        address=address,
        state=(
            DispatchItem.State.WAITING if address else DispatchItem.State.NO_ADDRESS
        ),
    )


def lines_of(items: Iterable[DispatchItem]) -> dict[str, organisations.DirectoryLine]:
    """What the directory says now of the units of letters, by unit."""
    return {
        line.unit.uid: line
        for line in organisations.directory_lines(
            unit_uids=[item.unit_uid for item in items]
        )
    }


def refresh_item(
    item: DispatchItem,
    dispatch: Dispatch,
    line: organisations.DirectoryLine | None,
) -> None:
    """Take head and address from the directory; None when the unit was abolished."""
    if line is None:
        item.state = DispatchItem.State.NO_ADDRESS
        return
    fresh = _item(dispatch, line)
    item.head_id, item.address, item.state = fresh.head_id, fresh.address, fresh.state


def is_mailed(item: DispatchItem) -> bool:
    """Whether a letter goes out by our own mail: it has a head with an address."""
    is_waiting = item.state == DispatchItem.State.WAITING
    return is_waiting and item.channel == Channel.EMAIL and item.head_id is not None


def message_to(
    dispatch: Dispatch,
    line: organisations.DirectoryLine,
    now: datetime,
    files: Sequence[StoredFile] = (),
) -> Message:
    """The e-mail to one head, held in the outbox."""
    assert line.head is not None  # it has an address
    return enqueue(
        DISPATCH_LETTER.kind,
        to=line.head.email,
        context=values_for(line.unit, line.head, dispatch.variables),
        language=LANGUAGE,
        at=now,
        hold=True,
        owner_kind=dispatch.owner_kind,
        owner_id=dispatch.owner_id,
        replaces=f"dispatch:{dispatch.pk}:{line.unit.uid}",
        attachments=files,
        own=(dispatch.subject, dispatch.text),
    )


def _check_texts(subject: str, text: str, extra: Iterable[str]) -> None:
    kind = DISPATCH_LETTER.with_names(extra)
    flaws = {"subject": flaws_of(subject, kind), "text": flaws_of(text, kind)}
    if any(flaws.values()):
        raise FlawedTextError(flaws)


def _check_right(by: Any, owner_kind: str, owner_id: str) -> None:
    decision = can_release(by, owner_kind, owner_id)
    if not decision:
        raise NotAllowedError(decision.reason)
