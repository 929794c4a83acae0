"""Answers that are given again when a program asks again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from miara.exchange.models import AccessKey, Receipt

__all__ = ["KEPT_FOR", "OtherBodyError", "answer_kept", "erase_old_receipts", "keep"]

#: Within it a program may repeat what it sent.
KEPT_FOR: Final = timedelta(days=30)


class OtherBodyError(Exception):
    """The name of the sending was used for something else."""


def answer_kept(
    key: AccessKey, request: str, *, address: str, sha256: str
) -> Receipt | None:
    """The answer that was given to a sending of this name, if there was one.

    Raises
    ------
    OtherBodyError
        When the name was used for another body or another address.
    """
    if not request:
        return None
    found = Receipt.objects.filter(access_key=key, request=request).first()
    if found is not None and (found.address, found.sha256) != (address, sha256):
        raise OtherBodyError
    return found


def keep(
    key: AccessKey,
    request: str,
    *,
    address: str,
    sha256: str,
    status: int,
    answer: dict[str, Any],
    now: datetime,
) -> None:
    """Keep an answer in the transaction of what it tells about.

    Raises
    ------
    IntegrityError
        When the same sending was answered meanwhile: the caller then undoes its own
        work and gives that answer.
    """
    if request:
        Receipt.objects.create(
            access_key=key,
            request=request,
            address=address,
            sha256=sha256,
            status=status,
            answer=answer,
            received_at=now,
        )


def erase_old_receipts(now: datetime) -> int:
    """Forget answers nobody asks for any more; how many there were."""
    rows = Receipt.objects.filter(received_at__lt=now - KEPT_FOR)
    return rows.delete()[0]
