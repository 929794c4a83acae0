"""What people read: publishing the programme, and delays on the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.core.localized import Localized
from miara.events.actions.events import require_open
from miara.events.domain.changes import changes_between
from miara.events.domain.moving import Delay, delayed
from miara.events.domain.programme import DAY, Slot, clock
from miara.events.errors import (
    NoChangesError,
    NothingToDelayError,
    NotOutError,
    PastMidnightError,
)
from miara.events.models import Event, ProgrammeVersion, Room, Session
from miara.events.queries.content import (
    content_of,
    latest_version,
    slots_of_content,
)

__all__ = ["DelayWish", "delay_room", "preview_delay", "publish_programme"]


@dataclass(frozen=True, slots=True)
class DelayWish:
    """A delay of a room: from which minute of a day on, and by how many minutes."""

    day: date
    room: Room
    since: int
    minutes: int


@transaction.atomic
def publish_programme(
    *, event: Event, note: Localized, by: User, now: datetime
) -> ProgrammeVersion:
    """Make the working programme what everybody reads.

    Raises
    ------
    NotAllowedError, NotOpenError
    NoChangesError
        When it equals the last version.
    """
    require_open(event, by=by, now=now)
    return _publish(event, content_of(event), note=note, is_live=False, by=by, now=now)


def preview_delay(event: Event, wish: DelayWish) -> tuple[ProgrammeVersion, Delay]:
    """What a delay would do to the published programme.

    Raises
    ------
    NotOutError
        When nothing was published.
    NothingToDelayError
        When nothing begins there any more.
    PastMidnightError
    """
    version = latest_version(event)
    if version is None:
        raise NotOutError
    found = delayed(
        slots_of_content(version.content),
        day=wish.day,
        room=wish.room.pk,
        since=wish.since,
        minutes=wish.minutes,
    )
    if not found.changed:
        raise NothingToDelayError(since=clock(wish.since))
    if any(slot.starts >= DAY for slot in found.changed):
        raise PastMidnightError
    return version, found


@transaction.atomic
def delay_room(
    *, event: Event, wish: DelayWish, note: Localized, by: User, now: datetime
) -> Delay:
    """Tell everybody that a room is late, at once.

    The published programme moves, up to the break that absorbs the delay. Changes that
    are being worked on are not published with it; where they did not move a session
    themselves, it moves there as well.

    Raises
    ------
    NotAllowedError, NotOpenError, NotOutError, NothingToDelayError, PastMidnightError
    """
    require_open(event, by=by, now=now)
    version, found = preview_delay(event, wish)
    moved = {slot.uid: slot for slot in found.changed}
    before = {slot.uid: slot for slot in slots_of_content(version.content)}
    sessions = [
        _moved(row, moved[row["uid"]]) if row["uid"] in moved else row
        for row in version.content["sessions"]
    ]
    sessions.sort(key=lambda row: (row["day"], row["starts"]))
    _publish(
        event,
        {**version.content, "sessions": sessions},
        note=note,
        is_live=True,
        by=by,
        now=now,
    )
    for uid, slot in moved.items():
        old = before[uid]
        Session.objects.filter(
            event=event, uid=uid, starts=old.starts, minutes=old.minutes
        ).update(starts=slot.starts, minutes=slot.minutes)
    audit.record(
        "events.room_delayed",
        by=by,
        at=now,
        target=event,
        after={
            "room": Localized.of(wish.room.name).as_dict(),
            "since": clock(wish.since),
            "minutes": wish.minutes,
            "sessions": len(moved),
        },
    )
    return found


def _publish(
    event: Event,
    content: Mapping[str, Any],
    *,
    note: Localized,
    is_live: bool,
    by: User,
    now: datetime,
) -> ProgrammeVersion:
    last = latest_version(event)
    if last is not None and last.content == content:
        raise NoChangesError
    version = ProgrammeVersion.objects.create(
        event=event,
        number=last.number + 1 if last else 1,
        published_at=now,
        published_by=by,
        is_live=is_live,
        note=note,
        content=content,
        changes=changes_between(last.content if last else None, content),
    )
    audit.record(
        "events.programme_published",
        by=by,
        at=now,
        target=version,
        parent=event,
        after={"number": version.number, "live": is_live},
    )
    return version


def _moved(row: Mapping[str, Any], slot: Slot) -> dict[str, Any]:
    return {**row, "starts": clock(slot.starts), "minutes": slot.minutes}
