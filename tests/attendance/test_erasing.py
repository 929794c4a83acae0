"""What goes when, and what stays."""

from datetime import datetime, timedelta

import pytest
from tests.factories.attendance import AFTERWARDS, ON_THE_DAY

from miara.attendance.actions.erasing import erase_due, erasure_days
from miara.attendance.actions.office import set_desk
from miara.attendance.errors import ErasedError
from miara.attendance.models import Guest, Mark, Registration
from miara.attendance.queries.held import held_of
from miara.notifications.models import Message
from miara.questionnaires.models import Answer


def held(reception):
    found = held_of(reception.desk)
    return (found.names, found.addresses, found.needs, found.marks, found.letters)


@pytest.mark.django_db
def test_needs_go_first_then_people_and_numbers_stay(reception):
    reception.send("Anna A", "Bogdan B", answers={"needs": "Wózek"})
    assert held(reception) == (2, 1, 1, 0, 1)
    assert erase_due(now=AFTERWARDS) == {"needs": 0, "people": 0}
    needs, people = erasure_days(reception.desk)
    moment = datetime.combine(needs, ON_THE_DAY.timetz())
    assert erase_due(now=moment) == {"needs": 1, "people": 0}
    assert erase_due(now=moment) == {"needs": 0, "people": 0}
    assert "Wózek" not in str(list(Answer.objects.values_list("value", flat=True)))
    assert held(reception) == (2, 1, 0, 0, 1)
    moment += timedelta(days=(people - needs).days)
    assert erase_due(now=moment) == {"needs": 0, "people": 2}
    assert held(reception) == (0, 0, 0, 0, 0)
    row = Registration.objects.get()
    assert (row.key, row.sender_email, row.body, row.sheet) == (None, "", "", None)
    assert row.kind == "UNIT"
    assert Guest.objects.filter(state="PLACE").count() == 2
    assert not Mark.objects.exists()
    assert "Anna" not in str(list(Message.objects.values_list("text", "recipient")))
    with pytest.raises(ErasedError):
        set_desk(
            event=reception.meeting.event,
            values={"is_open": True},
            by=reception.meeting.world.organiser,
            now=moment,
        )
