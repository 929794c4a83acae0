"""Pages of registration: who opens them, what they show, what people do with them."""

import re

import pytest
from tests.factories.attendance import ON_THE_DAY, make_desk
from tests.factories.events import make_event

from miara.accounts.models import User
from miara.attendance.actions.door import Seen, let_in
from miara.attendance.domain.codes import digest_of
from miara.attendance.models import Desk, Guest, Registration
from miara.notifications.models import Message
from miara.units import public as units

OFFICE = ("uczestnicy/", "uczestnicy/ustawienia/", "uczestnicy/nowy/",
          "uczestnicy/przechowywane/", "uczestnicy/tabela/csv/",
          "uczestnicy/tabela/xlsx/", "wejscie/", "wejscie/lista/")  # fmt: skip
SENT = {
    "names": "Anna Zmyślona\nBogdan Zmyślony",
    "kind": "UNIT",
    "unit_uid": "120617",
    "body": "",
    "email": "anna@urzad.example",
    "needs": "Pętla indukcyjna",
    "consent": "on",
}


@pytest.mark.django_db
def test_each_person_gets_past_the_doors_they_may(reception, enter):
    guest = reception.send().guests.get()
    pages = (*OFFICE, f"uczestnicy/{guest.uid}/", "uczestnicy/plakietki/")
    world = reception.meeting.world
    people = {
        "nobody": (None, 302),
        "clerk": (world.clerk, 403),
        "operator": (User.objects.get(email="operator@przyklad.pl"), 403),
        "editor": (world.organiser, 200),
    }
    base = f"/wydarzenia/{reception.meeting.event.code}/"
    for name, (user, status) in people.items():
        client = enter(user)
        for page in pages:
            if name == "editor" and "plakietki" in page:
                continue  # typeset outside a transaction: see test_printed
            assert client.get(f"{base}biuro/{page}").status_code == status, (name, page)
        for page in ("uczestnicy/pytania/", "wejscie/znaki/"):
            done = client.post(f"{base}biuro/{page}").status_code
            assert done == {200: {"u": 302, "w": 422}[page[0]]}.get(status, status)
        for page in ("rejestracja/", "rejestracja/wyslano/"):
            assert client.get(base + page).status_code == 200
    assert enter(None).get("/udzial/" + "x" * 43 + "/").status_code == 410


@pytest.mark.django_db
def test_an_event_without_a_desk_or_in_draft(enter):
    meeting = make_event()
    draft = make_event(world=meeting.world, code="szkic", public=False).event
    base = f"/wydarzenia/{meeting.event.code}/"
    client = enter(meeting.world.organiser)
    answer = client.get(base + "biuro/uczestnicy/")
    assert answer.url.endswith("/uczestnicy/ustawienia/")
    assert client.get(answer.url).status_code == 200
    assert "nie ma rejestracji" in client.get(base + "rejestracja/").content.decode()
    assert client.get(f"/wydarzenia/{draft.code}/rejestracja/").status_code == 404
    client = enter(meeting.world.clerk)
    closed = client.get(f"/wydarzenia/{draft.code}/biuro/uczestnicy/")
    assert closed.status_code == 404


@pytest.mark.django_db
def test_a_group_registers_changes_and_cancels_by_link(reception, client):
    base = f"/wydarzenia/{reception.meeting.event.code}/"
    assert "rejestracja/" in client.get(base).content.decode()
    path = base + "rejestracja/"
    wrong = client.post(path, {**SENT, "unit_uid": "", "consent": "", "names": " "})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "Wpisz, którą jednostkę samorządu reprezentujesz." in page
    assert "Pętla indukcyjna" in page
    assert Registration.objects.count() == 0
    assert client.post(path, SENT).status_code == 302
    row = Registration.objects.get()
    assert row.unit_uid
    assert row.sheet is not None
    letter = Message.objects.get(kind="attendance.registered")
    link = re.search(r"/udzial/[-\w]{43}/", letter.text)[0]
    page = client.get(link).content.decode()
    assert page.count("<svg") >= 2
    guest = row.guests.order_by("pk").first()
    assert f"{guest.code[:4]}-{guest.code[4:]}" in page
    other = row.guests.order_by("pk").last()
    changed = {
        f"name_{guest.uid}": "Anna Inna",
        f"name_{other.uid}": other.name,
        "needs": "Dieta",
        "consent": "on",
    }
    assert "Pętla" in client.get(f"{link}zmien/").content.decode()
    assert client.post(f"{link}zmien/", changed).status_code == 302
    assert client.post(f"{link}zmien/", {**changed, "consent": ""}).status_code == 422
    client.post(link, {"guest": [guest.uid]})
    guest.refresh_from_db()
    assert (guest.name, guest.state) == ("Anna Inna", "CANCELLED")


@pytest.mark.django_db
def test_a_trapped_program_and_a_closed_desk_leave_nothing(reception, client):
    path = f"/wydarzenia/{reception.meeting.event.code}/rejestracja/"
    assert client.post(path, {**SENT, "website": "http://x"}).status_code == 302
    many = "\n".join(f"Osoba {n}" for n in range(21))
    assert client.post(path, {**SENT, "names": many}).status_code == 422
    Desk.objects.update(is_open=False)
    assert client.post(path, SENT).status_code == 200
    assert Registration.objects.count() == 0


@pytest.mark.django_db
def test_the_list_filters_and_its_table_runs_nothing(reception, enter):
    reception.send("=HYPERLINK(1)", "Bogdan B", kind="MEDIA", body="+Gazeta")
    reception.send(
        "Celina C",
        "Dawid D",
        unit_uid=units.unit_by_code("120617").uid,
        email="c@x.example",
    )
    client = enter(reception.meeting.world.organiser)
    base = f"/wydarzenia/{reception.meeting.event.code}/biuro/uczestnicy/"
    for query, names in (
        ("stan=WAITING", ["Dawid D"]),
        ("rodzaj=MEDIA", ["=HYPERLINK(1)", "Bogdan B"]),
        ("wojewodztwo=12", ["Celina C", "Dawid D"]),
        ("szukaj=celina", ["Celina C"]),
        ("stan=ARRIVED", []),
    ):
        page = client.get(f"{base}?{query}").context
        assert [row.name for row, *_rest in page["lines"]] == names, query
        text = client.get(f"{base}tabela/csv/?{query}").content.decode("utf-8-sig")
        assert len(text.splitlines()) == len(names) + 1
        assert ";=" not in f";{text}".replace("\n", ";")
    assert "'=HYPERLINK(1)" in client.get(f"{base}tabela/csv/").content.decode()
    assert client.get(f"{base}tabela/exe/").status_code == 404


@pytest.mark.django_db
def test_queries_do_not_grow_with_guests(enter, django_assert_max_num_queries):
    reception = make_desk(places=None)
    client = enter(reception.meeting.world.organiser)
    base = f"/wydarzenia/{reception.meeting.event.code}/biuro/"
    counts = []
    for size in (2, 20):
        for number in range(size):
            reception.send(f"Osoba {number}", "Druga", email=f"{size}{number}@x.example",
                           answers={"needs": "Dieta"})  # fmt: skip
        one = []
        for page in ("uczestnicy/", "uczestnicy/tabela/csv/", "wejscie/lista/",
                     "uczestnicy/przechowywane/"):  # fmt: skip
            with django_assert_max_num_queries(40) as asked:
                client.get(base + page)
            one.append(len(asked))
        counts.append(one)
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_office_page_of_one_guest(reception, enter):
    row = reception.send("Anna A", answers={"needs": "Pętla"})
    guest = row.guests.get()
    client = enter(reception.meeting.world.organiser)
    code = reception.meeting.event.code
    path = f"/wydarzenia/{code}/biuro/uczestnicy/{guest.uid}/"
    assert "Pętla" in client.get(path).content.decode()
    assert client.post(path, {"do": "cancel", "reason": ""}).status_code == 422
    assert client.post(path, {"do": "nic", "reason": "x"}).status_code == 404
    assert client.post(path, {"do": "cancel", "reason": "Choroba"}).status_code == 302
    assert client.post(path, {"do": "cancel", "reason": "Choroba"}).status_code == 422
    assert client.post(path, {"do": "place", "reason": "Zdrowa"}).status_code == 302
    guest.refresh_from_db()
    assert guest.state == "PLACE"
    new = f"/wydarzenia/{code}/biuro/uczestnicy/nowy/"
    sent = {"name": "Ewa E", "kind": "OTHER", "unit_uid": "", "body": "Fundacja"}
    assert client.post(new, {**sent, "body": ""}).status_code == 422
    assert client.post(new, sent).status_code == 302
    assert Guest.objects.filter(arrived_at__isnull=False).count() == 1


@pytest.mark.django_db
def test_a_certificate_is_checked_without_showing_the_name(reception, client):
    guest = reception.send("Anna Zmyślona").guests.get()
    path = f"/zaswiadczenie/{guest.certificate}/"
    assert client.get(path).status_code == 404
    desk, by = reception.desk, reception.meeting.world.organiser
    seen = Seen("m1", digest_of(desk.event.uid, guest.code), ON_THE_DAY)
    let_in(desk=desk, seen=[seen], by=by, now=ON_THE_DAY)
    page = client.get(path).content.decode()
    assert "Anna" not in page
    same = client.post(path, {"name": " anna  zmyślona "}).content.decode()
    assert "To jest imię i nazwisko" in same
    other = client.post(path, {"name": "Anna Inna"}).content.decode()
    assert "wydano na inne" in other
    Guest.objects.update(name="")
    assert "usunięte" in client.get(path).content.decode()
