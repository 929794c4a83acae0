"""Letters to many units: prepared, approved, proven; enquiries noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from miara.audit import public as audit
from miara.documents.public import FileKind, keep_made
from miara.notifications.actions.outbox import enqueue
from miara.notifications.actions.templates import FlawedTextError
from miara.notifications.domain.templates import flaws_of, one_line
from miara.notifications.errors import (
    DispatchStateError,
    EmptyDispatchError,
    NotAllowedError,
)
from miara.notifications.letters import DISPATCH_LETTER, LANGUAGE, values_for
from miara.notifications.models import Dispatch, DispatchItem, Enquiry
from miara.notifications.models.dispatch import Channel
from miara.notifications.owners import can_release, mail_owner
from miara.organisations import public as organisations

__all__ = [
    "Audience",
    "approve_dispatch",
    "cancel_dispatch",
    "log_enquiry",
    "make_dispatch",
    "record_proof",
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
    counts.

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
    lines = {
        line.unit.uid: line
        for line in organisations.directory_lines(
            unit_uids=[item.unit_uid for item in items]
        )
    }
    queued = 0
    for item in items:
        line = lines.get(item.unit_uid)
        if line is None:  # the unit was abolished meanwhile
            item.state = DispatchItem.State.NO_ADDRESS
            continue
        fresh = _item(dispatch, line)
        item.head_id, item.address, item.state = (
            fresh.head_id,
            fresh.address,
            fresh.state,
        )
        sendable = item.channel == Channel.EMAIL and line.head is not None
        if sendable and item.state == DispatchItem.State.WAITING:
            item.message = _message(dispatch, line, by, now)
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


def _message(
    dispatch: Dispatch, line: organisations.DirectoryLine, by: Any, now: datetime
) -> Any:
    assert line.head is not None  # it has an address
    values = values_for(line.unit, line.head, dispatch.variables)
    files = []
    owner = mail_owner(dispatch.owner_kind)
    if dispatch.has_letter and owner is not None and owner.letter_pdf is not None:
        with override(LANGUAGE):
            content = owner.letter_pdf(dispatch.owner_id, line.head, values)
        files.append(
            keep_made(
                content=content,
                name=f"pismo-{line.unit.code}.pdf",
                kind=FileKind.PDF,
                by=by,
                now=now,
            )
        )
    return enqueue(
        DISPATCH_LETTER.kind,
        to=line.head.email,
        context=values,
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
