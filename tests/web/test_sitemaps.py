"""Lists of pages for search engines: whole, in both languages, and only what is public."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from tests.factories.portal import published_news
from tests.factories.practices import NOW, content, published
from tests.factories.vintages import publish_small_vintage

from miara.core import sitemaps
from miara.practices.actions import cards

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MIARA_SITE_URL = "https://baza.example"


@pytest.fixture
def numbers(settings):
    """A register with served numbers."""
    publish_small_vintage(settings)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml"
    assert not answer.cookies
    return ET.fromstring(answer.content)


def addresses(client, path):
    return [e.text for e in read(client, path).iter(f"{SPACE}loc")]


def test_robots_find_the_index_and_the_index_every_list(client, numbers):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: https://baza.example/sitemap.xml" in answer.content.decode()
    assert set(addresses(client, "/sitemap.xml")) >= {
        f"https://baza.example/sitemap-{name}.xml"
        for name in ("aktualnosci", "jednostki", "konkursy", "praktyki", "wskazniki")
    }
    assert client.get("/sitemap-nie-ma.xml").status_code == 404


def test_every_listed_page_answers_at_once(client, numbers):
    published("Autobus na telefon")
    published_news()
    for address in addresses(client, "/sitemap.xml"):
        listed = addresses(client, urlsplit(address).path)
        for page in listed[:6] + listed[-6:]:
            assert page.startswith("https://baza.example/")
            assert client.get(urlsplit(page).path).status_code == 200, page


def test_an_announced_edition_is_listed_and_a_draft_is_not(client, settings):
    from tests.factories.contest import make_world

    world = make_world()
    base = f"/konkursy/{world.edition.contest.code}/{world.edition.slug}/"
    listed = [urlsplit(a).path for a in addresses(client, "/sitemap-konkursy.xml")]
    assert {base, f"{base}regulamin/", f"/en{base}pytania/"} <= set(listed)
    for path in (base, f"{base}regulamin/", f"{base}pytania/"):
        assert client.get(path).status_code == 200
    world.edition.published_at = None
    world.edition.save()
    assert base not in "".join(addresses(client, "/sitemap-konkursy.xml"))


def test_practices_are_there_in_both_languages_with_their_day(client):
    card = published("Autobus na telefon")
    cards.create_card(content("Szkic"), by=None, now=NOW)
    root = read(client, "/sitemap-praktyki.xml")
    base = "https://baza.example"
    end = f"praktyki/{card.pk}-autobus-na-telefon/"
    locations = [e.text for e in root.iter(f"{SPACE}loc")]
    assert locations == [f"{base}/{end}", f"{base}/en/{end}"]
    assert {e.text for e in root.iter(f"{SPACE}lastmod")} == {
        card.last_published_at.date().isoformat()
    }
    links = {e.get("hreflang"): e.get("href") for e in root.iter(LINK)}
    assert links == {
        "pl": f"{base}/{end}", "en": f"{base}/en/{end}", "x-default": f"{base}/{end}",
    }  # fmt: skip


def test_a_long_list_comes_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps.PublicPages, "limit", 2)
    for number in range(3):
        published(f"Praktyka {number}")
    named = [a for a in addresses(client, "/sitemap.xml") if "praktyki" in a]
    assert len(named) == 3  # six addresses
    assert named[1].endswith("/sitemap-praktyki.xml?p=2")
    assert len(addresses(client, "/sitemap-praktyki.xml?p=3")) == 2
    assert client.get("/sitemap-praktyki.xml?p=4").status_code == 404
