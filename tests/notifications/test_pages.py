"""Pages of mail and of the directory: who sees what, what a press of a button does."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.factories.units import make_register

from miara.accounts.public import User
from miara.notifications import owners
from miara.notifications import public as notifications
from miara.notifications.actions.outbox import UNDO_FOR
from miara.notifications.models import BouncedAddress, Dispatch, MailTemplate, Message
from miara.organisations import public as organisations

from .conftest import NOW, OWNER

pytestmark = pytest.mark.django_db
LIST = (
    "TERYT;Stanowisko;Imię i nazwisko;e-mail;adres\n"
    "120617;Wójt;Anna Wymyślona;wojt@zielonki.example;ul. Nowa 1\n"
    "120611;Burmistrz;Jan =Zmyślony;b@skawina.example;\n"
    "999999;Wójt;Nikt Nieznany;;\n"
)


@pytest.fixture
def register(db):
    make_register()


@pytest.fixture
def directory(register):
    organisations.import_directory(
        LIST.encode(), file_name="a.csv", source="x", as_of=NOW.date(), by=None, now=NOW
    )


@pytest.fixture
def as_organiser(client, organiser):
    client.force_login(organiser, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_operator(client, operator):
    client.force_login(operator, "django.contrib.auth.backends.ModelBackend")
    return client


def at(name, *args):
    return reverse(f"notifications:{name}", args=args)


def letter(name="Jan", owner=OWNER, **more):
    return notifications.enqueue(
        "tests.invited",
        to=f"{name.lower()}@example.org",
        context={"name": name, "address": "x"},
        language="pl",
        at=NOW,
        hold=True,
        owner_kind=owner[0],
        owner_id=owner[1],
        **more,
    )


def text(response):
    return response.content.decode()


def test_the_desk_shows_only_letters_of_the_owner(as_organiser):
    own, foreign = letter("Jan"), letter("Ewa", owner=("tests.thing", "8"))
    shown = text(as_organiser.get(at("owner-desk", *OWNER)))
    assert "Dla Jan" in shown
    assert "Dla Ewa" not in shown
    assert as_organiser.get(at("message", own.pk)).status_code == 200
    for address in (
        at("message", foreign.pk),
        at("message-html", foreign.pk),
        at("owner-desk", "tests.thing", "8"),
        at("operator-desk"),
    ):
        assert as_organiser.get(address).status_code == 403


def test_the_operator_sees_every_letter(as_operator):
    letter("Jan"), letter("Ewa", owner=("", ""))
    shown = text(as_operator.get(at("operator-desk")))
    assert "Dla Jan" in shown
    assert "Dla Ewa" in shown


def test_the_operator_sees_the_way_of_a_private_letter_and_not_what_it_says(
    as_operator, organiser, monkeypatch
):
    known = owners.mail_owner(OWNER[0])
    monkeypatch.setitem(owners._owners, OWNER[0], replace(known, is_private=True))
    row = letter("Jan")
    Message.objects.filter(pk=row.pk).update(html="<p>Dla Jan</p>")
    desk = at("operator-desk")
    for address in (desk, at("owner-desk", *OWNER), at("message", row.pk)):
        shown = text(as_operator.get(address))
        assert "…@example.org" in shown
        assert str(row.get_state_display()) in shown
        assert "Dla Jan" not in shown
        assert "Witaj" not in shown
        assert "jan@" not in shown
        assert "tests.invited" not in shown
    for address in (
        at("message-html", row.pk),
        at("template-list", *OWNER),
        at("dispatch-list", *OWNER),
        at("enquiry-list", *OWNER),
    ):
        assert as_operator.get(address).status_code == 403
    # A filter by kind would tell what private letters are about.
    found = as_operator.get(desk, {"rodzaj": "tests.invited"}).context["lines"]
    assert found == []
    as_operator.post(desk, {"action": "cancel", "id": [row.pk]})
    as_operator.post(at("message", row.pk), {"action": "cancel"})
    assert Message.objects.get().state == "HELD"
    as_operator.force_login(organiser, "django.contrib.auth.backends.ModelBackend")
    assert "Dla Jan" in text(as_operator.get(at("message", row.pk)))


def test_a_release_needs_the_typed_number_and_can_be_undone(as_organiser):
    ids = [letter(name).pk for name in ("Jan", "Ewa")]
    desk = at("owner-desk", *OWNER)
    asked = as_organiser.post(desk, {"action": "release", "all": "1"})
    assert "jan@example.org" in text(asked)
    wrong = as_organiser.post(desk, {"action": "confirm", "id": ids, "typed": "3"})
    assert wrong.status_code == 422
    assert not Message.objects.filter(state="QUEUED").exists()
    as_organiser.post(desk, {"action": "confirm", "id": ids, "typed": "2"})
    rows = Message.objects.filter(state="QUEUED")
    assert rows.count() == 2
    assert all(r.next_try_at - r.released_at == UNDO_FOR for r in rows)
    as_organiser.post(desk, {"action": "hold-released"})
    assert Message.objects.filter(state="HELD").count() == 2
    as_organiser.post(at("message", ids[0]), {"action": "cancel"})
    assert Message.objects.get(pk=ids[0]).state == "CANCELLED"


def test_nobody_acts_on_letters_of_others_through_the_desk(as_organiser):
    foreign = letter("Ewa", owner=("tests.thing", "8"))
    for action in ("hold", "cancel", "release", "confirm"):
        as_organiser.post(
            at("owner-desk", *OWNER),
            {"action": action, "id": [foreign.pk], "typed": "1"},
        )
    assert as_organiser.post(at("message", foreign.pk)).status_code == 403
    assert Message.objects.get().state == "HELD"


def test_html_is_shown_where_it_can_do_nothing(as_operator):
    row = letter()
    Message.objects.filter(pk=row.pk).update(html="<script>alert(1)</script>")
    answer = as_operator.get(at("message-html", row.pk))
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "sandbox; default-src 'none'"


def test_a_text_is_written_previewed_refused_and_put_back(as_organiser):
    page = at("template", *OWNER, "tests.invited", "pl")
    assert "Witaj Anna" in text(as_organiser.get(page))
    bad = as_organiser.post(
        page, {"action": "save", "subject": "X", "text": "{{ nmae }}"}
    )
    assert bad.status_code == 422
    assert "{{ name }}" in text(bad)  # the nearest variable is named
    fine = {"subject": "Do {{ name }}", "text": "Nowy {{ name }}"}
    assert "Nowy Anna" in text(as_organiser.post(page, {"action": "preview", **fine}))
    assert not MailTemplate.objects.exists()
    as_organiser.post(page, {"action": "save", **fine})
    assert letter().subject == "Do Jan"
    as_organiser.post(page, {"action": "reset"})
    assert letter().subject == "Dla Jan"
    assert "Nowy {{ name }}" in text(as_organiser.get(page))  # history


def test_only_letters_of_the_owner_can_be_written(as_organiser, as_operator):
    other = at("template", *OWNER, "notifications.dispatch", "pl")
    assert as_operator.get(other).status_code == 404


def test_a_dispatch_from_the_form_to_the_proof(as_organiser, directory):
    new = at("dispatch-new", *OWNER)
    facts = {
        "title": "Zaproszenie",
        "channel": "EMAIL",
        "kinds": ["2", "3"],
        "subject": "Do: {{ unit }}",
        "text": "{{ saltation }}",
    }
    refused = as_organiser.post(new, facts)
    assert refused.status_code == 422
    assert "{{ salutation }}" in text(refused)
    as_organiser.post(new, facts | {"text": "{{ salutation }}!"})
    row = Dispatch.objects.get()
    shown = text(as_organiser.get(at("dispatch", row.pk)))
    assert "Szanowna Pani Wójt!" in shown
    as_organiser.post(at("dispatch", row.pk), {"action": "approve"})
    assert Message.objects.filter(state="HELD").count() == 2
    item = row.items.filter(state="NO_ADDRESS").earliest("pk")
    proof = at("dispatch-proof", row.pk, item.pk)
    sent = {"channel": "POST", "sent_at": "2026-03-01T09:00"}
    assert as_organiser.post(proof, sent).status_code == 422
    as_organiser.post(proof, sent | {"number": "RR 1"})
    item.refresh_from_db()
    assert (item.state, item.proof_number) == ("DONE", "RR 1")

    book = as_organiser.get(at("dispatch-file", row.pk)).content
    cells = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    lines = {line[0]: line for line in cells.to_python()[1:]}
    assert lines["120617"][4] == "Szanowna Pani Wójt"
    assert lines["120611"][3] == "Jan =Zmyślony"


def test_an_enquiry_is_noted(as_organiser, register):
    page = at("enquiry-list", *OWNER)
    facts = {
        "channel": "PHONE",
        "asked_at": "2026-03-01T09:00",
        "subject": "Termin",
        "text": "Do 8 kwietnia",
    }
    assert as_organiser.post(page, facts | {"unit": "000001"}).status_code == 422
    as_organiser.post(page, facts | {"unit": "120617"})
    shown = text(as_organiser.get(page))
    assert "Do 8 kwietnia" in shown
    assert "Zielonki" in shown


def test_a_list_is_looked_at_then_taken_over(as_operator, register):
    upload = SimpleUploadedFile("wykaz.csv", LIST.encode())
    facts = {"file": upload, "source": "Wykaz", "as_of": "2026-03-01"}
    answer = as_operator.post(at("directory-import"), facts)
    report = text(as_operator.get(answer.url))
    assert "999999" in report
    assert organisations.head_of("120617") is None
    as_operator.post(answer.url)
    assert organisations.head_of("120617").full_name == "Anna Wymyślona"
    assert as_operator.get(answer.url).status_code == 404
    bad = SimpleUploadedFile("wykaz.csv", b"a;b\n1;2\n")
    refused = as_operator.post(at("directory-import"), facts | {"file": bad})
    assert refused.status_code == 422


def test_the_directory_is_searched_downloaded_and_corrected(as_operator, directory):
    found = text(as_operator.get(at("directory"), {"q": "wymyslona"}))
    assert "Zielonki" in found
    assert "Skawina" not in found
    csv = as_operator.get(at("directory-file", "csv"), {"q": "Zielonki"}).content
    assert b"wojt@zielonki.example" in csv
    again = organisations.import_directory(
        csv, file_name="b.csv", source="x", as_of=NOW.date(), by=None, now=NOW
    )
    assert (again.unchanged, again.changes, again.broken) == (1, [], [])

    page = at("head", "120617")
    facts = {
        "office": "WOJT",
        "standing": "ELECTED",
        "full_name": "Anna Wymyślona",
        "form": "F",
        "email": "nowy@zielonki.example",
        "edelivery_address": "AE:zly",
    }
    bad = as_operator.post(page, facts | {"reason": "telefon"})
    assert bad.status_code == 422
    as_operator.post(page, facts | {"edelivery_address": ""})  # no reason
    assert organisations.head_of("120617").email == "wojt@zielonki.example"
    as_operator.post(page, facts | {"edelivery_address": "", "reason": "telefon"})
    assert organisations.head_of("120617").email == "nowy@zielonki.example"


def test_a_stopped_address_is_shown_and_let_go(as_operator):
    row = BouncedAddress.objects.create(
        address="x@example.org", code="5.1.1", is_hard=True, bounced_at=NOW
    )
    assert "x@example.org" in text(as_operator.get(at("operator-desk")))
    as_operator.post(at("bounce-clear", row.pk))
    assert "x@example.org" not in text(as_operator.get(at("operator-desk")))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("owner-desk", OWNER),
        ("dispatch-list", OWNER),
        ("enquiry-list", OWNER),
        ("directory", ()),
    ],
)
def test_lists_cost_the_same_however_long(
    directory, as_operator, name, args, django_assert_max_num_queries
):
    operator = User.objects.get()

    def fill(count):
        for number in range(count):
            letter(f"Osoba{number}")
            notifications.make_dispatch(
                owner_kind=OWNER[0],
                owner_id=OWNER[1],
                title="T",
                channel="POST",
                audience=notifications.Audience(kinds=["2"]),
                subject="x",
                text="y",
                by=operator,
                now=NOW,
            )
            notifications.log_enquiry(
                owner_kind=OWNER[0],
                owner_id=OWNER[1],
                channel="PHONE",
                asked_at=NOW,
                subject="s",
                text="t",
                unit_uid="120617",
                by=operator,
                now=NOW + timedelta(minutes=number),
            )

    def cost():
        with django_assert_max_num_queries(20) as counted:
            assert as_operator.get(at(name, *args)).status_code == 200
        return len(counted)

    fill(1)
    cost()  # warms what is cached
    one = cost()
    fill(3)
    assert cost() == one
