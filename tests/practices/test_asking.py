"""A reader asks the author, and nobody's address gets out."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.factories.practices import NOW, published

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core import visitor_limits
from miara.notifications.actions import send_due
from miara.notifications.public import Message
from miara.practices.actions import asking
from miara.practices.actions.asking import Letter, ask_author
from miara.practices.domain.content import Contact
from miara.practices.errors import NobodyToAskError, TooManyQuestionsError
from miara.practices.models import AskedAuthor
from miara.practices.presenters.links import card_path

pytestmark = pytest.mark.django_db

PERSON = "jan.kowalik@gmina.example"
HIDDEN = Contact("Urząd Gminy", "", "", "Jan Kowalik", PERSON)
GIVEN = {
    "text": "Ile kosztował system zgłoszeń?",
    "name": "Anna Wzór\r\nBcc: x@y.example",
    "email": "anna@miasto.example",
    "is_agreed": "on",
}
LETTER = Letter("Ile to kosztowało?", "Anna", "anna@miasto.example")


@pytest.fixture(autouse=True)
def _no_counts():
    visitor_limits.limits.forget()


@pytest.fixture
def card(register):
    return published(contact=HIDDEN)


def page(card):
    return card_path(card.pk, card.title) + "zapytaj/"


def signed_in():
    user = accounts.create_person(
        email="ewa@miasto.example", password=None, full_name="Ewa", by=None, now=NOW
    )
    client = Client()
    client.force_login(user)
    return client


def test_a_question_reaches_the_person_whom_no_page_names(client, card):
    shown = client.get(page(card)).content.decode()
    thanks = client.post(page(card), GIVEN)
    assert thanks.status_code == 200
    for text in (shown, thanks.content.decode()):
        assert PERSON not in text
        assert "Kowalik" not in text
    letter = Message.objects.get()
    assert (letter.recipient, letter.reply_to) == (PERSON, "anna@miasto.example")
    assert letter.language == "pl"
    assert "Ile kosztował system zgłoszeń?" in letter.text
    assert f"Gdzie odpowiedzieć: {GIVEN['email']}" in letter.text
    assert "Anna Wzór Bcc: x@y.example" in letter.text  # one line, nothing of a header


def test_the_answer_goes_to_the_reader(card, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask_author(card, LETTER, url="/praktyki/1/", by=None, now=NOW)
    send_due(NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == ([PERSON], ["anna@miasto.example"])


def test_only_that_somebody_asked_is_kept(client, card):
    client.post(page(card), GIVEN)
    kept = AskedAuthor.objects.values().get()
    assert set(kept) == {"id", "card_id", "asked_at"}
    (event,) = [e for e in audit.events_for(card) if e.kind.endswith("author_question")]
    assert "anna" not in str((event.before, event.after)).lower()


def test_the_office_is_asked_where_no_person_is_known(client, register):
    card = published(contact=Contact("Urząd", "urzad@gmina.example"))
    client.post(page(card), GIVEN)
    assert Message.objects.get().recipient == "urzad@gmina.example"


def test_without_an_address_there_is_nobody_to_ask(client, register):
    card = published(contact=Contact("Urząd"))
    assert client.get(page(card)).status_code == 404
    text = client.get(card_path(card.pk, card.title)).content.decode()
    assert "zapytaj/" not in text
    with pytest.raises(NobodyToAskError):
        ask_author(card, LETTER, url="/", by=None, now=NOW)


def test_the_card_leads_to_the_form(client, card):
    text = client.get(card_path(card.pk, card.title)).content.decode()
    assert f'href="{page(card)}"' in text
    assert PERSON not in text


def test_consent_is_asked_for_and_the_text_stays(client, card):
    refused = client.post(page(card), GIVEN | {"is_agreed": ""})
    assert refused.status_code == 422
    assert "Ile kosztował system zgłoszeń?" in refused.content.decode()
    assert not Message.objects.exists()


def test_a_copy_goes_to_an_account_and_never_to_a_typed_address(client, card):
    client.post(page(card), GIVEN | {"with_copy": "on"})
    assert [m.recipient for m in Message.objects.all()] == [PERSON]
    signed_in().post(page(card), GIVEN | {"with_copy": "on"})
    copy = Message.objects.get(kind=asking.COPY)
    assert copy.recipient == "ewa@miasto.example"
    assert PERSON not in copy.text


def test_programs_and_floods_are_stopped(client, card, monkeypatch):
    trapped = client.post(page(card), GIVEN | {"website": "https://x.example"})
    assert trapped.status_code == 200
    assert not Message.objects.exists()
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    assert client.post(page(card), GIVEN).status_code == 200
    assert client.post(page(card), GIVEN).status_code == 422
    assert Message.objects.count() == 1


def test_an_author_gets_so_many_a_day(card, monkeypatch):
    monkeypatch.setattr(asking, "MOST_A_DAY", 1)
    ask_author(card, LETTER, url="/", by=None, now=NOW)
    with pytest.raises(TooManyQuestionsError):
        ask_author(card, LETTER, url="/", by=None, now=NOW + timedelta(hours=23))
    ask_author(card, LETTER, url="/", by=None, now=NOW + timedelta(hours=25))


def test_the_form_needs_our_own_page(card):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(card), GIVEN).status_code == 403
