"""The list of units, its search, suggestions, and the first page."""

import re
from dataclasses import replace

import pytest
from tests.factories.vintages import UNITS, publish_small_vintage

from miara.core import slots
from miara.cube.register import Level
from miara.indicators.presenters import home_page
from miara.indicators.views import units_list

pytestmark = pytest.mark.django_db
LIST = "/jednostki/"
MUNICIPALITIES = sum(1 for unit in UNITS if len(unit.code) == 6)


@pytest.fixture
def published(settings):
    return publish_small_vintage(settings)


def names(html):
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_municipalities_come_first_in_polish_order(client, published):
    html = text(client, LIST)
    assert f"{MUNICIPALITIES} jednostek, w porządku alfabetycznym" in html
    found = names(html)
    assert len(found) == MUNICIPALITIES
    assert found.index("Łapanów") > found.index("Lisia Góra")
    assert found[-1] == "Żegocina"


@pytest.mark.parametrize(("prefix", "count"), [("", "2\u202f479"), ("/en", "2,479")])
def test_the_count_is_written_as_in_sentences(
    client, published, monkeypatch, prefix, count
):
    here = units_list.queries.directory()
    level = Level.MUNICIPALITY
    many = (list(here.by_level[level]) * 2479)[:2479]
    known = replace(here, by_level={**here.by_level, level: many})
    monkeypatch.setattr(units_list.queries, "directory", lambda: known)
    html = text(client, f"{prefix}{LIST}")
    assert re.findall(r'<p role="status">([^ ]+) ', html) == [count]


@pytest.mark.parametrize(
    ("level", "count"), [("gmina", MUNICIPALITIES), ("powiat", 8), ("wojewodztwo", 2)]
)
def test_a_level_shows_who_acts_there(client, published, level, count):
    html = text(client, f"{LIST}?poziom={level}")
    assert len(names(html)) == count
    assert f"({count})" in html


def test_long_lists_are_paged(client, published, monkeypatch):
    monkeypatch.setattr("miara.indicators.views.units_list.ON_PAGE", 10)
    pages = [names(text(client, f"{LIST}?page={n}")) for n in range(1, 6)]
    whole = [name for page in pages for name in page]
    monkeypatch.setattr("miara.indicators.views.units_list.ON_PAGE", 1000)
    assert whole[:MUNICIPALITIES] == names(text(client, LIST))


@pytest.mark.parametrize("query", ["zielonkach", "ZIELONKI", "ziel", "120617"])
def test_search_takes_any_form_of_a_name(client, published, query):
    assert names(text(client, f"{LIST}?q={query}"))[0] == "Zielonki"


def test_units_of_one_name_are_told_apart(client, published):
    html = text(client, f"{LIST}?q=nowa+wies")
    assert names(html) == ["Nowa Wieś", "Nowa Wieś"]
    assert "piaseczyński" in html
    assert "warszawski zachodni" in html


def test_nobody_found_says_what_to_do(client, published):
    html = text(client, f"{LIST}?q=qqqqq")
    assert "Nikt się tak nie nazywa" in html
    assert "Pokaż całą listę" in html


def test_what_was_typed_is_escaped(client, published):
    html = text(client, f"{LIST}?q=%3Cscript%3Ealert%3C/script%3E")
    assert "<script>alert" not in html


def test_htmx_gets_the_part_only(client, published):
    part = client.get(f"{LIST}?q=tarnow", headers={"HX-Request": "true"})
    html = part.content.decode()
    assert html.lstrip().startswith('<div id="units-found">')
    assert "<html" not in html
    assert "HX-Request" in part["Vary"]


BOOSTED = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "units-found"}


@pytest.mark.parametrize("query", ["?q=tarnow", "?poziom=powiat", "?page=2"])
def test_search_tabs_and_paging_replace_the_list_alone(
    client, published, monkeypatch, query
):
    monkeypatch.setattr("miara.indicators.views.units_list.ON_PAGE", 10)
    whole = text(client, LIST + query)
    part = client.get(LIST + query, headers=BOOSTED).content.decode()
    assert part.lstrip().startswith('<div id="units-found">')
    assert names(part) == names(whole)
    assert re.findall("<title>(.*?)</title>", part) == re.findall(
        "<title>(.*?)</title>", whole
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**BOOSTED, "HX-Target": "body"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ],
)
def test_whatever_else_asks_gets_the_whole_page(client, published, headers):
    response = client.get(f"{LIST}?q=tarnow", headers=headers)
    html = response.content.decode()
    assert "<html" in html
    assert html.count("<title>") == 1
    assert {"HX-Boosted", "HX-Target"} <= set(response["Vary"].split(", "))


@pytest.mark.parametrize("count", [1, MUNICIPALITIES])
def test_the_number_of_queries_is_constant(
    client, published, monkeypatch, count, django_assert_num_queries
):
    monkeypatch.setattr("miara.indicators.views.units_list.ON_PAGE", count)
    text(client, LIST)
    with django_assert_num_queries(3):
        text(client, LIST)


@pytest.mark.parametrize("query", ["?poziom=nic", "?poziom=kraj"])
def test_an_unknown_level_is_refused(client, published, query):
    assert client.get(LIST + query).status_code == 400
    assert client.get(f"/jednostki/podpowiedzi{query}&q=a").status_code == 400


def test_suggestions_say_who_where_and_whither(client, published):
    answer = client.get("/jednostki/podpowiedzi?q=zielonkach").json()
    assert answer == {
        "count": 1,
        "items": [
            {
                "code": "120617",
                "name": "Zielonki",
                "where": "wiejska · powiat krakowski · małopolskie",
                "url": "/jednostki/120617-zielonki/",
            }
        ],
    }
    english = client.get("/en/jednostki/podpowiedzi?q=zielonki").json()["items"][0]
    assert english["url"] == "/en/jednostki/120617-zielonki/"
    assert english["where"] == "rural · krakowski county · małopolskie"


def test_suggestions_put_the_larger_first(client, published):
    found = client.get("/jednostki/podpowiedzi?q=tarn&poziom=gmina").json()["items"]
    assert [item["code"] for item in found[:2]] == ["126301", "121609"]
    counties = client.get("/jednostki/podpowiedzi?q=tarn&poziom=powiat").json()["items"]
    assert {item["code"] for item in counties} == {"126301", "1216"}


def test_nothing_typed_suggests_nothing(client, published):
    assert client.get("/jednostki/podpowiedzi").json() == {"count": 0, "items": []}


def test_the_list_works_before_anything_is_imported(client, db):
    assert "Rejestr jest pusty" in text(client, LIST)


def test_home_states_three_facts_and_where_to_begin(client, published):
    html = text(client, "/")
    assert f"{len(UNITS)} jednostek samorządu" in html
    assert "lata od 2013 do 2024" in html
    assert "dane z 2\xa0marca\xa02026" in html
    first = re.findall(r'<a href="(/jednostki/[0-9][^"]+)"', html)
    assert len(first) >= 3
    for path in first:
        assert client.get(path).status_code == 200


def test_home_says_nothing_of_data_before_there_are_any(client, db):
    assert "Zacznij od jednej z tych" not in text(client, "/")


def test_the_block_of_home_keeps_its_count_of_queries(rf, published):
    home_page.home_block(rf.get("/"), {})
    assert slots.overspending(home_page.SLOT, rf.get("/"), {}) == []


def test_a_very_long_search_is_cut(client, published):
    html = text(client, f"{LIST}?q={'a' * 5000}")
    assert f'value="{"a" * 100}"' in html
