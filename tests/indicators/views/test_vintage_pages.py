"""Addresses with a day stay as they were; the log tells what changed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.vintages import (
    PUBLISHED_AT,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.indicators.actions.revisions import changes_between, record_changes
from miara.indicators.queries.vintages import open_vintage

pytestmark = pytest.mark.django_db

FIRST_AT = datetime(2026, 2, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _first(settings) -> None:
    """The first vintage is served; the register and the files are there."""
    publish_small_vintage(settings)
    from miara.indicators.models import Publication, PublishedVintage

    Publication.objects.all().delete()
    PublishedVintage.objects.all().delete()
    publish(small_world().ids["first"], at=FIRST_AT)


def serve_the_next() -> None:
    """Publish the next vintage with its log, as the action does."""
    old = publish(small_world().ids["first"], at=FIRST_AT)
    new = publish(small_world().ids["current"], at=PUBLISHED_AT)
    changes = changes_between(open_vintage(old), open_vintage(new))
    record_changes(vintage=new, changes=changes, now=PUBLISHED_AT)


@pytest.mark.parametrize(
    "path",
    [
        "/wskazniki/",
        "/wskazniki/fires_per_1000/?j=120617",
        "/en/wskazniki/fires_per_1000/?j=120617&rok=2020",
        "/wskazniki/post_working_share/?poziom=powiat",
        "/wskazniki/fires_per_1000.csv?rok=wszystkie",
        "/wskazniki/fires_per_1000.json",
        "/wskazniki/fires_per_1000/czas.svg?j=120617",
        "/wskazniki/fires_per_1000/rozklad.png?j=120617",
        "/osadz/wskazniki/fires_per_1000/czas/?j=120617",
    ],
)
def test_pinned_address_is_equal_to_the_byte_later(client: Client, path: str) -> None:
    joined = "&" if "?" in path else "?"
    pinned = f"{path}{joined}as_of=2026-02-10"
    before, plain = client.get(pinned).content, client.get(path).content
    serve_the_next()

    assert client.get(pinned).content == before
    assert client.get(path).content != plain


def test_pinned_page_says_so_and_keeps_the_day_in_links(client: Client) -> None:
    page = client.get("/wskazniki/fires_per_1000/?as_of=2026-02-10").content.decode()

    assert "Liczby znane w dniu 10\u00a0lutego\u00a02026" in page
    main = page[page.index('class="breadcrumb"') : page.index("</main>")]
    links = re.findall(r'href="(/(?:wskazniki|jednostki|osadz)[^"]*)"', main)
    today = "/wskazniki/fires_per_1000/"  # the way out, offered beside the notice
    assert len(links) > 40
    assert [link for link in links if "as_of=2026-02-10" not in link] == [today]


@pytest.mark.parametrize(("as_of", "status"), [("jutro", 400), ("2020-01-01", 404)])
@pytest.mark.parametrize(
    "path",
    [
        "/wskazniki/",
        "/wskazniki/fires_per_1000/",
        "/wskazniki/fires_per_1000.csv",
        "/wskazniki/fires_per_1000/czas.svg",
        "/osadz/wskazniki/fires_per_1000/czas/",
    ],
)
def test_day_without_numbers_is_told(
    client: Client, path: str, as_of: str, status: int
) -> None:
    assert client.get(f"{path}?as_of={as_of}").status_code == status


def test_log_shows_old_and_new_value_with_the_reason(client: Client) -> None:
    serve_the_next()
    listed = client.get("/en/wydania/").content.decode()
    name = small_world().ids["current"]
    page = client.get(f"/en/wydania/{name}/").content.decode()
    [row] = re.findall(r'<tr id="fires">.*?</tr>', page, re.DOTALL)
    [link] = re.findall(r'href="(\?seria=\d+)#seria"', row)
    opened = client.get(f"/en/wydania/{name}/{link}").content.decode()

    assert name[:12] in listed
    assert "4 numbers changed" in row
    assert "the source published other numbers" in row
    shown = re.findall(
        r'<tr><th scope="row"><a[^>]*>([^<]*)</a></th><td>([^<]*)</td>'
        r'<td class="number">([^<]*)</td><td class="number">([^<]*)</td></tr>',
        opened[opened.index('id="seria"') :],
    )
    assert ("municipality of Zielonki", "2020", "8", "9") in shown


def test_change_reaches_the_page_of_the_indicator(client: Client) -> None:
    quiet = client.get("/en/wskazniki/fires_per_1000/").content.decode()
    serve_the_next()
    told = client.get("/en/wskazniki/fires_per_1000/").content.decode()

    assert "No published number of this indicator has been changed so far." in quiet
    assert "No published number of this indicator has been changed so far." not in told
    assert f"/en/wydania/{small_world().ids['current']}/#fires" in told


def test_vintage_served_twice_is_listed_once(client: Client) -> None:
    serve_the_next()
    publish(small_world().ids["first"], at=PUBLISHED_AT + timedelta(days=1))
    listed = client.get("/wydania/").content.decode()

    assert listed.count(f"/wydania/{small_world().ids['first']}/") == 1


def test_log_costs_the_same_for_one_and_for_many(
    client: Client, django_assert_num_queries
) -> None:
    client.get("/wydania/")
    with django_assert_num_queries(3):
        client.get("/wydania/")
    serve_the_next()
    with django_assert_num_queries(3):
        client.get("/wydania/")
