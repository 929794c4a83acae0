"""An event from its first line to the archive, and what stands around its programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max, ProtectedError

from miara.accounts.public import Decision, User
from miara.audit import public as audit
from miara.core.localized import Localized
from miara.events.errors import (
    InUseError,
    NoDayError,
    NotAllowedError,
    NotOpenError,
    ReasonMissingError,
    WrongStateError,
)
from miara.events.models import Event
from miara.events.permissions import can_edit, can_found
from miara.organisations.public import Organisation

__all__ = [
    "archive_event",
    "cancel_event",
    "change_event",
    "create_event",
    "move_row",
    "publish_event",
    "remove_row",
    "require_open",
    "restore_event",
    "save_row",
]

_State = Event.State


@transaction.atomic
def create_event(
    *, owner: Organisation, values: Mapping[str, Any], by: User, now: datetime
) -> Event:
    """Begin a draft of an event; its owner is the first organiser.

    Raises
    ------
    NotAllowedError
        When the person does not edit for the organisation.
    """
    _require(can_found(by, owner.uid, now=now))
    event = Event.objects.create(owner=owner, created_at=now, created_by=by, **values)
    event.hosts.create(organisation=owner, position=1)
    audit.record(
        "events.event_created", by=by, at=now, target=event, after={"code": event.code}
    )
    return event


@transaction.atomic
def change_event(
    *, event: Event, values: Mapping[str, Any], by: User, now: datetime
) -> Event:
    """Change what the event is called, says and whom to ask.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    stored = require_open(event, by=by, now=now)
    changed = [name for name in values if getattr(stored, name) != values[name]]
    for name in changed:
        setattr(stored, name, values[name])
    if changed:
        stored.save(update_fields=changed)
        audit.record(
            "events.event_changed",
            by=by,
            at=now,
            target=stored,
            after={"fields": sorted(changed)},
        )
    return stored


@transaction.atomic
def publish_event(*, event: Event, by: User, now: datetime) -> None:
    """Announce a draft; its page and address stay from now on.

    Raises
    ------
    NotAllowedError
    WrongStateError
        When it is not a draft.
    NoDayError
        Without a day.
    """
    stored = _locked(event, by, now)
    if stored.state != _State.DRAFT:
        raise WrongStateError
    if not stored.days.exists():
        raise NoDayError
    stored.publish(now)
    stored.save(update_fields=["state", "published_at"])
    audit.record("events.event_published", by=by, at=now, target=stored)


@transaction.atomic
def cancel_event(*, event: Event, reason: Localized, by: User, now: datetime) -> None:
    """Call an announced event off, with a reason for its readers.

    Raises
    ------
    NotAllowedError, WrongStateError, ReasonMissingError
    """
    stored = _locked(event, by, now)
    if stored.state != _State.PUBLIC:
        raise WrongStateError
    if not reason.pl.strip():
        raise ReasonMissingError
    stored.state, stored.cancelled_reason = _State.CANCELLED, reason
    stored.save(update_fields=["state", "cancelled_reason"])
    audit.record(
        "events.event_cancelled",
        by=by,
        at=now,
        target=stored,
        after={"reason": reason.as_dict()},
    )


@transaction.atomic
def archive_event(*, event: Event, by: User, now: datetime) -> None:
    """Close an announced event; its page stays as it is.

    Raises
    ------
    NotAllowedError, WrongStateError
    """
    stored = _locked(event, by, now)
    if stored.state != _State.PUBLIC:
        raise WrongStateError
    stored.state = _State.ARCHIVED
    stored.save(update_fields=["state"])
    audit.record("events.event_archived", by=by, at=now, target=stored)


@transaction.atomic
def restore_event(*, event: Event, by: User, now: datetime) -> None:
    """Make a cancelled or archived event public and open to changes again.

    Raises
    ------
    NotAllowedError, WrongStateError
    """
    stored = _locked(event, by, now)
    if stored.state not in {_State.CANCELLED, _State.ARCHIVED}:
        raise WrongStateError
    before = stored.state
    stored.state, stored.cancelled_reason = _State.PUBLIC, Localized("")
    stored.save(update_fields=["state", "cancelled_reason"])
    audit.record(
        "events.event_restored", by=by, at=now, target=stored, before={"state": before}
    )


@transaction.atomic
def save_row(
    *,
    event: Event,
    model: type[models.Model],
    pk: int | None,
    values: Mapping[str, Any],
    by: User,
    now: datetime,
) -> models.Model:
    """Add or change a day, place, room, organiser, patron or speaker.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    require_open(event, by=by, now=now)
    rows = model._default_manager.filter(event=event)
    row = rows.get(pk=pk) if pk else model(event=event)  # type: ignore[call-arg]
    for name, value in values.items():
        setattr(row, name, value)
    if not pk and hasattr(row, "position"):
        row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    row.save()
    audit.record(
        "events.row_saved",
        by=by,
        at=now,
        target=row,
        parent=event,
        after={"model": model._meta.model_name, "new": not pk},
    )
    return row


@transaction.atomic
def remove_row(
    *, event: Event, model: type[models.Model], pk: int, by: User, now: datetime
) -> None:
    """Remove a row of the event that nothing stands on.

    Raises
    ------
    NotAllowedError, NotOpenError
    InUseError
        When a session is on the day or in the room, or a room in the place.
    """
    require_open(event, by=by, now=now)
    row = model._default_manager.get(event=event, pk=pk)
    audit.record(
        "events.row_removed",
        by=by,
        at=now,
        target=row,
        parent=event,
        after={"model": model._meta.model_name},
    )
    try:
        row.delete()
    except ProtectedError as error:
        raise InUseError(what=str(row)) from error


@transaction.atomic
def move_row(
    *,
    event: Event,
    model: type[models.Model],
    pk: int,
    up: bool,
    by: User,
    now: datetime,
) -> None:
    """Put a row one place higher or lower in its list.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    require_open(event, by=by, now=now)
    rows = list(model._default_manager.filter(event=event).order_by("position", "pk"))
    place = next((i for i, row in enumerate(rows) if row.pk == pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, 1):
        row.position = position  # type: ignore[attr-defined]
    model._default_manager.bulk_update(rows, ["position"])
    audit.record(
        "events.row_moved",
        by=by,
        at=now,
        target=rows[other],
        parent=event,
        after={"model": model._meta.model_name},
    )


def require_open(event: Event, *, by: User, now: datetime) -> Event:
    """The event, locked, for a person who may change it.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    stored = _locked(event, by, now)
    if not stored.is_open:
        raise NotOpenError
    return stored


def _locked(event: Event, by: User, now: datetime) -> Event:
    _require(can_edit(by, event, now=now))
    return (
        Event.objects.select_for_update(of=("self",))
        .select_related("owner")
        .get(pk=event.pk)
    )


def _require(decision: Decision) -> None:
    if not decision:
        raise NotAllowedError(decision.reason)
