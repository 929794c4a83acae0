"""Taking in reports of mail that came back."""

from __future__ import annotations

import mailbox
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog
from django.db import transaction

from miara.audit import public as audit
from miara.notifications.domain.bounces import Report, reports_in
from miara.notifications.errors import NothingToReadError
from miara.notifications.models import BouncedAddress, DispatchItem, Message
from miara.organisations import public as organisations

__all__ = ["BounceCounts", "clear_address", "read_bounces"]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class BounceCounts:
    """What was found: mails read, reports of our messages, addresses stopped.

    ``unknown`` names files or places of reports that belong to no message of ours.
    """

    mails: int = 0
    reports: int = 0
    stopped: int = 0
    unknown: list[str] = field(default_factory=list)


def read_bounces(*, path: Path, by: object | None, now: datetime) -> BounceCounts:
    """Read reports from a file (.eml), an mbox, a maildir or a folder of such files.

    Reading the same reports again changes nothing.

    Raises
    ------
    NothingToReadError
        When there is no such file or folder.
    """
    if not path.exists():
        raise NothingToReadError(path=str(path))
    counts = BounceCounts()
    with transaction.atomic():
        for place, content in _mails(path):
            counts.mails += 1
            for report in reports_in(content):
                counts.reports += 1
                _take_in(report, place, counts, now)
        audit.record(
            "notifications.bounces_read",
            by=by,
            at=now,
            after={
                "reports": counts.reports,
                "stopped": counts.stopped,
                "unknown": len(counts.unknown),
            },
        )
    log.info(
        "mail.bounces_read",
        mails=counts.mails,
        reports=counts.reports,
        stopped=counts.stopped,
        unknown=len(counts.unknown),
    )
    return counts


@transaction.atomic
def clear_address(*, address: BouncedAddress, by: object | None, now: datetime) -> bool:
    """Write to an address again; False when it was not stopped."""
    changed = BouncedAddress.objects.filter(
        pk=address.pk, cleared_at__isnull=True
    ).update(cleared_at=now)
    if changed:
        organisations.clear_bounce(email=address.address)
        audit.record("notifications.address_cleared", by=by, at=now, target=address)
    return bool(changed)


def _take_in(report: Report, place: str, counts: BounceCounts, now: datetime) -> None:
    message = _message_of(report)
    address = message.recipient.casefold() if message else report.recipient
    known = message is not None or (
        report.is_hard
        and organisations.mark_bounced(
            email=report.recipient, reason=report.code, at=now
        )
    )
    if not known or not address:
        counts.unknown.append(place)
        return
    if message is not None:
        Message.objects.filter(pk=message.pk).update(
            bounced_at=now, bounce_code=report.code
        )
        DispatchItem.objects.filter(message_id=message.pk).update(
            state=DispatchItem.State.RETURNED
        )
    if not report.is_hard:
        return
    organisations.mark_bounced(email=address, reason=report.code, at=now)
    _row, made = BouncedAddress.objects.get_or_create(
        address=address,
        cleared_at=None,
        defaults={"code": report.code, "is_hard": True, "bounced_at": now},
    )
    counts.stopped += made


def _message_of(report: Report) -> Message | None:
    """The message of the report, by its number, else the newest one to the address."""
    if report.message_id:
        return Message.objects.filter(message_id=report.message_id).first()
    if not report.recipient:
        return None
    rows = Message.objects.filter(
        recipient__iexact=report.recipient, state=Message.State.SENT
    )
    return rows.order_by("-ended_at", "-pk").first()


def _mails(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every mail of a path with a name for its place."""
    if path.is_dir() and (path / "cur").is_dir():
        yield from _boxed(path.name, mailbox.Maildir(path, create=False))
    elif path.is_dir():
        for each in sorted(path.iterdir()):
            if each.is_file():
                yield from _mails(each)
    else:
        with path.open("rb") as file:
            start = file.read(5)
        if start == b"From ":
            yield from _boxed(path.name, mailbox.mbox(path, create=False))
        else:
            yield path.name, path.read_bytes()


def _boxed(name: str, box: mailbox.Mailbox) -> Iterable[tuple[str, bytes]]:
    for number, key in enumerate(sorted(box.keys()), start=1):
        yield f"{name} ({number})", box.get_bytes(key)
