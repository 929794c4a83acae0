"""One search for everything: blocks by kind, only what is public, a constant cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.contest import make_world
from tests.factories.past import load as load_archive
from tests.factories.past import make_tricky_register
from tests.factories.portal import NOW as SOON
from tests.factories.portal import make_site, published_news
from tests.factories.practices import NOW, content, published

from miara.core import found, slots
from miara.portal.actions.news import create_news, withdraw_news
from miara.portal.actions.pages import create_page, publish_page
from miara.practices.actions import cards
from miara.search import public as search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"


def make_page(site, slug, title, *, is_public=True):
    page = create_page(
        site=site, slug=slug, title=title, body="Autobus.", by=None, now=SOON
    )
    return publish_page(page, by=None, now=SOON) if is_public else page


def blocks(client, text, prefix=""):
    answer = client.get(f"{prefix}/szukaj/", {"q": text})
    assert answer.status_code == 200
    return {
        block.anchor: [str(line.title) for line in block.lines]
        for block in answer.context["blocks"]
    }


def test_without_words_there_is_a_field_and_nothing_else(client):
    answer = client.get("/szukaj/")
    html = answer.content.decode()
    assert 'role="search"' in html
    assert 'role="status"' not in html.partition("<main")[2]
    assert "noindex" not in html
    assert answer.cookies == {}


def test_every_kind_answers_to_any_form_of_a_word(client):
    site = make_site()
    card = published("Autobusy na telefon")
    published_news("Spotkanie o autobusach", site=site)
    make_page(site, "autobusy", "Rozkład autobusu")
    search.rebuild(now=NOW)
    found_here = blocks(client, "autobusem")
    assert found_here["praktyki"] == ["<mark>Autobusy</mark> na telefon"]
    assert found_here["aktualnosci"] == ["Spotkanie o autobusach"]
    assert found_here["strony"] == ["Rozkład autobusu"]
    html = client.get("/szukaj/?q=autobusem").content.decode()
    assert "<mark>Autobusy</mark> na telefon" in html
    assert f'href="/praktyki/{card.pk}-autobusy-na-telefon/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Szukaj: autobusem" in html


def test_units_and_indicators_and_contests_answer_too(client):
    world = make_world()
    assert blocks(client, "zielonkach")["samorzady"][0] == "Zielonki"
    asked = blocks(client, "pozarow")["wskazniki"]
    assert any("pożar" in title.casefold() for title in asked)
    word = str(world.edition.name).split()[-1]
    assert str(world.edition.name) in blocks(client, word)["konkursy"]
    world.edition.published_at = None
    world.edition.save()
    assert "konkursy" not in blocks(client, word)


def test_the_archive_of_contests_answers_in_both_languages(client):
    make_tricky_register()
    load_archive()
    assert blocks(client, "2010")["konkursy"]
    english = client.get("/en/szukaj/?q=2010").content.decode()
    assert "from the archive of results" in english


def test_what_is_not_public_is_never_found(client):
    site = make_site()
    cards.create_card(content("Tajemnica szkicu"), by=None, now=NOW)
    gone = published_news("Tajemnica wycofana", site=site)
    withdraw_news(gone, reason="Pomyłka.", by=None, now=SOON)
    from tests.factories.portal import news_text

    create_news(news_text("Tajemnica w toku"), site=site, by=None, now=SOON)
    make_page(site, "tajemnica", "Tajemnica strony", is_public=False)
    assert blocks(client, "tajemnica") == {}
    search.rebuild(now=NOW)
    assert blocks(client, "tajemnica") == {}


def test_nothing_found_says_what_to_do_and_leads_on(client):
    html = client.get("/szukaj/", {"q": "<b>qqqzzz</b>"}).content.decode()
    assert "&lt;b&gt;qqqzzz&lt;/b&gt;" in html
    assert "Użyj mniej słów albo innych." in html
    for link in ("/jednostki/", "/wskazniki/", "/praktyki/", "/aktualnosci/"):
        assert f'href="{link}"' in html


def test_a_missing_index_is_told_once(client):
    site = make_site()
    published("Autobus na telefon")
    published_news("Autobus", site=site)
    assert {"praktyki", "aktualnosci"} <= set(blocks(client, "autobus"))
    html = client.get("/szukaj/?q=autobus").content.decode()
    assert html.count("Indeks wyszukiwarki nie jest gotowy") == 1


def test_five_of_many_are_shown_and_the_rest_is_a_link_away(client):
    for number in range(7):
        published(f"Autobus {number}")
    search.rebuild(now=NOW)
    assert len(blocks(client, "autobus")["praktyki"]) == found.MOST
    html = client.get("/szukaj/?q=autobus").content.decode()
    assert 'href="/praktyki/?q=autobus"' in html


def test_odd_questions_are_answered(client):
    for text in ("\0", "-", '"', "- -", "ą" * 500, "a\tb\nc"):
        assert client.get("/szukaj/", {"q": text}).status_code == 200


@pytest.mark.parametrize("has_index", [True, False])
def test_blocks_keep_their_word_whatever_is_found(client, rf, has_index):
    make_world()
    site = make_site()

    def fill(start, stop):
        for number in range(start, stop):
            published(f"Autobus {number}")
            published_news(f"Autobus {number}", site=site)
            make_page(site, f"a{number}", f"Autobus {number}")
        if has_index:
            search.rebuild(now=NOW)

    def cost():
        request = rf.get("/szukaj/?q=autobus")
        assert slots.overspending(found.SLOT, request, {"text": "autobus"}) == []
        with CaptureQueriesContext(connection) as captured:
            assert len(blocks(client, "autobus")) == 4
        return len(captured)

    fill(0, 1)
    cost()  # the register is read once
    one = cost()
    fill(1, 4)
    assert cost() == one
