"""Letting people in: marks of the door, also those that come late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from miara.accounts.public import User
from miara.attendance.actions.shared import require_run
from miara.attendance.domain.codes import digest_of
from miara.attendance.models import Desk, Guest, Mark
from miara.audit import public as audit

__all__ = ["Answer", "Seen", "Told", "let_in"]


class Answer(StrEnum):
    """What the door is told about a code."""

    IN = "IN"
    DOUBLE = "DOUBLE"
    NO_PLACE = "NO_PLACE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Seen:
    """A code seen at the door: identity of the mark, digest of the code, when."""

    uid: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one mark; ``since`` is when the person came first."""

    uid: str
    answer: Answer
    guest: Guest | None = None
    since: datetime | None = None


@transaction.atomic
def let_in(*, desk: Desk, seen: Sequence[Seen], by: User, now: datetime) -> list[Told]:
    """Keep marks and say what each of them means; the earliest of a person wins.

    Telephones without a network send their marks later, in any order and perhaps
    twice: a mark has an identity, so the second sending changes nothing, and a mark of
    an earlier moment makes the one kept before a double. A clock that runs ahead is
    taken for the present.

    Raises
    ------
    NotAllowedError
    """
    require_run(by, desk.event, now=now)
    desk = Desk.objects.lock(desk.pk)
    guests = {
        digest_of(desk.event.uid, guest.code): guest
        for guest in desk.guests.select_related("registration")
    }
    known = [row for row in seen if row.digest in guests]
    let = [row for row in known if guests[row.digest].state == Guest.State.PLACE]
    fresh = Mark.objects.bulk_create(
        [
            Mark(
                uid=row.uid,
                guest=guests[row.digest],
                at=min(row.at, now),
                received_at=now,
                marked_by=by,
            )
            for row in _new(let)
        ]
    )
    _arrivals(fresh)
    if fresh:
        audit.record(
            "attendance.let_in",
            by=by,
            at=now,
            target=desk,
            after={"marks": len(fresh)},
        )
    first = _first_marks(guests[row.digest] for row in let)
    return [_told(row, guests.get(row.digest), first, now) for row in seen]


def _new(rows: Sequence[Seen]) -> list[Seen]:
    """Marks that are not kept yet, each once."""
    by_uid = {row.uid: row for row in rows}
    kept = set(Mark.objects.filter(uid__in=by_uid).values_list("uid", flat=True))
    return [row for uid, row in by_uid.items() if uid not in kept]


def _arrivals(fresh: Iterable[Mark]) -> None:
    """The earliest moment of each person becomes when they came."""
    changed: dict[int, Guest] = {}
    for mark in fresh:
        guest = changed.get(mark.guest_id, mark.guest)
        if guest.arrived_at is None or mark.at < guest.arrived_at:
            guest.arrived_at = mark.at
            changed[guest.pk] = guest
    Guest.objects.bulk_update(changed.values(), ["arrived_at"])


def _first_marks(guests: Iterable[Guest]) -> dict[int, str]:
    """The identity of the earliest mark by key of guest."""
    keys = {guest.pk for guest in guests}
    rows = Mark.objects.filter(guest__in=keys).order_by("-at", "-pk")
    return dict(rows.values_list("guest_id", "uid"))


def _told(row: Seen, guest: Guest | None, first: dict[int, str], now: datetime) -> Told:
    if guest is None:
        return Told(row.uid, Answer.UNKNOWN)
    if guest.state != Guest.State.PLACE:
        return Told(row.uid, Answer.NO_PLACE, guest)
    # Whoever was let in without a registration came before their first mark.
    came = guest.arrived_at or now
    is_first = first.get(guest.pk) == row.uid and min(row.at, now) <= came
    answer = Answer.IN if is_first else Answer.DOUBLE
    return Told(row.uid, answer, guest, guest.arrived_at)
