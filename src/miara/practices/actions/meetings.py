"""Meetings: announced, signed up for, called off, forgotten."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from miara.audit import public as audit
from miara.core.templatetags.miara import date_pl
from miara.notifications import public as notifications
from miara.practices.errors import (
    MeetingFullError,
    MeetingOverError,
    MeetingUnmovedError,
    NotAllowedError,
)
from miara.practices.models import MeetingGuest, PracticeCard, PracticeMeeting
from miara.practices.permissions import can_answer_for

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "CALLED_OFF",
    "JOINED",
    "KEEP_GUESTS_FOR",
    "MOVED",
    "Invitation",
    "Occasion",
    "announce_meeting",
    "call_off",
    "erase_guests",
    "join_meeting",
    "leave_meeting",
    "move_meeting",
]

#: Kinds of the letters.
JOINED: Final = "practices.meeting_joined"
CALLED_OFF: Final = "practices.meeting_called_off"
MOVED: Final = "practices.meeting_moved"
#: Names and addresses are erased so long after the end.
KEEP_GUESTS_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the hosts say; at least one of ``place`` and ``link``."""

    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    places: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and where; at least one of ``place`` and ``link``."""

    starts_at: datetime
    ends_at: datetime
    place: str
    link: str


@transaction.atomic
def announce_meeting(
    card: PracticeCard, said: Invitation, *, by: User | None, now: datetime
) -> PracticeMeeting:
    """Invite to a meeting on the page of the practice."""
    _require(card, by, now)
    row = PracticeMeeting.objects.create(
        card=card,
        title=said.title,
        about=said.about,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        place=said.place,
        link=said.link,
        places=said.places,
        made_at=now,
        made_by=by,
    )
    after = {"title": row.title, "starts_at": row.starts_at.isoformat()}
    audit.record(
        "practices.meeting_announced",
        by=by,
        at=now,
        target=row,
        parent=card,
        after=after,
    )
    return row


@transaction.atomic
def join_meeting(
    meeting: PracticeMeeting,
    *,
    name: str,
    office: str,
    email: str,
    language: str,
    now: datetime,
) -> None:
    """Keep a place and mail its confirmation.

    Nothing tells whether the address was there already: who has a place gets no other
    mail.

    Raises
    ------
    MeetingOverError
        When it has begun or was called off.
    MeetingFullError
        When every place is taken.
    """
    # Locked: the last place is given once.
    row = PracticeMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.called_off_at or row.starts_at <= now:
        raise MeetingOverError
    address = email.strip().lower()
    if row.guests.filter(email=address).exists():
        return
    if row.places is not None and row.guests.count() >= row.places:
        raise MeetingFullError
    guest = MeetingGuest.objects.create(
        meeting=row,
        name=name,
        office=office,
        email=address,
        language=language,
        signed_at=now,
    )
    _mail(JOINED, guest, now)
    audit.record("practices.meeting_joined", by=None, at=now, target=row)


@transaction.atomic
def leave_meeting(*, key: str, now: datetime) -> bool:
    """Give a place back and erase who had it; False when it was done before."""
    guest = MeetingGuest.objects.select_for_update(of=("self",)).filter(key=key).first()
    if guest is None:
        return False
    audit.record("practices.meeting_left", by=None, at=now, target=guest.meeting)
    guest.delete()
    return True


@transaction.atomic
def call_off(
    meeting: PracticeMeeting, *, by: User | None, now: datetime
) -> PracticeMeeting:
    """Call a meeting off and tell everybody who signed up.

    Raises
    ------
    MeetingOverError
        When it has begun or was called off before.
    """
    row = PracticeMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _require(row.card, by, now)
    if row.called_off_at or row.starts_at <= now:
        raise MeetingOverError
    row.called_off_at = now
    row.save(update_fields=["called_off_at"])
    for guest in row.guests.order_by("pk"):
        _mail(CALLED_OFF, guest, now)
    audit.record(
        "practices.meeting_called_off", by=by, at=now, target=row, parent=row.card
    )
    return row


@transaction.atomic
def move_meeting(
    meeting: PracticeMeeting, to: Occasion, *, by: User | None, now: datetime
) -> PracticeMeeting:
    """Hold a meeting at another time or place; whoever signed up gets a mail.

    Places are kept: who cannot come gives theirs back by the link of the mail.

    Raises
    ------
    MeetingOverError
        When it has begun or was called off, or the new time has passed.
    MeetingUnmovedError
        When it is held there and then already.
    """
    row = PracticeMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _require(row.card, by, now)
    if row.called_off_at or min(row.starts_at, to.starts_at) <= now:
        raise MeetingOverError
    before, after = {name: getattr(row, name) for name in asdict(to)}, asdict(to)
    if before == after:
        raise MeetingUnmovedError
    for name, value in after.items():
        setattr(row, name, value)
    row.moves += 1
    row.save(update_fields=[*after, "moves"])
    for guest in row.guests.order_by("pk"):
        guest.meeting = row
        _mail(MOVED, guest, now, before=before["starts_at"])
    audit.record(
        "practices.meeting_moved",
        by=by,
        at=now,
        target=row,
        parent=row.card,
        before={"starts_at": before["starts_at"].isoformat()},
        after={"starts_at": row.starts_at.isoformat()},
    )
    return row


def erase_guests(*, now: datetime) -> int:
    """Erase who came to meetings long over; how many there were."""
    old = MeetingGuest.objects.filter(meeting__ends_at__lt=now - KEEP_GUESTS_FOR)
    return old.delete()[0]


def _mail(
    kind: str, guest: MeetingGuest, now: datetime, *, before: datetime | None = None
) -> None:
    meeting, site = guest.meeting, settings.MIARA_SITE_URL
    with translation.override(guest.language):
        page = site + reverse("practice-use:meeting", args=[meeting.pk])
        values = {
            "title": meeting.title,
            "when": date_pl(meeting.starts_at, "time"),
            **({"before": date_pl(before, "time")} if before else {}),
            "place": meeting.place,
            "link": meeting.link,
            "address": page,
            "calendar": site
            + reverse("practice-use:meeting-calendar", args=[meeting.pk]),
            "leaving": site + reverse("practice-use:meeting-leave", args=[guest.key]),
        }
    notifications.enqueue(
        kind, to=guest.email, context=values, language=guest.language, at=now
    )


def _require(card: PracticeCard, by: User | None, now: datetime) -> None:
    if by is not None and not (decision := can_answer_for(by, card, now=now)):
        raise NotAllowedError(reason=decision.reason)
