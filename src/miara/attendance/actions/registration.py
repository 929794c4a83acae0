"""Registering, changing and cancelling by people without an account."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from miara.attendance.actions.shared import move_waiting, write_to
from miara.attendance.domain.names import REGISTERED
from miara.attendance.errors import ClosedError, TooManyError, WrongStateError
from miara.attendance.models import Desk, Guest, Registration
from miara.attendance.queries.desks import free_places
from miara.attendance.queries.questions import OWNER, questions_of
from miara.audit import public as audit
from miara.questionnaires import public as questionnaires

__all__ = [
    "MOST_PEOPLE",
    "Wish",
    "add_guests",
    "cancel_by_sender",
    "change_registration",
    "register",
]

#: In one sending.
MOST_PEOPLE: Final = 20
#: Sendings from one address in a day, for one event.
MOST_A_DAY: Final = 10
_State = Guest.State


@dataclass(frozen=True, slots=True)
class Wish:
    """Who comes, from where; ``answers`` are canonical values by code of question."""

    email: str
    kind: str
    names: Sequence[str]
    unit_uid: str = ""
    body: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def register(*, desk: Desk, wish: Wish, language: str, now: datetime) -> Registration:
    """Give places in the order of sending, else turns on the waiting list.

    Everything stands or falls together: the rows, the answers and the letter.

    Raises
    ------
    ClosedError
        When registration is not open.
    TooManyError
        When the address sent as many as one day allows.
    """
    desk = Desk.objects.lock(desk.pk)
    if not desk.takes(now) or desk.erased_at is not None:
        raise ClosedError
    lately = desk.registrations.filter(
        sender_email__iexact=wish.email, sent_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= MOST_A_DAY:
        raise TooManyError
    row = Registration.objects.create(
        desk=desk,
        sender_email=wish.email,
        kind=wish.kind,
        unit_uid=wish.unit_uid,
        body=wish.body,
        language=language,
        sent_at=now,
    )
    guests = add_guests(row, desk, wish.names, now=now)
    _keep_answers(row, desk, wish.answers, now=now)
    placed = sum(guest.state == _State.PLACE for guest in guests)
    write_to(
        row,
        REGISTERED,
        desk=desk,
        now=now,
        placed=placed,
        waiting=len(guests) - placed,
    )
    audit.record(
        "attendance.registered",
        by=None,
        at=now,
        target=row,
        after={"placed": placed, "waiting": len(guests) - placed},
    )
    return row


def add_guests(
    row: Registration, desk: Desk, names: Sequence[str], *, now: datetime
) -> list[Guest]:
    """People of a registration, with a place while there are any.

    The caller holds the lock of the desk.
    """
    free = free_places(desk)
    guests = [
        Guest(
            registration=row,
            desk=desk,
            name=name,
            state=_State.PLACE if free.take(row.unit_uid) else _State.WAITING,
            decided_at=now,
        )
        for name in names
    ]
    return Guest.objects.bulk_create(guests)


@transaction.atomic
def change_registration(
    *,
    registration: Registration,
    names: Mapping[str, str],
    answers: Mapping[str, Any],
    now: datetime,
) -> None:
    """Change names of people and answers; places stay as they are.

    Parameters
    ----------
    names
        By identity of guest; others stay.

    Raises
    ------
    WrongStateError
        When it was erased or somebody has come already.
    """
    desk, row = _locked(registration)
    guests = list(row.guests.exclude(state=_State.CANCELLED).order_by("pk"))
    if any(guest.arrived_at for guest in guests):
        raise WrongStateError
    for guest in guests:
        guest.name = names.get(guest.uid, guest.name)
    Guest.objects.bulk_update(guests, ["name"])
    old = row.sheet_id
    _keep_answers(row, desk, answers, now=now)
    if old is not None:
        questionnaires.erase_sheets([old])
    audit.record("attendance.changed", by=None, at=now, target=row)


@transaction.atomic
def cancel_by_sender(
    *, registration: Registration, uids: Collection[str], now: datetime
) -> int:
    """Give places back; the next on the waiting list have them at once.

    Returns
    -------
    int
        How many people were cancelled; those who came or were cancelled before do
        not count.

    Raises
    ------
    WrongStateError
        When nobody of these can be cancelled.
    """
    desk, row = _locked(registration)
    found = row.guests.filter(uid__in=uids, arrived_at=None)
    number = found.exclude(state=_State.CANCELLED).update(
        state=_State.CANCELLED, decided_at=now
    )
    if not number:
        raise WrongStateError
    moved = move_waiting(desk, now=now)
    audit.record(
        "attendance.cancelled_by_sender",
        by=None,
        at=now,
        target=row,
        after={"people": number, "moved": moved},
    )
    return number


def _locked(registration: Registration) -> tuple[Desk, Registration]:
    desk = Desk.objects.lock(registration.desk_id)
    row = Registration.objects.get(pk=registration.pk)
    if row.erased_at is not None:
        raise WrongStateError
    return desk, row


def _keep_answers(
    row: Registration, desk: Desk, answers: Mapping[str, Any], *, now: datetime
) -> None:
    given = {code: value for code, value in answers.items() if value is not None}
    row.sheet = (
        questionnaires.take_in(
            version=_version(desk, now=now),
            values=given,
            owner_kind=OWNER,
            owner_id=desk.event.uid,
            now=now,
        )
        if given
        else None
    )
    row.save(update_fields=["sheet"])


def _version(desk: Desk, *, now: datetime) -> questionnaires.FormVersion:
    """The published questions; those of the program become a version when answered."""
    questions = questions_of(desk.event.uid)
    if questions.version is not None:
        return questions.version
    draft = questionnaires.create_form(
        definition=questions.definition,
        owner_kind=OWNER,
        owner_id=desk.event.uid,
        by=None,
        now=now,
    )
    return questionnaires.publish_version(version=draft, by=None, now=now)
