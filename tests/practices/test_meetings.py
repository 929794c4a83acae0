"""Meetings around a practice: announced, joined, left, called off, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar
from tests.factories.practices import NOW, published

from miara.accounts import public as accounts
from miara.audit.models import Event
from miara.core import visitor_limits
from miara.notifications.public import Message
from miara.practices.actions import meetings as acts
from miara.practices.errors import (
    MeetingFullError,
    MeetingOverError,
    NotAllowedError,
)
from miara.practices.models import MeetingGuest, PracticeMeeting
from miara.practices.presenters.links import card_path
from miara.practices.roles import BASE, PracticeRole

pytestmark = pytest.mark.django_db

FAR = datetime(2126, 5, 4, 8, 0, tzinfo=UTC)
LINK = "https://spotkania.example/tajne"
GUEST = {"name": "Jan Wzór", "office": "Urząd Miasta", "email": "Jan@Miasto.example"}


@pytest.fixture(autouse=True)
def _no_counts():
    visitor_limits.limits.forget()


@pytest.fixture
def card(register):
    return published(unit_uid="120617")


def meeting(card, *, by=None, **changed):
    values = {
        "title": "Autobus bez tajemnic", "about": "", "starts_at": FAR,
        "ends_at": FAR + timedelta(hours=2), "place": "Zielonki", "link": LINK,
        "places": 2,
    }  # fmt: skip
    return acts.announce_meeting(
        card, acts.Invitation(**values | changed), by=by, now=NOW
    )


def join(row, email="jan@miasto.example", now=NOW):
    acts.join_meeting(
        row, name="Jan Wzór", office="Urząd", email=email, language="pl", now=now
    )


def client_of(email, role, scope):
    user = accounts.create_person(email=email, password=None, by=None, now=NOW)
    accounts.Membership.objects.create(
        user=user, role=role, scope_kind=scope.kind, scope_id=scope.id,
        since=NOW, granted_at=NOW,
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def host(email="ewa@zielonki.example"):
    return client_of(email, "UNIT_EDITOR", accounts.unit_scope("120617"))


def test_a_reader_signs_up_gets_a_mail_and_may_leave(client, card):
    row = meeting(card)
    assert (
        "Autobus bez tajemnic"
        in client.get(card_path(card.pk, card.title)).content.decode()
    )
    path = f"/praktyki/spotkania/{row.pk}/"
    page = client.get(path).content.decode()
    assert LINK not in page
    done = client.post(path, GUEST)
    assert done.status_code == 200
    again = client.post(path, GUEST)
    assert again.content == done.content  # nothing tells who has a place
    letter = Message.objects.get()
    assert letter.recipient == "jan@miasto.example"
    assert LINK in letter.text
    assert "Miejsce: Zielonki" in letter.text
    leave = f"/praktyki/spotkania/wypisz/{MeetingGuest.objects.get().key}/"
    assert leave in letter.text
    assert client.get(leave).status_code == 200
    assert MeetingGuest.objects.count() == 1
    assert "Miejsce jest znowu wolne" in client.post(leave).content.decode()
    assert not MeetingGuest.objects.exists()
    assert client.get(leave).status_code == 410


def test_the_last_place_is_given_once(client, card):
    row = meeting(card, places=1)
    join(row)
    with pytest.raises(MeetingFullError):
        join(row, "inna@miasto.example")
    page = client.get(f"/praktyki/spotkania/{row.pk}/").content.decode()
    assert "Wszystkie miejsca są zajęte." in page
    assert "Zapisz mnie" not in page
    join(meeting(card, places=None))


def test_nobody_joins_what_began_or_was_called_off(card):
    row = meeting(card)
    with pytest.raises(MeetingOverError):
        join(row, now=FAR)
    join(row)
    acts.call_off(row, by=None, now=NOW)
    assert Message.objects.filter(kind=acts.CALLED_OFF).count() == 1
    with pytest.raises(MeetingOverError):
        join(row, "b@x.example")
    with pytest.raises(MeetingOverError):
        acts.call_off(row, by=None, now=NOW)


def test_hosts_and_editors_see_who_comes_and_nobody_else(client, card):
    row = meeting(card)
    join(row)
    path = f"/praktyki/spotkania/{row.pk}/"
    editor = client_of("b@baza.example", PracticeRole.EDITOR, BASE)
    stranger = client_of("c@x.example", "UNIT_EDITOR", accounts.unit_scope("120102"))
    for page, sees in ((host(), True), (editor, True), (stranger, False), (client, 0)):
        text = page.get(path).content.decode()
        assert ("jan@miasto.example" in text) is bool(sees)
        assert ("Jan Wzór" in text) is bool(sees)
    assert stranger.post(f"{path}odwolaj/").status_code == 403
    assert client.post(f"{path}odwolaj/").status_code == 302
    assert PracticeMeeting.objects.get().called_off_at is None
    host("d@zielonki.example").post(f"{path}odwolaj/")
    assert PracticeMeeting.objects.get().called_off_at
    assert "odwołane" in client.get(path).content.decode()


def test_only_hosts_invite(card):
    path = card_path(card.pk, card.title) + "spotkanie/"
    stranger = client_of("c@x.example", "UNIT_EDITOR", accounts.unit_scope("120102"))
    assert stranger.get(path).status_code == 403
    with pytest.raises(NotAllowedError):
        meeting(card, by=accounts.User.objects.get(email="c@x.example"))
    page = host()
    assert (
        "Zaproś na spotkanie"
        in page.get(card_path(card.pk, card.title)).content.decode()
    )
    given = {"title": "Spotkanie", "starts_at": "2126-05-04T10:00", "link": LINK}
    assert page.post(path, given | {"ends_at": "2126-05-04T09:00"}).status_code == 422
    past = given | {"starts_at": "2020-01-01T10:00", "ends_at": "2020-01-01T11:00"}
    assert page.post(path, past).status_code == 422
    nowhere = given | {"ends_at": "2126-05-04T11:00", "link": ""}
    assert page.post(path, nowhere).status_code == 422
    made = page.post(path, given | {"ends_at": "2126-05-04T11:00"})
    assert made.status_code == 302
    assert PracticeMeeting.objects.get().link == LINK
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeMeeting.objects.update(link="")


def test_a_calendar_has_the_meeting_without_its_link(client, card):
    row = meeting(card)
    answer = client.get(f"/praktyki/spotkania/{row.pk}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["summary"], event.decoded("dtstart")) == (row.title, FAR)
    assert LINK not in answer.content.decode()
    acts.call_off(row, by=None, now=NOW)
    assert b"CANCELLED" in client.get(f"/praktyki/spotkania/{row.pk}.ics").content


def test_guests_are_forgotten_and_never_in_the_trail(card):
    row = meeting(card)
    join(row)
    over = row.ends_at + acts.KEEP_GUESTS_FOR
    assert acts.erase_guests(now=over) == 0
    assert acts.erase_guests(now=over + timedelta(minutes=1)) == 1
    trail = str(list(Event.objects.values("before", "after")))
    assert "Wzór" not in trail
    assert "miasto.example" not in trail


def test_programs_and_floods_are_stopped(client, card, monkeypatch):
    path = f"/praktyki/spotkania/{meeting(card, places=None).pk}/"
    assert client.post(path, GUEST | {"website": "x"}).status_code == 200
    assert not MeetingGuest.objects.exists()
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    statuses = [
        client.post(path, GUEST | {"email": f"{i}@x.example"}).status_code
        for i in range(2)
    ]
    assert statuses == [200, 422]


def test_meetings_of_what_is_not_public_are_nowhere(client, card):
    row = meeting(card)
    type(card).objects.update(live=False)
    assert client.get(f"/praktyki/spotkania/{row.pk}/").status_code == 404
    assert client.get(f"/praktyki/spotkania/{row.pk}.ics").status_code == 404


def test_a_meeting_is_moved_and_every_guest_is_told(client, card):
    row = meeting(card)
    join(row)
    join(row, "ola@miasto.example")
    path = f"/praktyki/spotkania/{row.pk}/"
    hosts = host()
    assert f"{path}przenies/" in hosts.get(path).content.decode()
    form = hosts.get(f"{path}przenies/").content.decode()
    assert 'value="2126-05-04T10:00"' in form
    given = {"starts_at": "2126-05-06T12:00", "ends_at": "2126-05-06T13:00",
             "place": "Ratusz", "link": LINK}  # fmt: skip
    assert hosts.post(f"{path}przenies/", given).status_code == 302
    letters = Message.objects.filter(kind=acts.MOVED)
    assert {each.recipient for each in letters} == {
        "jan@miasto.example",
        "ola@miasto.example",
    }
    text = letters[0].text.replace("\xa0", " ")
    for words in ("4 maja 2126", "6 maja 2126", "Ratusz", LINK, "/wypisz/"):
        assert words in text, words
    assert MeetingGuest.objects.count() == 2
    page = client.get(path).content.decode()
    assert "To spotkanie przeniesiono." in page
    assert "Ratusz" in page
    (event,) = Calendar.from_ical(client.get(f"{path[:-1]}.ics").content).walk("VEVENT")
    assert (event["sequence"], event["location"]) == (1, "Ratusz")
    (trail,) = Event.objects.filter(kind="practices.meeting_moved")
    assert trail.before["starts_at"] != trail.after["starts_at"]
    assert "miasto.example" not in str((trail.before, trail.after))


def test_what_cannot_be_moved_is_told_and_kept(client, card):
    row = meeting(card)
    join(row)
    path = f"/praktyki/spotkania/{row.pk}/przenies/"
    same = {"starts_at": "2126-05-04T10:00", "ends_at": "2126-05-04T12:00",
            "place": "Zielonki", "link": LINK}  # fmt: skip
    hosts = host()
    answer = hosts.post(path, same)
    assert answer.status_code == 422
    assert "To obecny termin i miejsce." in answer.content.decode()
    for wrong in (
        {"starts_at": "2020-01-01T10:00", "ends_at": "2020-01-01T11:00"},
        {"ends_at": "2126-05-04T09:00"},
        {"place": "", "link": ""},
        {"starts_at": "kiedyś"},
    ):
        assert hosts.post(path, same | wrong).status_code == 422
    stranger = client_of("c@x.example", "UNIT_EDITOR", accounts.unit_scope("120102"))
    assert stranger.get(path).status_code == 403
    assert client.get(path).status_code == 302
    to = acts.Occasion(starts_at=FAR, ends_at=FAR, place="Inne", link="")
    with pytest.raises(MeetingOverError):
        acts.move_meeting(row, to, by=None, now=FAR)
    acts.call_off(row, by=None, now=NOW)
    assert hosts.post(path, same | {"place": "Inne"}).status_code == 422
    row.refresh_from_db()
    assert (row.moves, row.place) == (0, "Zielonki")
    assert not Message.objects.filter(kind=acts.MOVED).exists()
