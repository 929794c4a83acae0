"""News as readers see it: list, page, feeds, files."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.portal import (
    NOW,
    kept_picture,
    make_site,
    news_text,
    published_news,
)

from miara.portal.actions.news import create_news, publish_news, withdraw_news
from miara.portal.domain.content import Attached, See

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(db):
    return kept_picture()


def path(news):
    return f"/aktualnosci/{news.pk}-zaproszenie-na-spotkanie/"


def test_the_page_shows_text_label_and_what_to_see(client, site, picture):
    news = published_news(
        site=site,
        starts_at=NOW + timedelta(days=3),
        ends_at=NOW + timedelta(days=3, hours=2),
        place="Dom Kultury w Skawinie",
        sign_up="https://zapisy.example/7",
        files=(Attached(picture.pk, "Sala", True, "Pusta sala", "Jan Foto"),),
        links=(See("Wyniki konkursu", "/konkursy/"), See("Zły", "javascript:x")),
    )
    page = client.get(path(news)).content.decode()
    for words in (
        "<h2>Program</h2>",
        "Dom Kultury w Skawinie",
        'href="https://zapisy.example/7"',
        'alt="Pusta sala"',
        "Jan Foto",
        'href="/konkursy/"',
        "Ewa Redaktorska",
        "27 lutego 2026",
        "5 marca 2026",
    ):
        assert words.replace(" ", "\xa0") in page.replace(" ", "\xa0"), words
    assert "javascript:x" not in page
    assert '"@type": "NewsArticle"' in page


def test_the_number_identifies_and_words_decorate(client, site):
    news = published_news(site=site)
    answer = client.get(f"/aktualnosci/{news.pk}-inne-slowa/")
    assert (answer.status_code, answer["Location"]) == (308, path(news))
    assert client.get("/aktualnosci/999999-nie-ma/").status_code == 404


def test_a_draft_has_no_page_no_file_and_no_line(client, site, picture):
    text = news_text(files=(Attached(picture.pk, "Sala", True, "Sala", "Jan"),))
    news = create_news(text, site=site, by=None, now=NOW)
    file = f"/aktualnosci/{news.pk}/pliki/{picture.uid}/"
    for address in (path(news), file):
        assert client.get(address).status_code == 404
    for address in ("/aktualnosci/", "/aktualnosci.atom", "/aktualnosci.json", "/"):
        assert "Zaproszenie na spotkanie" not in client.get(address).content.decode()
    publish_news(news, by=None, now=NOW)
    assert client.get(file)["Content-Type"] == "image/png"


def test_withdrawn_news_says_why_and_shows_nothing_else(client, site, picture):
    news = published_news(
        site=site, files=(Attached(picture.pk, "Sala", True, "Sala", "Jan"),)
    )
    withdraw_news(news, reason="Spotkanie odwołano.", by=None, now=NOW)
    answer = client.get(path(news))
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "Spotkanie odwołano." in page
    assert "powitanie" not in page
    assert client.get(f"/aktualnosci/{news.pk}/pliki/{picture.uid}/").status_code == 404


def test_english_readers_get_english_where_it_is(client, site):
    news = published_news(
        site=site, title_en="Invitation", lead_en="Come.", body_en="A"
    )
    published_news("Tylko po polsku", site=site)
    page = client.get(f"/en{path(news)}").content.decode()
    assert "<h1>Invitation</h1>" in page
    listed = client.get("/en/aktualnosci/").content.decode()
    assert ">Invitation</a>" in listed
    assert '<li lang="pl"><h2>' in listed.replace("\n", "")


def test_the_list_narrows_by_category_and_site_and_ignores_nonsense(
    client, site, other_site
):
    published_news("Pierwsza", site=site)
    published_news("Druga", site=other_site, category="law")

    def titles(query):
        page = client.get(f"/aktualnosci/{query}").content.decode()
        return [name for name in ("Pierwsza", "Druga") if f">{name}</a></h2>" in page]

    assert titles("?kategoria=zaproszenia") == ["Pierwsza"]
    assert titles("?portal=zpp") == ["Druga"]
    assert titles("?kategoria=prawo&portal=zgp") == []
    assert titles("?kategoria=zle&portal=zle&page=zle") == ["Pierwsza", "Druga"]


def test_the_host_decides_whose_news_come_first(client, settings, site, other_site):
    settings.MIARA_SITES = {"zgp.example": "zgp"}
    settings.ALLOWED_HOSTS = ["*"]
    published_news("Stara", site=site, now=NOW - timedelta(days=9))
    published_news("Nowa", site=other_site)
    for host, first in (("zgp.example", "Stara"), ("miara.example", "Nowa")):
        page = client.get("/aktualnosci/", headers={"host": host}).content.decode()
        found = page.index("Stara</a></h2>") < page.index("Nowa</a></h2>")
        assert found == (first == "Stara"), host


def test_feeds_and_tables_hold_the_same_list(client, site):
    news = published_news("=Zaproszenie & więcej", site=site)
    published_news("Prawo", site=site, category="law")
    atom = client.get("/aktualnosci.atom?kategoria=zaproszenia").content.decode()
    assert "=Zaproszenie &amp; więcej" in atom
    assert "Prawo" not in atom
    rows = json.loads(client.get("/aktualnosci.json").content)["news"]
    assert {row["number"] for row in rows} >= {news.pk}
    table = client.get("/aktualnosci.csv").content.decode("utf-8-sig")
    assert "'=Zaproszenie" in table
    for address in ("/aktualnosci.atom", "/aktualnosci.json"):
        answer = client.get(address)
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/aktualnosci/", "/aktualnosci.atom", "/"])
def test_longer_lists_make_no_more_statements(client, address):
    site = make_site()

    def count():
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    published_news("Jedna", site=site)
    client.get(address)
    before = count()
    for number in range(6):
        published_news(f"Dalsza {number}", site=site)
    assert count() == before


def test_the_first_page_shows_the_newest(client, site):
    published_news(site=site)
    assert "Zaproszenie na spotkanie" in client.get("/").content.decode()
