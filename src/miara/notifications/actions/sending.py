"""Sending and erasing messages."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F

from miara.documents.public import DocumentsError, read_file
from miara.notifications.models import (
    KEEP_ROW_FOR,
    KEEP_TEXT_FOR,
    Attempt,
    BouncedAddress,
    DispatchItem,
    Message,
)
from miara.notifications.owners import kinds_keeping_letters

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

__all__ = ["erase_old", "send_due"]

log = structlog.get_logger(__name__)

#: While one worker sends a message no other takes it, for so long.
LEASE = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=6)
#: The last of them comes about two days after the first.
MAX_ATTEMPTS = 16
BATCH = 200


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


#: What stands in place of the texts and the address of a message that was erased.
ERASED = {
    "recipient": "",
    "reply_to": "",
    "subject": "",
    "text": "",
    "html": "",
    "unsubscribe_url": "",
}


def erase_old(now: datetime) -> dict[str, int]:
    """Erase texts and addresses of messages long over, then the rows themselves.

    Letters that belong to the file of a case stay as long as their owner keeps them.
    """
    kept = kinds_keeping_letters()
    BouncedAddress.objects.filter(bounced_at__lt=now - KEEP_ROW_FOR).delete()
    old = Message.objects.ended_before(now - KEEP_ROW_FOR).exclude(owner_kind__in=kept)
    Attempt.objects.filter(message__in=old).delete()
    deleted = old.delete()[1].get(Message._meta.label, 0)
    erased = (
        Message.objects.ended_before(now - KEEP_TEXT_FOR)
        .filter(erased_at__isnull=True)
        .exclude(owner_kind__in=kept)
        .update(**ERASED, erased_at=now)
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
    if (
        BouncedAddress.objects.stopped()
        .filter(address=message.recipient.casefold())
        .exists()
    ):
        return _give_up(message, "AddressBounces", now)
    try:
        _email_of(message, connection).send()
    except (smtplib.SMTPException, OSError, DocumentsError) as error:
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
            return _give_up(message, name, now)
        pause = min(FIRST_RETRY * 2 ** (message.attempts - 1), LONGEST_RETRY)
        row = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED)
        row.update(next_try_at=now + pause, last_error=name)
        _log_attempt(message, Attempt.Outcome.POSTPONED, name, now)
        return "postponed"
    # Whatever somebody did to the row meanwhile: it has gone out.
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT, ended_at=now, last_error=""
    )
    _log_attempt(message, Attempt.Outcome.SENT, "", now)
    DispatchItem.objects.filter(message_id=message.pk).update(
        state=DispatchItem.State.DONE, proof_number=message.message_id, proof_at=now
    )
    return "sent"


def _give_up(message: Message, error: str, now: datetime) -> str:
    row = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED)
    row.update(state=Message.State.FAILED, ended_at=now, last_error=error)
    _log_attempt(message, Attempt.Outcome.FAILED, error, now)
    DispatchItem.objects.filter(message_id=message.pk).update(
        state=DispatchItem.State.RETURNED
    )
    return "failed"


def _log_attempt(message: Message, outcome: str, error: str, now: datetime) -> None:
    Attempt.objects.create(message_id=message.pk, at=now, outcome=outcome, error=error)


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
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
        connection=connection,
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    for each in message.attachments.select_related("file").order_by("place"):
        email.attach(each.file.name, read_file(each.file), each.file.media_type)
    return email


def _is_final(error: Exception) -> bool:
    """Whether the server refused this recipient for good (codes 5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, DocumentsError):
        return True  # an attachment was erased or is infected
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
