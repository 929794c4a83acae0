"""A unit on other sites: the summary in a frame, and the picture of a link."""

import re
import struct
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.factories.units import make_snapshot
from tests.factories.vintages import (
    PUBLISHED_AT,
    UNITS,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.accounts.models import User
from miara.indicators.models import PublishedVintage
from miara.units.actions.history import rebuild_history

pytestmark = pytest.mark.django_db
ZIELONKI = "/jednostki/120617-zielonki/"
EMBED = "/osadz/jednostki/120617-zielonki/"
PICTURE = "/jednostki/120617-zielonki.png"


@pytest.fixture(autouse=True)
def _published(settings):
    cache.clear()
    publish_small_vintage(settings)


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return unescape(response.content.decode())


def meta(html, name):
    return unescape(re.search(rf'property="{name}" content="([^"]*)"', html)[1])


@pytest.mark.parametrize("who", ["anybody", "user", "operator"])
@pytest.mark.parametrize("path", [EMBED, f"/en{EMBED}", PICTURE, f"/en{PICTURE}"])
def test_both_are_the_same_for_everybody(client, settings, path, who):
    settings.MIARA_OPERATOR_SECOND_FACTOR = True
    first = client.get(path)
    if who != "anybody":
        user = User.objects.create_user(
            email="ewa@example.pl", is_staff=who == "operator"
        )
        client.force_login(user)
    cache.clear()
    response = client.get(path)
    assert (response.status_code, response.content) == (200, first.content)
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    assert response["Cache-Control"].startswith("public")
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == response["Content-Security-Policy"]


def test_any_site_may_frame_the_summary_and_nothing_runs_in_it(client):
    response = client.get(EMBED)
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    html = response.content.decode()
    assert not re.search(r"<script|\sstyle=|<style|<form|\son\w+=", html)
    # A page inside the frame would be refused, so links open outside of it.
    for link in re.findall(r"<a [^>]+>", html):
        assert 'target="_blank"' in link
        assert 'rel="noopener"' in link


def test_the_summary_says_what_the_page_says(client):
    html, whole = text(client, EMBED), text(client, ZIELONKI)
    plain = html.replace("\xa0", " ")
    said = re.findall(r'<p class="lead">(.*?)</p>', whole)
    assert len(said) == 3
    for sentence in said:
        assert sentence.replace("\xa0", " ") in plain
    for heading in ("Mocne strony", "Słabe strony"):
        assert (heading in html) == (f">{heading}</h2>" in whole)
    points = re.findall(r"<li><strong>(.*?)</strong><span>(.*?)</span>", html)
    assert points
    for title, sentence in points:
        assert f">{title}</a><span>{sentence}</span>" in whole
    assert html.count("<svg") == len(points)
    assert "Źródło:" in html
    vintage = PublishedVintage.objects.get(is_current=True).vintage_id
    assert vintage in html
    assert re.search(rf'href="https?://[^"/]+{ZIELONKI}"', html)


def test_the_page_offers_the_code_of_the_frame(client):
    query = "?na-tle=powiat&rok=2020"
    html = text(client, ZIELONKI + query)
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.S)[1])
    address = re.search(r'<iframe src="https?://[^/]+([^"]+)" title="Gmina Zielonki"',
                        code)[1]  # fmt: skip
    assert address == EMBED + query
    assert "Gmina Zielonki" in text(client, address)
    assert ZIELONKI + query in text(client, address)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("query", ["", "?na-tle=powiat&rok=2020"])
def test_a_link_to_the_page_shows_its_picture(client, prefix, query):
    html = client.get(prefix + ZIELONKI + query).content.decode()
    path = re.sub(r"^https?://[^/]+", "", meta(html, "og:image"))
    assert path == prefix + PICTURE + query
    body = client.get(path).content
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", body[16:24])
    assert size == (1200, 630)
    assert [int(meta(html, f"og:image:{side}")) for side in ("width", "height")] == [
        *size
    ]
    assert meta(html, "og:description") in meta(html, "og:image:alt")
    assert meta(html, "og:title") in meta(html, "og:image:alt")


def test_pictures_of_other_units_groups_and_years_differ(client):
    paths = [
        PICTURE, f"/en{PICTURE}", "/jednostki/126101-krakow.png",
        "/jednostki/126101-krakow.png?poziom=powiat", f"{PICTURE}?rok=2020",
        f"{PICTURE}?na-tle=kraj", "/jednostki/12-malopolskie.png",
    ]  # fmt: skip
    assert len({client.get(path).content for path in paths}) == len(paths)


def test_what_is_pinned_to_a_day_stays_as_it_was(client):
    query = f"?as_of={PUBLISHED_AT:%Y-%m-%d}"
    before = [client.get(path + query).content for path in (EMBED, PICTURE)]
    newest = client.get(EMBED).content
    publish(small_world().ids["first"], at=datetime(2026, 4, 1, tzinfo=UTC))
    cache.clear()
    assert [client.get(path + query).content for path in (EMBED, PICTURE)] == before
    assert f"as_of={PUBLISHED_AT:%Y-%m-%d}" in before[0].decode()
    assert client.get(EMBED).content != newest


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/osadz/jednostki/120617/?rok=2020", f"{EMBED}?rok=2020"),
        ("/osadz/jednostki/1261/", "/osadz/jednostki/126101-krakow/"),
        ("/jednostki/120617-x.png", PICTURE),
        ("/en/jednostki/1261.png", "/en/jednostki/126101-krakow.png"),
    ],
)
def test_the_code_identifies_and_the_name_decorates(client, path, target):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (308, target)


@pytest.mark.parametrize("path", [EMBED, PICTURE])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?rok=1990", 404), ("?rok=abc", 400), ("?poziom=powiat", 400),
        ("?as_of=2020-01-01", 404), ("?as_of=wczoraj", 400), ("?na-tle=grupa-x", 404),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(client, path, query, status):
    text_of = client.get(path + query)
    assert text_of.status_code == status


@pytest.mark.parametrize("path", ["/osadz/jednostki/120102-bochnia/",
                                  "/jednostki/120102-bochnia.png"])  # fmt: skip
def test_an_abolished_unit_has_neither(client, path):
    assert client.get(path).status_code == 200
    make_snapshot([u for u in UNITS if u.code != "120102"], day=date(2026, 1, 1))
    rebuild_history(now=datetime(2026, 3, 3, tzinfo=UTC))
    assert client.get(path).status_code == 404


def test_every_number_of_the_page_can_be_reported(client):
    html = client.get(f"{ZIELONKI}?rok=2020").content.decode()
    rows = re.findall(r'<tr id="w-(\w+)">(.*?)</tr>', html, re.S)
    assert rows
    for code, row in rows:
        ((address, name),) = re.findall(
            r'<a class="report" href="([^"]+)" aria-label="([^"]+)">Zgłoś błąd</a>', row
        )
        title = re.search(r'<th scope="row"><a [^>]+>(.*?)</a>', row)[1]
        assert name == f"Zgłoś błąd: {title}".replace("\xa0", " ")
        form = client.get(unescape(address))
        assert form.status_code == 200
        shown = re.search(r'<a class="quiet"[^>]*>(.*?)</a>', row)[1]
        assert shown in form.content.decode(), code


def test_a_report_remembers_level_and_day(client):
    query = f"?poziom=powiat&as_of={PUBLISHED_AT:%Y-%m-%d}"
    html = client.get(f"/jednostki/126101-krakow/{query}").content.decode()
    links = re.findall(r'<a class="report" href="([^"]+)"', html)
    assert links
    for link in map(unescape, links):
        assert link.startswith(reverse("indicators:error-report-new"))
        assert "poziom=powiat" in link
        assert f"as_of={PUBLISHED_AT:%Y-%m-%d}" in link
        assert client.get(link).status_code == 200


def test_the_links_weigh_little(client):
    html = client.get(ZIELONKI).content.decode()
    links = sum(map(len, re.findall(r' <a class="report".*?</a>', html, re.S)))
    assert 0 < links < 0.1 * (len(html) - links)


@pytest.mark.parametrize("path", [EMBED, PICTURE])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, path):
    client.get(path)
    with django_assert_num_queries(4):
        client.get(path)
