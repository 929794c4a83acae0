"""What the office of an event does with its desk and with guests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.attendance.actions.registration import add_guests
from miara.attendance.actions.shared import move_waiting, require_run, write_to
from miara.attendance.domain.names import CANCELLED, MOVED_UP
from miara.attendance.errors import (
    ErasedError,
    MissingReasonError,
    NoPlaceError,
    WrongStateError,
)
from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.queries.desks import free_places
from miara.attendance.queries.questions import OWNER, questions_of
from miara.audit import public as audit
from miara.events import public as events
from miara.questionnaires import public as questionnaires

__all__ = [
    "call_off",
    "give_place",
    "open_questions",
    "set_desk",
    "walk_in",
]

_State = Guest.State


@transaction.atomic
def set_desk(
    *, event: events.Event, values: Mapping[str, Any], by: User, now: datetime
) -> Desk:
    """Open or close registration, set limits and times; more places move the queue.

    A lower limit takes nothing from those who have a place.

    Raises
    ------
    NotAllowedError
    ErasedError
        When people of the event were erased already.
    """
    require_run(by, event, now=now)
    made, _new = Desk.objects.get_or_create(event=event)
    desk = Desk.objects.lock(made.pk)
    if desk.erased_at is not None:
        raise ErasedError
    changed = [name for name in values if getattr(desk, name) != values[name]]
    for name in changed:
        setattr(desk, name, values[name])
    if changed:
        desk.save(update_fields=changed)
        audit.record(
            "attendance.desk_changed",
            by=by,
            at=now,
            target=desk,
            parent=event,
            after={"fields": sorted(changed), "moved": move_waiting(desk, now=now)},
        )
    return desk


@transaction.atomic
def call_off(*, guest: Guest, reason: str, by: User, now: datetime) -> int:
    """Cancel a person with a reason; who waited longest has the place at once.

    Returns
    -------
    int
        How many moved up.

    Raises
    ------
    NotAllowedError, MissingReasonError
    WrongStateError
        When the person was cancelled or came.
    """
    desk, row = _locked(guest, by, now)
    if not reason.strip():
        raise MissingReasonError
    if row.state == _State.CANCELLED or row.arrived_at is not None:
        raise WrongStateError
    row.state, row.reason, row.decided_at = _State.CANCELLED, reason.strip(), now
    row.save(update_fields=["state", "reason", "decided_at"])
    write_to(row.registration, CANCELLED, desk=desk, now=now, reason=row.reason)
    moved = move_waiting(desk, now=now)
    _trail("attendance.called_off", row, desk, by, now, moved=moved)
    return moved


@transaction.atomic
def give_place(*, guest: Guest, reason: str, by: User, now: datetime) -> None:
    """Give a free place to somebody who waits or was cancelled, out of turn.

    The limit of one office does not hold the office of the event back.

    Raises
    ------
    NotAllowedError, MissingReasonError, WrongStateError
    NoPlaceError
        When all places are taken.
    """
    desk, row = _locked(guest, by, now)
    if not reason.strip():
        raise MissingReasonError
    if row.state == _State.PLACE:
        raise WrongStateError
    if free_places(desk).is_full:
        raise NoPlaceError
    row.state, row.reason, row.decided_at = _State.PLACE, reason.strip(), now
    row.save(update_fields=["state", "reason", "decided_at"])
    write_to(row.registration, MOVED_UP, desk=desk, now=now, people=1)
    _trail("attendance.place_given", row, desk, by, now)


@transaction.atomic
def walk_in(*, desk: Desk, values: Mapping[str, Any], by: User, now: datetime) -> Guest:
    """Let in somebody who did not register, when there is a place.

    Parameters
    ----------
    values
        ``name``, ``kind``, ``unit_uid``, ``body``.

    Raises
    ------
    NotAllowedError, NoPlaceError, ErasedError
    """
    require_run(by, desk.event, now=now)
    desk = Desk.objects.lock(desk.pk)
    if desk.erased_at is not None:
        raise ErasedError
    if free_places(desk).is_full:
        raise NoPlaceError
    row = Registration.objects.create(
        desk=desk,
        key=None,
        kind=values["kind"],
        unit_uid=values["unit_uid"],
        body=values["body"],
        sent_at=now,
    )
    (guest,) = add_guests(row, desk, [values["name"]], now=now)
    guest.state, guest.arrived_at = _State.PLACE, now
    guest.save(update_fields=["state", "arrived_at"])
    _trail("attendance.walked_in", guest, desk, by, now)
    return guest


@transaction.atomic
def open_questions(*, event: events.Event, by: User, now: datetime) -> None:
    """Put the questions of the program into the hands of the office, once.

    Raises
    ------
    NotAllowedError
    """
    require_run(by, event, now=now)
    questions = questions_of(event.uid)
    if questions.version is not None:
        return
    draft = questionnaires.create_form(
        definition=questions.definition,
        owner_kind=OWNER,
        owner_id=event.uid,
        by=by,
        now=now,
    )
    questionnaires.publish_version(version=draft, by=by, now=now)


def _locked(guest: Guest, by: User, now: datetime) -> tuple[Desk, Guest]:
    desk = Desk.objects.lock(guest.desk_id)
    require_run(by, desk.event, now=now)
    if desk.erased_at is not None:
        raise ErasedError
    return desk, Guest.objects.select_related("registration").get(pk=guest.pk)


def _trail(
    kind: str, guest: Guest, desk: Desk, by: User, now: datetime, **facts: Any
) -> None:
    audit.record(kind, by=by, at=now, target=guest, parent=desk.event, after=facts)
