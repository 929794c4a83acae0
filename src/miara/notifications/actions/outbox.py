"""Writing messages, holding them, letting them go."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from miara.audit import public as audit
from miara.notifications.errors import (
    AlreadySentError,
    NotAllowedError,
    WrongNumberError,
)
from miara.notifications.models import Message, MessageAttachment
from miara.notifications.owners import SITE, can_release
from miara.notifications.queries.templates import own_texts
from miara.notifications.rendering import render

if TYPE_CHECKING:
    from miara.documents.public import StoredFile

__all__ = [
    "UNDO_FOR",
    "cancel_messages",
    "enqueue",
    "hold_messages",
    "release",
    "release_messages",
]

#: A released batch waits so long, so that it can still be stopped.
UNDO_FOR = timedelta(minutes=10)


@transaction.atomic
def enqueue(
    kind: str,
    *,
    to: str,
    context: Mapping[str, Any],
    language: str,
    at: datetime,
    unsubscribe_url: str = "",
    reply_to: str = "",
    hold: bool = False,
    owner_kind: str = "",
    owner_id: str = "",
    replaces: str = "",
    attachments: Sequence[StoredFile] = (),
    own: tuple[str, str] | None = None,
) -> Message:
    """Put an e-mail into the outbox, in the caller's transaction.

    Parameters
    ----------
    kind
        ``context.what_happened``: a registered kind of letter or the name of templates.
    to
        Address of one person.
    context
        Values for the templates; ``site_url`` and ``unsubscribe_url`` are added.
    language
        Language of the reader: pl or en.
    at
        The present; sending starts at the next tick.
    unsubscribe_url
        Full address that ends such mail by one POST; sent as ``List-Unsubscribe``.
    reply_to
        Checked address that the reader's answer goes to, instead of the site's.
    hold
        Whether it waits for `release`.
    owner_kind, owner_id
        Who owns the letter: chooses the text the owner wrote and who may see it.
    replaces
        What the letter is about, within its owner; an older letter about the same
        that has not gone out is cancelled.
    attachments
        Kept files.
    own
        Subject and text with variables, instead of those of the owner.

    Returns
    -------
    Message
        The stored row.

    Raises
    ------
    TemplateDoesNotExist
        When the subject or the text has no template.
    KeyError
        When a variable of a registered kind has no value.
    ValueError
        When the address is empty.
    """
    if not to:
        msg = f"{kind}: no address"
        raise ValueError(msg)
    texts = render(
        kind,
        {"unsubscribe_url": unsubscribe_url, **context},
        language,
        own or own_texts(owner_kind, owner_id, kind, language),
    )
    if replaces:
        older = Message.objects.of_owner(owner_kind, owner_id).unsent()
        older.filter(about=replaces).update(state=Message.State.CANCELLED, ended_at=at)
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    message = Message.objects.create(
        kind=kind,
        owner_kind=owner_kind,
        owner_id=owner_id,
        about=replaces,
        recipient=to,
        reply_to=reply_to,
        language=language,
        subject=texts.subject[:300],
        text=texts.text,
        html=texts.html,
        unsubscribe_url=unsubscribe_url,
        message_id=f"<{uuid.uuid4()}@{host}>",
        state=Message.State.HELD if hold else Message.State.QUEUED,
        created_at=at,
        next_try_at=at,
    )
    if attachments:
        MessageAttachment.objects.bulk_create(
            MessageAttachment(message=message, file=file, place=place)
            for place, file in enumerate(attachments)
        )
    return message


def release(message: Message, *, now: datetime) -> bool:
    """Let a held message go at once; False when it was not held."""
    return bool(
        Message.objects.filter(pk=message.pk, state=Message.State.HELD).update(
            state=Message.State.QUEUED, next_try_at=now, released_at=now
        )
    )


@transaction.atomic
def release_messages(*, ids: Iterable[int], typed: int, by: Any, now: datetime) -> int:
    """Let held messages go in ten minutes; until then they can be held again.

    Parameters
    ----------
    ids
        Keys of the messages; those that are not held are left alone.
    typed
        The number of messages as the person typed it.

    Returns
    -------
    int
        Number of messages that will go.

    Raises
    ------
    NotAllowedError
        When the person may not release one of them.
    WrongNumberError
        When the typed number differs from the number of messages.
    """
    held = _locked(ids, by).filter(state=Message.State.HELD)
    keys = list(held.values_list("pk", flat=True))
    if typed != len(keys):
        raise WrongNumberError(typed=typed, count=len(keys))
    Message.objects.filter(pk__in=keys).update(
        state=Message.State.QUEUED, next_try_at=now + UNDO_FOR, released_at=now
    )
    _record("notifications.released", keys, by, now)
    return len(keys)


@transaction.atomic
def hold_messages(*, ids: Iterable[int], by: Any, now: datetime) -> int:
    """Stop waiting messages until somebody releases them; this also undoes a release.

    Raises
    ------
    NotAllowedError
        When the person may not stop one of them.
    AlreadySentError
        When none of them waits any more.
    """
    waiting = _locked(ids, by).filter(state=Message.State.QUEUED, attempts=0)
    keys = list(waiting.values_list("pk", flat=True))
    if not keys:
        raise AlreadySentError
    Message.objects.filter(pk__in=keys).update(
        state=Message.State.HELD, released_at=None
    )
    _record("notifications.held", keys, by, now)
    return len(keys)


@transaction.atomic
def cancel_messages(*, ids: Iterable[int], by: Any, now: datetime) -> int:
    """Give up messages that have not gone out.

    Raises
    ------
    NotAllowedError
        When the person may not cancel one of them.
    AlreadySentError
        When none of them waits any more.
    """
    keys = list(_locked(ids, by).unsent().values_list("pk", flat=True))
    if not keys:
        raise AlreadySentError
    Message.objects.filter(pk__in=keys).update(
        state=Message.State.CANCELLED, ended_at=now
    )
    _record("notifications.cancelled", keys, by, now)
    return len(keys)


def _locked(ids: Iterable[int], by: Any) -> Any:
    """The messages, locked; every owner among them must let the person act."""
    rows = Message.objects.filter(pk__in=list(ids))
    owners = rows.order_by().values_list("owner_kind", "owner_id").distinct()
    for kind, owner_id in owners:
        decision = can_release(by, kind or SITE, owner_id)
        if not decision:
            raise NotAllowedError(decision.reason)
    return rows.select_for_update()


def _record(kind: str, keys: list[int], by: Any, now: datetime) -> None:
    audit.record(kind, by=by, at=now, after={"count": len(keys), "messages": keys})
