"""Asking for mail, confirming it, ending it: the same for whatever is followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction

from miara.audit import public as audit
from miara.notifications.models.following import Following

__all__ = [
    "ASK_AGAIN_AFTER",
    "CONFIRM_WITHIN",
    "ask_to_follow",
    "confirm_following",
    "end_following",
    "erase_unconfirmed",
]

#: A request nobody confirmed is erased after this long.
CONFIRM_WITHIN: Final = timedelta(days=14)
#: Another request for the same thing and address sends no other mail sooner.
ASK_AGAIN_AFTER: Final = timedelta(hours=1)

Row = TypeVar("Row", bound=Following)


@transaction.atomic
def ask_to_follow(
    model: type[Row],
    *,
    email: str,
    about: Mapping[str, Any],
    language: str,
    now: datetime,
    mail: Callable[[Row], object],
    defaults: Mapping[str, Any] | None = None,
) -> Row:
    """Write down a request and mail the link that confirms it.

    Nothing may tell the asker whether the address was known: who already gets the
    mail, or was mailed within the hour, gets no other one.

    Parameters
    ----------
    about
        Fields that say what is followed, unique together with the address.
    mail
        Puts the letter with the link into the outbox; called only when one is due.
    defaults
        Further fields of a new row.
    """
    row, created = model._default_manager.select_for_update().get_or_create(
        email=email.strip().lower(),
        **about,
        defaults={
            **(defaults or {}),
            "language": language,
            "token": model.new_token(),
            "requested_at": now,
        },
    )
    if not created:
        waits = now - row.requested_at < ASK_AGAIN_AFTER
        if row.confirmed_at is not None or waits:
            return row
        row.requested_at, row.language = now, language
        row.save(update_fields=["requested_at", "language"])
    mail(row)
    return row


@transaction.atomic
def confirm_following(
    model: type[Row], *, token: str, now: datetime, event: str
) -> Row | None:
    """Start the mail; None when the link is unknown or too old. Repeating is fine."""
    row = model.locked(token)
    if row is None or row.confirmed_at is not None:
        return row
    if now - row.requested_at > CONFIRM_WITHIN:
        return None
    row.confirmed_at = now
    row.save(update_fields=["confirmed_at"])
    audit.record(event, by=None, at=now, target=row)
    return row


@transaction.atomic
def end_following(
    model: type[Row], *, token: str, now: datetime, event: str, by: object | None = None
) -> bool:
    """Erase the request with its address; False when there is none any more."""
    row = model.locked(token)
    if row is None:
        return False
    audit.record(event, by=by, at=now, target=row)
    row.delete()
    return True


def erase_unconfirmed(model: type[Following], *, now: datetime) -> int:
    """Erase requests that nobody confirmed in time; how many there were."""
    late = model._default_manager.filter(
        confirmed_at=None, requested_at__lt=now - CONFIRM_WITHIN
    )
    return late.delete()[0]
