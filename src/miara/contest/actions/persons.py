"""Data of one person on request: handing them out, erasing what may be erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.actions.retention import empty_slot
from miara.contest.errors.closing import NobodyError, NoReasonError
from miara.contest.letters.shared import OWNER
from miara.contest.models import (
    Assignment,
    Edition,
    Expert,
    Juror,
    PublicQuestion,
)
from miara.contest.permissions import can_organise
from miara.contest.queries.persons import PersonTable, tables_of, user_at
from miara.contest.queries.retention import PLAN
from miara.notifications import public as notifications

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "Kept",
    "PersonErasure",
    "Why",
    "erase_person",
    "hand_out_own",
    "hand_out_person",
]


class Why(StrEnum):
    """Why something stays although the person asked."""

    ASSESSED = "ASSESSED"
    DECIDED = "DECIDED"
    SUBMITTED = "SUBMITTED"
    DUTY = "DUTY"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data that stays, how much of it, and why."""

    name: str
    count: int
    why: Why


@dataclass(frozen=True, slots=True)
class PersonErasure:
    """What was erased and what stays: names of tables with numbers."""

    erased: dict[str, int]
    kept: tuple[Kept, ...]


@transaction.atomic
def hand_out_person(
    *, edition: Edition, email: str, by: User, now: datetime
) -> list[PersonTable]:
    """What an edition keeps about a person, for the office that answers them.

    Raises
    ------
    NotAllowedError
        When the office is not theirs.
    NobodyError
        When the edition knows nobody at this address.
    """
    require(can_organise(by, edition, now=now))
    tables = _tables(edition, email)
    audit.record(
        "contest.person_handed_out",
        by=by,
        at=now,
        target=edition,
        after={"tables": {table.name: len(table.rows) for table in tables}},
    )
    return tables


@transaction.atomic
def hand_out_own(*, user: User, now: datetime) -> list[PersonTable]:
    """What all contests keep about a person who asks for their own data."""
    tables = tables_of(user.email, user)
    audit.record("contest.own_data_handed_out", by=user, at=now, target=user)
    return tables


@transaction.atomic
def erase_person(
    *, edition: Edition, email: str, reason: str, by: User, now: datetime
) -> PersonErasure:
    """Erase of one person what the contest does not need as evidence.

    Names of those who marked or decided, what was submitted, and the record of who
    read it stay until their time is over: the results rest on them. The answer says
    what stays and why, for the letter to the person.

    Raises
    ------
    NotAllowedError, NobodyError
        As `hand_out_person`.
    NoReasonError
        Without a note of who asked.
    """
    require(can_organise(by, edition, now=now))
    if not reason.strip():
        raise NoReasonError
    address, user = email.strip().lower(), user_at(email)
    _tables(edition, address)
    erased = {
        "letters": notifications.erase_to_address(
            address, owner_kind=OWNER, owner_id=edition.uid, now=now
        ),
        "questions": PublicQuestion.objects.filter(
            edition=edition, reply_to__iexact=address
        ).update(reply_to="", text=""),
        "jurors": _slots(
            Juror.objects.filter(edition=edition, email__iexact=address), {"email"}
        ),
        "experts": _experts(edition, address),
    }
    erased = {name: count for name, count in erased.items() if count}
    kept = tuple(
        Kept(table.name, len(table.rows), _WHY.get(table.name, Why.DUTY))
        for table in tables_of(address, user, edition=edition)
    )
    audit.record(
        "contest.person_erased",
        by=by,
        at=now,
        target=edition,
        after={"erased": erased, "kept": {row.name: row.count for row in kept}},
    )
    return PersonErasure(erased, kept)


_WHY = {
    "experts": Why.ASSESSED,
    "assignments": Why.ASSESSED,
    "marks": Why.ASSESSED,
    "declarations": Why.ASSESSED,
    "conflicts": Why.ASSESSED,
    "jurors": Why.DECIDED,
    "recusals": Why.DECIDED,
    "applications": Why.SUBMITTED,
    "submissions": Why.SUBMITTED,
}


def _tables(edition: Edition, email: str) -> list[PersonTable]:
    tables = tables_of(email, user_at(email), edition=edition)
    if not tables:
        raise NobodyError(email=email.strip())
    return tables


def _experts(edition: Edition, address: str) -> int:
    """Empty rows of people who were invited and assessed nothing."""
    rows = Expert.objects.filter(edition=edition, email__iexact=address)
    assigned = Assignment.objects.filter(expert__in=rows).values("expert")
    states = (Expert.State.INVITED, Expert.State.DECLINED, Expert.State.LEFT)
    idle = rows.exclude(pk__in=assigned).filter(state__in=states)
    return _slots(idle, {"full_name", "employer", "home_uid", "email"})


def _slots(rows: QuerySet[Any], names: set[str]) -> int:
    """Empty fields of rows as the plan says; number of rows."""
    keys = list(rows.values_list("pk", flat=True))
    for slot in PLAN:
        if slot.model is rows.model and slot.name in names:
            empty_slot(slot, rows.model._default_manager.filter(pk__in=keys))
    return len(keys)
