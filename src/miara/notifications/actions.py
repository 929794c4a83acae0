"""Writing, sending and erasing messages."""

from __future__ import annotations

import smtplib
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from miara.notifications.models import KEEP_ROW_FOR, KEEP_TEXT_FOR, Message
from miara.notifications.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.mail.backends.base import BaseEmailBackend

__all__ = ["enqueue", "erase_old", "release", "send_due"]

log = structlog.get_logger(__name__)

#: While one worker sends a message no other takes it, for so long.
LEASE = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=6)
#: The last of them comes about two days after the first.
MAX_ATTEMPTS = 16
BATCH = 200


@transaction.atomic
def enqueue(
    kind: str,
    *,
    to: str,
    context: Mapping[str, Any],
    language: str,
    at: datetime,
    unsubscribe_url: str = "",
    hold: bool = False,
) -> Message:
    """Put an e-mail into the outbox, in the caller's transaction.

    Parameters
    ----------
    kind
        Name of the templates, ``context.what_happened``.
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
    hold
        Whether it waits for `release`.

    Returns
    -------
    Message
        The stored row.

    Raises
    ------
    TemplateDoesNotExist
        When the subject or the text has no template.
    ValueError
        When the address is empty.
    """
    if not to:
        msg = f"{kind}: no address"
        raise ValueError(msg)
    texts = render(kind, {"unsubscribe_url": unsubscribe_url, **context}, language)
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    return Message.objects.create(
        kind=kind,
        recipient=to,
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


def release(message: Message, *, now: datetime) -> bool:
    """Let a held message go; False when it was not held."""
    return bool(
        Message.objects.filter(pk=message.pk, state=Message.State.HELD).update(
            state=Message.State.QUEUED, next_try_at=now
        )
    )


def send_due(now: datetime) -> dict[str, int]:
    """Send the messages whose time has come, each in a claim of its own.

    Every message is sent at least once: a worker that dies between sending and noting
    it leaves the row to be sent again, with the same ``Message-ID``. Nothing is sent
    inside a transaction.

    Returns
    -------
    dict[str, int]
        Numbers of messages ``sent``, ``postponed`` and ``failed``.
    """
    counts = {"sent": 0, "postponed": 0, "failed": 0}
    due = list(Message.objects.due(now)[:BATCH])
    if not due:
        return counts
    connection = get_connection()
    try:
        for message in due:
            if _claim(message, now):
                counts[_send(message, connection, now)] += 1
    finally:
        connection.close()
    log.info("mail.tick", **counts)
    return counts


def erase_old(now: datetime) -> dict[str, int]:
    """Erase texts and addresses of messages long over, then the rows themselves."""
    deleted, _by_model = Message.objects.ended_before(now - KEEP_ROW_FOR).delete()
    erased = (
        Message.objects.ended_before(now - KEEP_TEXT_FOR)
        .filter(erased_at__isnull=True)
        .update(
            recipient="",
            subject="",
            text="",
            html="",
            unsubscribe_url="",
            erased_at=now,
        )
    )
    return {"erased": erased, "deleted": deleted}


def _claim(message: Message, now: datetime) -> bool:
    """Take a message from the other workers; one conditional update decides."""
    claimed = Message.objects.filter(
        pk=message.pk,
        state=Message.State.QUEUED,
        next_try_at=message.next_try_at,
    ).update(next_try_at=now + LEASE, attempts=F("attempts") + 1)
    message.attempts += claimed
    return bool(claimed)


def _send(message: Message, connection: BaseEmailBackend, now: datetime) -> str:
    """Try once and write down how it went."""
    row = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED)
    try:
        _email_of(message, connection).send()
    except (smtplib.SMTPException, OSError) as error:
        name = type(error).__name__  # its text may quote the address
        over = _is_final(error) or message.attempts >= MAX_ATTEMPTS
        log.warning(
            "mail.not_sent",
            message=message.pk,
            kind=message.kind,
            error=name,
            over=over,
        )
        if over:
            row.update(state=Message.State.FAILED, ended_at=now, last_error=name)
            return "failed"
        pause = min(FIRST_RETRY * 2 ** (message.attempts - 1), LONGEST_RETRY)
        row.update(next_try_at=now + pause, last_error=name)
        return "postponed"
    row.update(state=Message.State.SENT, ended_at=now, last_error="")
    return "sent"


def _email_of(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The message as Django's mail."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.recipient],
        headers=headers,
        connection=connection,
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _is_final(error: Exception) -> bool:
    """Whether the server refused this recipient for good (codes 5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
