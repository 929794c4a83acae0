"""Who gets a place, who waits, who moves up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.attendance import make_desk
from tests.factories.events import NOW

from miara.attendance.actions.office import call_off, give_place, set_desk, walk_in
from miara.attendance.actions.registration import (
    cancel_by_sender,
    change_registration,
)
from miara.attendance.domain.places import Free
from miara.attendance.errors import (
    ClosedError,
    MissingReasonError,
    NoPlaceError,
    NotAllowedError,
    TooManyError,
    WrongStateError,
)
from miara.attendance.models import Guest, Registration
from miara.audit.models import Event as Trail
from miara.notifications.models import Message

OFFICES = st.sampled_from(["", "a", "b"])


@given(
    places=st.none() | st.integers(0, 8),
    per_office=st.none() | st.integers(0, 3),
    queue=st.lists(OFFICES, max_size=12),
)
def test_no_limit_is_ever_passed_and_nobody_waits_in_vain(places, per_office, queue):
    free = Free.of(places, per_office, {})
    taken = set(free.first_in(enumerate(queue)))
    assert places is None or len(taken) <= places
    for office in ("a", "b"):
        here = [place for place in taken if queue[place] == office]
        assert per_office is None or len(here) <= per_office
        asked = [place for place, name in enumerate(queue) if name == office]
        assert here == [place for place in asked if place in taken]
        assert sorted(here) == asked[: len(here)]  # in their order
    if places is None or len(taken) < places:
        waiting = [queue[p] for p in range(len(queue)) if p not in taken]
        assert all(office and per_office is not None for office in waiting)


def states(row):
    return list(row.guests.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_group_takes_what_is_left_and_the_rest_waits(reception):
    first = reception.send("Anna A", "Bogdan B")
    group = reception.send("Celina C", "Dawid D", email="inny@urzad.example")
    assert states(first) == ["PLACE", "PLACE"]
    assert states(group) == ["PLACE", "WAITING"]
    letter = Message.objects.filter(recipient="inny@urzad.example").latest("pk")
    assert "Osoby z miejscem: 1" in letter.text
    assert "na liście rezerwowej: 1" in letter.text
    assert "Celina" not in letter.text
    assert group.key in letter.text


@pytest.mark.django_db
def test_the_list_moves_when_somebody_cancels(reception):
    first = reception.send("Anna A", "Bogdan B", "Celina C")
    second = reception.send("Dawid D", "Ewa E", email="inny@urzad.example")
    guest = first.guests.first()
    cancel_by_sender(registration=first, uids=[guest.uid], now=NOW)
    assert states(second) == ["PLACE", "WAITING"]
    letter = Message.objects.filter(kind="attendance.moved_up").get()
    assert letter.recipient == "inny@urzad.example"
    with pytest.raises(WrongStateError):
        cancel_by_sender(registration=first, uids=[guest.uid], now=NOW)
    other = second.guests.first()
    with pytest.raises(WrongStateError):  # of another registration
        cancel_by_sender(registration=first, uids=[other.uid], now=NOW)
    assert Guest.objects.filter(state="PLACE").count() == 3


@pytest.mark.django_db
def test_one_office_does_not_hold_the_others_up(reception):
    by, event = reception.meeting.world.organiser, reception.meeting.event
    set_desk(event=event, values={"per_office": 1}, by=by, now=NOW)
    ours = reception.send("Anna A", "Bogdan B", unit_uid="120617")
    theirs = reception.send("Celina C", unit_uid="120618", email="c@urzad.example")
    assert states(ours) == ["PLACE", "WAITING"]
    assert states(theirs) == ["PLACE"]
    set_desk(event=event, values={"per_office": None}, by=by, now=NOW)
    assert states(ours) == ["PLACE", "PLACE"]


@pytest.mark.django_db
def test_a_closed_desk_and_a_busy_sender_are_refused(reception):
    by, event = reception.meeting.world.organiser, reception.meeting.event
    for _turn in range(10):
        reception.send()
    with pytest.raises(TooManyError):
        reception.send()
    for closed in ({"closes_at": NOW - timedelta(minutes=1)}, {"is_open": False}):
        set_desk(event=event, values=closed, by=by, now=NOW)
        with pytest.raises(ClosedError):
            reception.send(email="inny@urzad.example")
    assert Registration.objects.count() == 10


@pytest.mark.django_db
def test_the_office_gives_and_takes_with_a_reason(reception):
    by = reception.meeting.world.organiser
    row = reception.send("A A", "B B", "C C", "D D")
    placed, *_rest, waiting = row.guests.order_by("pk")
    facts = {"by": by, "now": NOW}
    with pytest.raises(MissingReasonError):
        call_off(guest=placed, reason=" ", **facts)
    with pytest.raises(NoPlaceError):
        give_place(guest=waiting, reason="Prelegent", **facts)
    clerk = {"by": reception.meeting.world.clerk, "now": NOW}
    with pytest.raises(NotAllowedError):
        call_off(guest=placed, reason="Nie", **clerk)
    assert call_off(guest=placed, reason="Podwójne zgłoszenie", **facts) == 1
    assert states(row) == ["CANCELLED", "PLACE", "PLACE", "PLACE"]
    told = Message.objects.filter(kind="attendance.cancelled").get()
    assert "Podwójne zgłoszenie" in told.text
    values = {"name": "E E", "kind": "OTHER", "unit_uid": "", "body": "Fundacja"}
    with pytest.raises(NoPlaceError):
        walk_in(desk=reception.desk, values=values, **facts)
    event = reception.meeting.event
    set_desk(event=event, values={"places": 5}, **facts)
    guest = walk_in(desk=reception.desk, values=values, **facts)
    assert guest.arrived_at == NOW
    give_place(guest=placed, reason="Jednak będzie", **facts)
    assert Guest.objects.filter(state="PLACE").count() == 5
    texts = str(list(Trail.objects.values_list("before", "after")))
    assert "Podwójne" not in texts
    assert "E E" not in texts


@pytest.mark.django_db
def test_a_sender_changes_names_and_answers(reception):
    row = reception.send("Anna A", answers={"needs": "Pętla"})
    old = row.sheet_id
    guest = row.guests.get()
    change_registration(
        registration=row,
        names={guest.uid: "Anna B", "obcy": "Nikt"},
        answers={"needs": "Dieta"},
        now=NOW,
    )
    row.refresh_from_db()
    guest.refresh_from_db()
    assert guest.name == "Anna B"
    assert row.sheet_id != old
    assert not type(row.sheet).objects.filter(pk=old).exists()


@pytest.mark.django_db
def test_a_desk_without_limits_takes_everybody():
    reception = make_desk(places=None)
    assert set(states(reception.send(*[f"Osoba {n}" for n in range(20)]))) == {"PLACE"}
