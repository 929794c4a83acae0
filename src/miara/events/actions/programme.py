"""The programme: sessions entered and moved, drafted from an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.contest import public as contest
from miara.core.localized import Localized
from miara.events.actions.events import require_open
from miara.events.domain.drafting import Draft, DraftWishes, Part, draft_day
from miara.events.domain.moving import swapped
from miara.events.domain.programme import DAY, Hours
from miara.events.errors import (
    FinalistsSecretError,
    PastMidnightError,
    WrongStateError,
)
from miara.events.models import Day, Event, Room, Session, Speaker, Turn
from miara.events.queries.content import slots_of

__all__ = [
    "Cast",
    "draft_from_edition",
    "move_session",
    "remove_session",
    "save_session",
    "shift_session",
]


@dataclass(frozen=True, slots=True)
class Cast:
    """One speaker of a session and what they do there."""

    speaker: Speaker
    part: str


@transaction.atomic
def save_session(
    *,
    event: Event,
    session: Session | None,
    values: Mapping[str, Any],
    cast: Sequence[Cast],
    by: User,
    now: datetime,
) -> Session:
    """Add or change a session; people read it with the next version.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    require_open(event, by=by, now=now)
    row = session or Session(event=event)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.turns.all().delete()
    Turn.objects.bulk_create(
        Turn(session=row, speaker=one.speaker, part=one.part, position=place)
        for place, one in enumerate(cast, 1)
    )
    audit.record(
        "events.session_saved",
        by=by,
        at=now,
        target=row,
        parent=event,
        after={"title": Localized.of(row.title).as_dict(), "new": session is None},
    )
    return row


@transaction.atomic
def remove_session(*, event: Event, session: Session, by: User, now: datetime) -> None:
    """Take a session out of the programme.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    require_open(event, by=by, now=now)
    audit.record(
        "events.session_removed",
        by=by,
        at=now,
        target=session,
        parent=event,
        before={"title": Localized.of(session.title).as_dict()},
    )
    session.delete()


@transaction.atomic
def move_session(
    *, event: Event, session: Session, earlier: bool, by: User, now: datetime
) -> bool:
    """Exchange a session with its neighbour in the room; False without one.

    Raises
    ------
    NotAllowedError, NotOpenError
    """
    require_open(event, by=by, now=now)
    moved = swapped(slots_of(event), session.uid, earlier=earlier)
    for slot in moved:
        Session.objects.filter(uid=slot.uid).update(starts=slot.starts)
    if moved:
        audit.record(
            "events.session_moved",
            by=by,
            at=now,
            target=session,
            parent=event,
            after={"title": Localized.of(session.title).as_dict()},
        )
    return bool(moved)


@transaction.atomic
def shift_session(
    *, event: Event, session: Session, starts: int, room: Room | None, by: User,
    now: datetime,
) -> None:  # fmt: skip
    """Put a session at another minute of its day, or into another room.

    Raises
    ------
    NotAllowedError, NotOpenError
    PastMidnightError
        When it would not begin on its day.
    """
    require_open(event, by=by, now=now)
    if not 0 <= starts < DAY:
        raise PastMidnightError
    session.starts, session.room = starts, room
    session.save(update_fields=["starts", "room"])
    audit.record(
        "events.session_moved",
        by=by,
        at=now,
        target=session,
        parent=event,
        after={"title": Localized.of(session.title).as_dict()},
    )


@transaction.atomic
def draft_from_edition(
    *,
    event: Event,
    day: Day,
    room: Room,
    wishes: DraftWishes,
    by: User,
    now: datetime,
) -> Draft[contest.Finalist]:
    """Lay the finalists of the event's edition out in a room of a day.

    Replaces sessions of the room and day, and the speakers that an earlier draft left
    without a session. Everybody speaks for the same time.

    Raises
    ------
    NotAllowedError, NotOpenError
    FinalistsSecretError
        Before the jury released the finalists: whoever asks.
    """
    require_open(event, by=by, now=now)
    if event.edition is None:
        raise WrongStateError
    found = contest.public_finalists(event.edition, now=now)
    if found is None:
        raise FinalistsSecretError
    draft = draft_day(found, Hours(day.opens, day.closes), wishes)
    if any(one.starts >= DAY for one in draft.sessions):
        raise PastMidnightError
    event.sessions.filter(day=day, room=room).delete()
    speakers = _speakers(event, found)
    for one in draft.sessions:
        row = Session.objects.create(
            event=event,
            day=day,
            room=room,
            starts=one.starts,
            minutes=one.minutes,
            **_facts(one.part, one.whose),
        )
        if one.whose is not None:
            speaker = speakers[one.whose.name, one.whose.unit_uid]
            Turn.objects.create(
                session=row, speaker=speaker, part=Turn.Part.SPEAKER, position=1
            )
    audit.record(
        "events.programme_drafted",
        by=by,
        at=now,
        target=event,
        after={"finalists": len(found), "minutes": draft.each},
    )
    return draft


def _speakers(
    event: Event, found: Sequence[contest.Finalist]
) -> dict[tuple[str, str], Speaker]:
    """The presenting units as speakers; people's names are entered later."""
    known = {(row.name, row.unit_uid): row for row in event.speakers.all()}
    for one in found:
        key = (one.name, one.unit_uid)
        if key not in known:
            known[key] = Speaker.objects.create(
                event=event, name=one.name, unit_uid=one.unit_uid
            )
    return known


_TITLES = {
    Part.OPENING: Localized("Otwarcie", "Opening"),
    Part.BREAK: Localized("Przerwa", "Break"),
    Part.RESULTS: Localized("Ogłoszenie wyników", "Results"),
    Part.DIPLOMAS: Localized("Wręczenie dyplomów", "Diplomas"),
}


def _facts(part: Part, whose: contest.Finalist | None) -> dict[str, Any]:
    if whose is None:
        kind = Session.Kind.BREAK if part == Part.BREAK else Session.Kind.CEREMONY
        return {"kind": kind, "title": _TITLES[part]}
    track = Localized(
        *(f"{whose.group.in_language(x)}: {whose.domain.in_language(x)}"[:120]
          for x in ("pl", "en"))
    )  # fmt: skip
    return {
        "kind": Session.Kind.TALK,
        "title": Localized(whose.title[:300]),
        "summary": Localized(whose.summary),
        "track": track,
        "entry_uid": whose.entry_uid,
    }
