"""Marks of the door: in any order, twice, from several telephones."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.attendance import ON_THE_DAY

from miara.attendance.actions.door import Answer, Seen, let_in
from miara.attendance.domain.codes import ALPHABET, clean_code, digest_of, new_code
from miara.attendance.errors import NotAllowedError
from miara.attendance.models import Mark


@given(st.text(max_size=20))
def test_what_is_no_code_is_nothing(text):
    assert clean_code(text) in {"", "".join(text.split()).replace("-", "").upper()}


def test_codes_are_read_as_people_type_them():
    code = new_code()
    assert set(code) <= set(ALPHABET)
    assert clean_code(f" {code[:4].lower()}-{code[4:]} ") == code


def seen(reception, guest, uid, minutes):
    digest = digest_of(reception.desk.event.uid, guest.code)
    return Seen(uid, digest, ON_THE_DAY + timedelta(minutes=minutes))


def told(reception, *marks, minutes=60):
    found = let_in(
        desk=reception.desk,
        seen=marks,
        by=reception.meeting.world.organiser,
        now=ON_THE_DAY + timedelta(minutes=minutes),
    )
    return [row.answer for row in found]


@pytest.mark.django_db
def test_the_earliest_mark_wins_whenever_it_comes(reception):
    guest = reception.send().guests.get()
    late, early = seen(reception, guest, "a", 10), seen(reception, guest, "b", 5)
    assert told(reception, late) == [Answer.IN]
    assert told(reception, early, late) == [Answer.IN, Answer.DOUBLE]
    assert told(reception, early) == [Answer.IN]  # the same mark sent again
    guest.refresh_from_db()
    assert guest.arrived_at == early.at
    assert Mark.objects.count() == 2


@pytest.mark.django_db
def test_unknown_codes_waiting_people_and_fast_clocks(reception):
    row = reception.send("A A", "B B", "C C", "D D")
    waiting = row.guests.order_by("pk").last()
    assert told(reception, seen(reception, waiting, "w", 1)) == [Answer.NO_PLACE]
    unknown = Seen("u", "0" * 64, ON_THE_DAY)
    assert told(reception, unknown) == [Answer.UNKNOWN]
    first = row.guests.order_by("pk").first()
    assert told(reception, seen(reception, first, "f", 600)) == [Answer.IN]
    first.refresh_from_db()
    assert first.arrived_at == ON_THE_DAY + timedelta(minutes=60)
    assert Mark.objects.count() == 1
    with pytest.raises(NotAllowedError):
        let_in(
            desk=reception.desk,
            seen=[unknown],
            by=reception.meeting.world.clerk,
            now=ON_THE_DAY,
        )


@pytest.mark.django_db
def test_a_telephone_fetches_digests_and_sends_marks(reception, enter):
    row = reception.send("Anna A", "B B", "C C", "D D")
    guest = row.guests.order_by("pk").first()
    client = enter(reception.meeting.world.organiser)
    base = f"/wydarzenia/{reception.meeting.event.code}/biuro/wejscie/"
    got = client.get(f"{base}lista/").json()
    digest = digest_of(reception.desk.event.uid, guest.code)
    assert got["codes"][digest] is False
    assert len(got["codes"]) == 3  # nobody who waits
    assert "Anna" not in json.dumps(got)
    assert guest.code not in json.dumps(got)
    mark = {"uid": "x1", "digest": digest, "at": "2026-10-07T07:00:00Z"}
    sent = client.post(f"{base}znaki/", {"marks": [mark]}, "application/json")
    (answer,) = sent.json()["answers"]
    assert answer["answer"] == "IN"
    assert "Anna A" in answer["text"]
    assert client.get(f"{base}lista/").json()["codes"][digest] is True
    for wrong in (
        {**mark, "at": "kiedyś"},
        {**mark, "uid": 5},
        {**mark, "at": "2026-10-07T07:00:00"},
        {**mark, "digest": "x"},
        {**mark, "uid": "a\0"},
        "nic",
    ):
        body = {"marks": [wrong]}
        assert client.post(f"{base}znaki/", body, "application/json").status_code == 422
    assert client.post(f"{base}znaki/", "[", "application/json").status_code == 422


@pytest.mark.django_db
def test_a_typed_code_works_without_a_script(reception, enter):
    guest = reception.send("Anna A").guests.get()
    client = enter(reception.meeting.world.organiser)
    path = f"/wydarzenia/{reception.meeting.event.code}/biuro/wejscie/"
    typed = f"{guest.code[:4].lower()} {guest.code[4:]}"
    first = client.post(path, {"code": typed})
    assert "Można wejść: Anna A" in first.content.decode().replace("\xa0", " ")
    assert "camera=(self)" in first.headers["Permissions-Policy"]
    again = client.post(path, {"code": typed}).content.decode()
    assert "wejście już odnotowano" in again.replace("\xa0", " ")
    assert "Tego kodu nie ma" in client.post(path, {"code": "???"}).content.decode()
