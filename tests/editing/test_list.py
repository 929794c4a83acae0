"""The list of cards: what stands in it, how it is narrowed, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.practices import content, published
from tests.factories.units import make_register

from miara.practices.actions import cards
from miara.practices.models import PracticeLife

pytestmark = pytest.mark.django_db

LIST = "/redakcja/praktyki/karty/"


def titles(desk, query=""):
    page = desk.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return sorted(card.title for card in page.context["object_list"])


@pytest.fixture
def shelf():
    make_register()
    now = timezone.now()
    cards.create_card(content("Szkic", unit_uid="120617"), by=None, now=now)
    published("Stara", now=now - timedelta(days=900))
    published("Świeża", now=now, section="social")
    gone = published("Dawna", now=now)
    cards.archive_card(
        gone, reason=PracticeLife.Reason.ENDED, note="Koniec.", by=None, now=now
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Dawna", "Stara", "Szkic", "Świeża"]),
        ("state=DRAFT", ["Szkic"]),
        ("state=PUBLIC", ["Stara", "Świeża"]),
        ("state=ARCHIVED", ["Dawna"]),
        ("state=REVIEW", []),
        ("freshness=FRESH", ["Świeża"]),
        ("freshness=STALE", ["Stara"]),
        ("freshness=ARCHIVED", ["Dawna"]),
        ("section=social", ["Świeża"]),
        ("unit=120617", ["Szkic"]),
        ("unit=Zielonki", ["Szkic"]),
        ("unit=nie-ma-takiej", []),
        ("q=szkic", ["Szkic"]),
    ],
)
def test_the_list_is_narrowed(desk, shelf, query, found):
    assert titles(desk, query) == found


def test_states_are_said_in_words(desk, shelf):
    text = desk.get(LIST).content.decode()
    for words in ("szkic", "opublikowany", "w archiwum", "gmina Zielonki"):
        assert words in text


def test_the_list_costs_the_same_however_long(desk):
    make_register()
    published("Pierwsza")
    desk.get(LIST)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(LIST).status_code == 200
        return len(asked)

    one = cost()
    published("Druga")
    published("Trzecia")
    assert cost() == one


def test_pages_ask_no_other_host(desk, shelf):
    for path in (LIST, f"{LIST}add/"):
        answer = desk.get(path)
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "'unsafe-eval'" not in policy
        assert "http" not in policy
    assert "'unsafe-inline'" not in desk.get("/praktyki/")["Content-Security-Policy"]
