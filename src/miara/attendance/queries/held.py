"""What personal data of an event are still here."""

from __future__ import annotations

from dataclasses import dataclass

from miara.attendance.domain.names import MAIL_OWNER
from miara.attendance.models import Desk, Mark
from miara.attendance.queries.questions import OWNER
from miara.notifications import public as notifications
from miara.questionnaires import public as questionnaires

__all__ = ["Held", "held_of"]


@dataclass(frozen=True, slots=True)
class Held:
    """Numbers of rows that still tell about people."""

    names: int
    addresses: int
    needs: int
    marks: int
    letters: int


def held_of(desk: Desk) -> Held:
    """Counts of everything that erasing empties."""
    sheets = questionnaires.sheets_of(OWNER, desk.event.uid)
    personal = questionnaires.personal_counts(sheets)
    return Held(
        names=desk.guests.exclude(name="").count(),
        addresses=desk.registrations.exclude(sender_email="").count(),
        needs=sum(sum(codes.values()) for codes in personal.values()),
        marks=Mark.objects.filter(guest__desk=desk).count(),
        letters=notifications.held_of_owner(MAIL_OWNER, desk.event.uid)["letters"],
    )
