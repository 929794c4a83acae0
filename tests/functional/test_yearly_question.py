"""A year later the author is asked by mail, and answers by one press."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.practices import published
from tests.factories.units import make_register

from miara.notifications.public import Message
from miara.practices.models import PracticeQuestion
from miara.practices.tasks import ask

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]


def test_an_author_gets_the_question_and_answers_by_one_press(
    page, settings, tmp_path, live_server
):
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MIARA_SITE_URL = live_server.url
    make_register()
    now = timezone.now()
    card = published(now=now - timedelta(days=366))
    address = f"/praktyki/{card.pk}-autobus-na-telefon/"
    page.goto(address)
    page.get_by_text("zapytaliśmy autora").first.wait_for()

    assert ask(now)["sent"] == 1
    letter = Message.objects.get()
    assert letter.recipient == "jan@gmina.example"
    page.goto(re.findall(r"http\S+", letter.text)[0])
    page.get_by_role("heading", name="Czy ta praktyka jest nadal aktualna?").wait_for()
    page.get_by_role("button", name="Tak, nadal działa zgodnie z opisem").click()
    page.get_by_role("heading", name="Dziękujemy").wait_for()

    page.get_by_role("link", name="Autobus na telefon").click()
    page.get_by_role("heading", name="Autobus na telefon", level=1).wait_for()
    assert page.get_by_text("zapytaliśmy autora").count() == 0
    assert PracticeQuestion.objects.get().answer == "TRUE"
    assert ask(now + timedelta(days=200))["sent"] == 0
