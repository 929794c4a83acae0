"""The map of practices: counts by place, filters of the list, a list beside it."""

import re

import pytest
from tests.factories.practices import NOW, published
from tests.factories.shapes import make_shapes

from miara.search import public as search
from miara.units import public as units
from miara.units.public import Level

pytestmark = pytest.mark.django_db
PATH = "/praktyki/mapa/"


@pytest.fixture
def base(register):
    published("Autobus", unit_uid="120617")
    published("Żłobek", unit_uid="120617", section="social")
    published("Kino", unit_uid="126101")
    published("Bez miejsca", unit_uid="", lead_name="Fundacja")
    search.rebuild(now=NOW)


@pytest.fixture
def shapes(register):
    for level in (Level.VOIVODESHIP, Level.COUNTY):
        make_shapes(level, [unit.uid for unit in units.units_at(level)])


def links(html):
    return re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', html)


def text_of(client, path=PATH, **data):
    answer = client.get(path, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_cluster_leads_to_a_list_of_as_many(client, base, shapes):
    html = text_of(client, wojewodztwo="12")
    found = links(html)
    assert found
    total = 0
    for url, label in found:
        count = int(re.search(r": (\d+)", label)[1])
        listed = text_of(client, url.replace("&amp;", "&"))
        assert listed.count("<h2><a") == count, (url, label)
        total += count
    assert total == 3


def test_the_whole_country_is_shown_by_voivodeship(client, base, shapes):
    regions = units.units_at(Level.VOIVODESHIP)
    html = text_of(client)
    assert len(regions) > 1
    assert [label for _url, label in links(html)] == [
        "województwo małopolskie: 3 praktyki"
    ]
    assert "Poza mapą, bo bez miejsca: 1 praktyka." in html
    assert "/praktyki/mapa/?wojewodztwo=12" in html


def test_filters_of_the_list_narrow_the_map(client, base, shapes):
    html = text_of(client, dzial="social")
    assert [label for _url, label in links(html)] == [
        "województwo małopolskie: 1 praktyka"
    ]
    assert "/praktyki/?dzial=social&amp;wojewodztwo=12" in html
    assert "/praktyki/mapa/?" in html.split("practices-facets")[1]
    assert links(text_of(client, q="nic-takiego")) == []


def test_the_list_says_everything_that_the_drawing_does(client, base, shapes):
    html = text_of(client, wojewodztwo="12")
    drawn = dict(links(html))
    lines = html.split("practice-places-list")[1].split("</ul>")[0]
    listed = re.findall(r'<a href="([^"]+)">([^<]+)</a> <span[^>]*>([^<]+)', lines)
    assert {url: f"{name}: {count}" for url, name, count in listed} == drawn


def test_without_boundaries_there_is_a_list(client, base):
    html = text_of(client)
    assert "<circle" not in html
    assert "Nie wczytano granic" in html
    assert "województwo małopolskie" in html


def test_a_county_can_be_taken_back_on_the_list(client, base):
    html = text_of(client, "/praktyki/", powiat="1206")
    assert html.count("<h2><a") == 2
    assert "powiat krakowski" in html
    assert 'aria-current="true"' in html
    whole = text_of(client, "/praktyki/")
    assert "Powiat</summary>" not in whole
    assert "/praktyki/mapa/" in whole


def test_a_map_makes_few_queries(client, base, shapes, django_assert_max_num_queries):
    text_of(client)
    with django_assert_max_num_queries(6):
        text_of(client)
