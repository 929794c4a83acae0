"""The yearly question: the ladder of mails and its answers."""

from datetime import timedelta

import pytest
from tests.factories.practices import NOW, content, published

from miara.notifications.public import Message
from miara.practices.actions import cards
from miara.practices.actions.questions import answer_question, ask_authors
from miara.practices.domain.content import Contact
from miara.practices.errors import AnsweredError
from miara.practices.models import PracticeCard, PracticeLife, PracticeQuestion

pytestmark = pytest.mark.django_db

YEAR = NOW + timedelta(days=365)


def mails():
    return list(Message.objects.order_by("pk"))


def test_a_year_after_the_confirmation_its_author_is_asked_once():
    card = published()
    cards.create_card(content("Szkic"), by=None, now=NOW)
    assert ask_authors(now=YEAR - timedelta(days=1)).sent == 0
    assert ask_authors(now=YEAR).sent == 1
    assert ask_authors(now=YEAR + timedelta(hours=3)).sent == 0
    (mail,) = mails()
    question = PracticeQuestion.objects.get()
    assert mail.recipient == "jan@gmina.example"
    assert question.key in mail.text
    assert (question.card, question.step) == (card, 0)


def test_reminders_follow_and_a_pause_sends_only_the_newest():
    published()
    ask_authors(now=YEAR)
    assert ask_authors(now=NOW + timedelta(days=379)).sent == 1
    assert ask_authors(now=NOW + timedelta(days=430)).sent == 1
    steps = PracticeQuestion.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == [0, 1, 3]
    assert ask_authors(now=NOW + timedelta(days=800)).sent == 0
    assert "Przypomnienie" in mails()[1].subject


def test_the_office_is_asked_where_no_person_is_known():
    published(contact=Contact(office_email="urzad@gmina.example"))
    published("Bez adresu", contact=Contact())
    done = ask_authors(now=YEAR)
    assert (done.sent, done.without_address) == (1, 1)
    assert [mail.recipient for mail in mails()] == ["urzad@gmina.example"]


def test_an_archived_description_is_not_asked_about():
    card = published()
    cards.archive_card(card, reason="OTHER", note="Tak.", by=None, now=NOW)
    assert ask_authors(now=YEAR).sent == 0


def asked():
    card = published()
    ask_authors(now=YEAR)
    return card, PracticeQuestion.objects.get()


def test_still_true_begins_the_year_anew():
    card, question = asked()
    answer_question(question, "TRUE", by=None, now=YEAR)
    assert PracticeLife.objects.get(card=card).confirmed_on == YEAR.date()
    assert ask_authors(now=YEAR + timedelta(days=364)).sent == 0
    assert ask_authors(now=YEAR + timedelta(days=365)).sent == 1


def test_an_ended_practice_goes_to_the_archive():
    card, question = asked()
    answer_question(question, "ENDED", by=None, now=YEAR)
    life = PracticeLife.objects.get(card=card)
    assert (life.archived_for, life.archived_on) == ("ENDED", YEAR.date())
    assert PracticeCard.objects.get(pk=card.pk).live


def test_the_first_answer_counts_whichever_mail_it_came_by():
    card, question = asked()
    ask_authors(now=NOW + timedelta(days=379))
    reminder = PracticeQuestion.objects.get(step=1)
    answer_question(reminder, "CHANGED", by=None, now=YEAR + timedelta(days=20))
    with pytest.raises(AnsweredError):
        answer_question(question, "ENDED", by=None, now=YEAR + timedelta(days=21))
    assert PracticeLife.objects.get(card=card).archived_on is None


def test_one_press_answers_and_opening_the_link_does_not(client):
    _card, question = asked()
    path = f"/praktyki/pytanie/{question.key}/"
    page = client.get(path)
    assert page.status_code == 200
    assert "Tak, nadal działa" in page.content.decode()
    assert PracticeQuestion.objects.get().answer == ""
    done = client.post(path, {"answer": "TRUE"})
    assert "Dziękujemy" in done.content.decode()
    assert PracticeQuestion.objects.get().answer == "TRUE"
    assert client.post(path, {"answer": "ENDED"}).status_code == 409
    assert "udzielono już odpowiedzi" in client.get(path).content.decode()
    assert client.post(path, {"answer": "?"}).status_code == 422
    assert client.get("/praktyki/pytanie/nie-ma/").status_code == 404


def test_the_calendar_asks(monkeypatch):
    from miara.core.schedule import run_due

    published()
    run_due(YEAR.replace(hour=9))
    assert any(mail.recipient == "jan@gmina.example" for mail in mails())
