"""The one write of the trail."""

from datetime import datetime
from typing import Any

from django.db import transaction

from miara.audit.domain import id_of, ref_of
from miara.audit.errors import NotInTransactionError
from miara.audit.models import Event
from miara.core.request_context import current_request_id

__all__ = ["record"]


def record(
    kind: str,
    *,
    by: object | None,
    at: datetime,
    target: object | None = None,
    parent: object | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Write down that something happened, in the transaction in which it happens.

    Parameters
    ----------
    kind
        ``context.what_happened``, past tense: ``accounts.role_granted``.
    by
        The person (any object with ``pk``); None when the program acts on its own.
    at
        The moment of the act, with time zone.
    target, parent
        What it happened to and what contains that: saved rows or `Ref`.
    before, after
        What changed, as plain JSON values, dates or decimals. No personal data beyond
        ids: the trail is never erased.

    Returns
    -------
    Event
        The stored event.

    Raises
    ------
    NotInTransactionError
        Outside ``transaction.atomic``: the act and its trace must stand or fall
        together.
    ValueError
        When ``at`` has no time zone or ``kind`` no context.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransactionError(kind)
    if "." not in kind:
        msg = f"{kind!r} is not context.what_happened"
        raise ValueError(msg)
    if at.tzinfo is None:
        msg = f"{kind}: at has no time zone"
        raise ValueError(msg)
    about, within = ref_of(target), ref_of(parent)
    return Event.objects.create(
        kind=kind,
        actor_id=id_of(by),
        target_kind=about.kind,
        target_id=about.id,
        parent_kind=within.kind,
        parent_id=within.id,
        before=before,
        after=after,
        at=at,
        request_id=current_request_id(),
    )
