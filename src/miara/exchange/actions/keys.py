"""Making and revoking keys of programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from miara.audit import public as audit
from miara.exchange.domain.keys import Scope, digest_of, hint_of, new_secret
from miara.exchange.errors import KeyNameTakenError
from miara.exchange.models import AccessKey
from miara.exchange.permissions import can_give, can_keep_keys, require

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["make_key", "note_use", "revoke_key"]

#: A key in use all day writes its row some hundred times, not some thousand.
_NOTE_EVERY: Final = timedelta(minutes=5)


@transaction.atomic
def make_key(
    unit_uid: str,
    *,
    name: str,
    scopes: Iterable[Scope],
    expires_on: date,
    by: User,
    now: datetime,
) -> tuple[AccessKey, str]:
    """Make a key; the row, and the key itself, which is kept nowhere.

    Raises
    ------
    NotAllowedError
        When the person may not give one of the powers.
    KeyNameTakenError
    """
    wanted = sorted(set(scopes))
    require(can_keep_keys(by, unit_uid))
    for scope in wanted:
        require(can_give(by, unit_uid, scope))
    living = AccessKey.objects.filter(unit_uid=unit_uid, revoked_at=None)
    if living.select_for_update().filter(name=name).exists():
        raise KeyNameTakenError(name=name)
    secret = new_secret()
    row = AccessKey.objects.create(
        unit_uid=unit_uid,
        name=name,
        scopes=[scope.value for scope in wanted],
        digest=digest_of(secret),
        hint=hint_of(secret),
        expires_on=expires_on,
        created_at=now,
        created_by=by,
    )
    audit.record(
        "exchange.key_made",
        by=by,
        at=now,
        target=row,
        after={
            "unit": unit_uid,
            "name": name,
            "scopes": row.scopes,
            "expires_on": expires_on,
        },
    )
    return row, secret


@transaction.atomic
def revoke_key(key: AccessKey, *, by: User, now: datetime) -> None:
    """Make a key useless at once; revoking twice is once.

    Raises
    ------
    NotAllowedError
    """
    require(can_keep_keys(by, key.unit_uid))
    row = AccessKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_by = now, by
    row.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(
        "exchange.key_revoked",
        by=by,
        at=now,
        target=row,
        after={"unit": row.unit_uid, "name": row.name},
    )


def note_use(key: AccessKey, now: datetime) -> None:
    """Write down that a key was used, at most once in five minutes."""
    if key.last_used_at is not None and now - key.last_used_at < _NOTE_EVERY:
        return
    AccessKey.objects.filter(pk=key.pk).update(last_used_at=now)
