"""An event with an open desk and people on its list."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.factories.events import NOW, Meeting, make_event

from miara.attendance.actions.door import Seen, let_in
from miara.attendance.actions.office import set_desk
from miara.attendance.actions.registration import Wish, register
from miara.attendance.domain.codes import digest_of
from miara.attendance.models import Desk, Registration

#: On the first day of the event, at nine in Poland.
ON_THE_DAY = datetime(2026, 10, 7, 7, tzinfo=UTC)
AFTERWARDS = datetime(2026, 10, 9, 7, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reception:
    """What `make_desk` made."""

    meeting: Meeting
    desk: Desk

    def send(self, *names: str, **fields: Any) -> Registration:
        """A registration of people."""
        given = {
            "email": "jan@urzad.example",
            "kind": "UNIT",
            "unit_uid": "",
            "body": "Urząd",
            **fields,
        }
        return register(
            desk=self.desk,
            wish=Wish(names=names or ("Jan Zmyślony",), **given),
            language="pl",
            now=NOW,
        )


def make_desk(
    meeting: Meeting | None = None, *, places: int | None = 3, **fields: Any
) -> Reception:
    """An open desk of an announced event."""
    meeting = meeting or make_event()
    desk = set_desk(
        event=meeting.event,
        values={"is_open": True, "places": places, **fields},
        by=meeting.world.organiser,
        now=NOW,
    )
    return Reception(meeting, desk)


def make_guests(meeting: Meeting) -> dict[str, str]:
    """People of every state, one of them inside; names for addresses of pages."""
    reception = make_desk(meeting, places=2, per_office=2)
    row = reception.send("Anna Zmyślona", "Bogdan Zmyślony", "Celina Zmyślona",
                         answers={"needs": "Pętla indukcyjna"})  # fmt: skip
    guest = row.guests.order_by("pk")[0]
    seen = Seen("m1", digest_of(meeting.event.uid, guest.code), ON_THE_DAY)
    by = meeting.world.organiser
    let_in(desk=reception.desk, seen=[seen], by=by, now=ON_THE_DAY)
    return {
        "registration": str(row.key),
        "certificate": guest.certificate,
        "guest": row.guests.order_by("pk")[1].uid,
    }
