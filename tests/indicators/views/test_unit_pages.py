"""The page of a unit as people and programs get it."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from tests.factories.units import make_snapshot
from tests.factories.vintages import (
    PUBLISHED_AT,
    UNITS,
    publish,
    publish_small_vintage,
    small_world,
)

from miara.accounts.models import User
from miara.charts import formats
from miara.core import slots
from miara.cube.register import Level
from miara.indicators.actions.groups import create_group
from miara.indicators.models import PublishedVintage
from miara.indicators.presenters import unit_facts
from miara.units.actions.history import rebuild_history

pytestmark = pytest.mark.django_db
ZIELONKI = "/jednostki/120617-zielonki/"


@pytest.fixture(autouse=True)
def _published(settings):
    cache.clear()
    publish_small_vintage(settings)


def page(client, path=ZIELONKI, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def data(client, query=""):
    answer = client.get(f"/jednostki/120617-zielonki.json{query}")
    assert answer.status_code == 200
    return json.loads(answer.content)


@pytest.mark.parametrize("is_signed_in", [False, True])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        (ZIELONKI, ["Gmina Zielonki", "W skrócie", "Mocne strony", "Słabe strony"]),
        (f"/en{ZIELONKI}", ["Municipality of Zielonki", "In short", "Strong points"]),
    ],
)
def test_everybody_sees_the_page(client, path, words, is_signed_in):
    if is_signed_in:
        client.force_login(User.objects.create_user(email="ewa@example.pl"))
    html = page(client, path)
    for word in words:
        assert word in html


class Ids(HTMLParser):
    """Ids of a page and what refers to them."""

    def __init__(self):
        super().__init__()
        self.ids, self.wanted = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.wanted += (given.get(name) or "").split()
        if tag == "a" and given.get("href", "").startswith("#"):
            self.wanted.append(given["href"][1:])


@pytest.mark.parametrize("query", ["", "?na-tle=kraj", "?rok=2019"])
def test_every_reference_within_the_page_is_met_once(client, query):
    ids = Ids()
    ids.feed(page(client, ZIELONKI + query))
    assert len(ids.ids) == len(set(ids.ids))
    assert set(ids.wanted) <= set(ids.ids)


def test_numbers_of_page_csv_and_json_are_the_same(client):
    html = page(client)
    answer = client.get("/jednostki/120617-zielonki.csv")
    rows = {
        row["indicator"]: row
        for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    }
    items = {item["indicator"]: item for item in data(client)["items"]}
    assert list(rows) == list(items)
    for code, item in items.items():
        assert rows[code] == {k: "" if v is None else str(v) for k, v in item.items()}
    water = items["water_access_percent"]
    shown = formats.percent(water["value"], "pl", 1)
    row = re.search(r'<tr id="w-water_access_percent">.*?</tr>', html, re.S)[0]
    assert shown in row
    assert str(water["period"]) in row
    assert "niżej niż wszystkie podobne gminy" in row
    assert "Słaba strona" in row


def test_every_number_leads_to_its_working_in_one_step(client):
    html = page(client, f"{ZIELONKI}?rok=2020")
    link = re.search(r'href="([^"]*fires_per_1000[^"]*obliczenie)"', html)[1]
    assert link == "/wskazniki/fires_per_1000/?j=120617&amp;rok=2020#obliczenie"


def test_a_missing_number_says_why(client):
    html = page(client, "/jednostki/120606-liszki/")
    gaps = " ".join(re.findall(r'<p class="secondary gaps">.*?</p>', html, re.S))
    assert "tajemnica statystyczna" not in gaps  # 2023 is known, so it is shown
    html = page(client, "/jednostki/120606-liszki/?rok=2024")
    gaps = " ".join(re.findall(r'<p class="secondary gaps">.*?</p>', html, re.S))
    parts = [part for part in gaps.split("; ") if "(tajemnica statystyczna)" in part]
    (hidden,) = parts
    assert "Pożary na 1000 mieszkańców" in hidden
    assert "Pożary na 1000 mieszkańców" not in gaps.replace(hidden, "")


def test_the_group_is_explained(client):
    html = page(client)
    assert "Skąd te jednostki?" in html
    assert html.count('<ol class="members">') == 5
    assert re.search(r"podobna liczba mieszkańców|podobna gęstość", html)


@pytest.mark.parametrize("lens", ["typ", "powiat", "wojewodztwo", "kraj"])
def test_other_lenses_compare_with_others(client, lens):
    html = page(client, f"{ZIELONKI}?na-tle={lens}")
    assert f'<option value="{lens}" selected>' in html
    assert data(client, f"?na-tle={lens}")["group"]["kind"] == lens
    assert f"na-tle={lens}" in re.search(r'href="([^"]+\.csv[^"]*)"', html)[1]


def test_an_own_group_is_a_lens(client):
    group = create_group(
        name="Nad Prądnikiem",
        level=Level.MUNICIPALITY,
        unit_uids=["120617", "120607", "120615", "120616"],
        by=None,
        now=PUBLISHED_AT,
    )
    html = page(client, f"{ZIELONKI}?na-tle=grupa-{group.token}")
    assert "Nad Prądnikiem (3)" in html
    assert "jednostek z grupy „Nad Prądnikiem”" in html
    page(client, f"{ZIELONKI}?na-tle=grupa-nieznana", status=404)


@pytest.mark.parametrize(
    "query", ["?na-tle=nic", "?rok=abc", "?rok=0", "?poziom=powiat", "?poziom=kraj"]
)
def test_an_address_that_makes_no_sense_is_refused(client, query):
    assert client.get(ZIELONKI + query).status_code == 400
    assert client.get(f"/jednostki/120617-zielonki.json{query}").status_code == 400


def test_a_year_without_numbers_is_not_found(client):
    assert "Wybierz inny" in page(client, f"{ZIELONKI}?rok=1990", status=404)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/jednostki/120617/", ZIELONKI),
        ("/jednostki/120617-cokolwiek/?rok=2020", f"{ZIELONKI}?rok=2020"),
        ("/jednostki/1261/", "/jednostki/126101-krakow/"),
        ("/jednostki/1261.csv", "/jednostki/126101-krakow.csv"),
        (
            "/jednostki/120617-x.json?rok=2020",
            "/jednostki/120617-zielonki.json?rok=2020",
        ),
        ("/en/jednostki/1465/", "/en/jednostki/146501-warszawa/"),
    ],
)
def test_the_code_identifies_and_the_name_decorates(client, path, target):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (308, target)


def test_nobody_has_an_unknown_code(client):
    assert client.get("/jednostki/999999-nic/").status_code == 404
    assert client.get("/jednostki/999999.json").status_code == 404


def test_a_city_with_county_rights_is_seen_at_two_levels(client):
    first = page(client, "/jednostki/126101-krakow/")
    assert "<strong>jako gmina</strong>" in first
    assert "/jednostki/126101-krakow/?poziom=powiat" in first
    assert "<strong>jako powiat</strong>" in page(
        client, "/jednostki/126101-krakow/?poziom=powiat"
    )


def test_an_abolished_unit_tells_its_history_and_has_no_data(client):
    later = [unit for unit in UNITS if unit.code != "120102"]
    make_snapshot(later, day=date(2026, 1, 1))
    rebuild_history(now=datetime(2026, 3, 3, tzinfo=UTC))
    html = page(client, "/jednostki/120102-bochnia/")
    assert "przestała istnieć" in html
    answer = client.get("/jednostki/120102-bochnia.json")
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert client.get("/jednostki/120102-bochnia.csv").status_code == 410
    found = page(client, "/jednostki/?q=120102")
    assert "/jednostki/120102-bochnia/" in found
    assert "już nie istnieje" in found
    assert "już nie istnieje" not in page(client, "/jednostki/?q=zielonki")


def test_suggestions_offer_abolished_units_after_those_that_exist(client):
    address = "/jednostki/podpowiedzi?q=bochnia"
    before = client.get(address).json()["items"]
    assert [item["code"] for item in before][:2] == ["120101", "120102"]
    later = [unit for unit in UNITS if unit.code != "120102"]
    make_snapshot(later, day=date(2026, 1, 1))
    rebuild_history(now=datetime(2026, 3, 3, tzinfo=UTC))
    items = client.get(address).json()["items"]
    assert [item["code"] for item in items] == ["120101", "120102"]
    assert items[1]["url"] == "/jednostki/120102-bochnia/"
    assert items[1]["where"].startswith("gmina zniesiona · wiejska · ")
    english = client.get(f"/en{address}").json()["items"][1]
    assert english["where"].startswith("abolished municipality · rural · ")
    compared = client.get(f"{address}&cel=porownanie").json()["items"]
    assert [item["code"] for item in compared] == ["120101"]
    counties = client.get(f"{address}&poziom=powiat").json()["items"]
    assert [item["code"] for item in counties] == []


def test_a_page_pinned_to_a_day_stays_as_it_was(client):
    query = f"?as_of={PUBLISHED_AT:%Y-%m-%d}"
    before, numbers = page(client, ZIELONKI + query), data(client, query)
    publish(small_world().ids["first"], at=datetime(2026, 4, 1, tzinfo=UTC))
    cache.clear()
    assert page(client, ZIELONKI + query) == before
    assert data(client, query) == numbers
    assert data(client)["vintage"] != numbers["vintage"]
    assert "Liczby znane w dniu 2\xa0marca\xa02026" in before
    assert "as_of=2026-03-02" in re.search(r'href="(/wskazniki/[^"]+)"', before)[1]


def test_nothing_was_known_before_the_first_publication(client):
    html = page(client, f"{ZIELONKI}?as_of=2020-01-01", status=404)
    assert f'href="{ZIELONKI}"' in html
    assert client.get(f"{ZIELONKI}?as_of=wczoraj").status_code == 400


def test_the_page_says_so_when_nothing_is_published(client):
    PublishedVintage.objects.update(is_current=False)
    assert "Gmina Zielonki" in page(client)


#: Blocks of upper contexts on a page of a unit that has nothing to show in them:
#: one look at past results, one at decisions of editions, one at good practices, one
#: at public documents of its strategy, one each at public programmes, at pages for
#: residents, at debates of the council and at what it hands to programs.
QUERIES_OF_BLOCKS = 8
QUERIES_KEPT = 4 + QUERIES_OF_BLOCKS  # the vintage, the unit, the register twice


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries):
    paths = [ZIELONKI, "/jednostki/126101-krakow/", "/jednostki/12-malopolskie/"]
    for path in paths:
        page(client, path)
    for path in paths:
        with django_assert_num_queries(QUERIES_KEPT):
            page(client, path)


def test_making_the_page_takes_as_many_queries_for_everybody(
    client, django_assert_num_queries
):
    page(client)
    counts = set()
    for path in (ZIELONKI, "/jednostki/120103-drwinia/"):
        cache.clear()
        with django_assert_num_queries(7 + QUERIES_OF_BLOCKS) as captured:
            page(client, path)
        counts.add(len(captured))
    assert len(counts) == 1


def test_what_was_kept_is_what_would_be_made(client):
    made = page(client)
    assert page(client) == made
    cache.clear()
    assert page(client) == made


def test_a_new_vintage_or_name_is_never_hidden_by_what_was_kept(client):
    before = page(client)
    publish(small_world().ids["first"], at=datetime(2026, 4, 1, tzinfo=UTC))
    assert page(client) != before


def test_upper_contexts_add_blocks(client, monkeypatch):
    monkeypatch.setattr(slots, "_blocks", dict(slots._blocks))
    seen = []
    slots.register(
        "unit-page",
        name="tests.unit",
        order=1,
        build=lambda _request, context: seen.append(context["unit"].code),
        template="indicators/_home_block.html",
        queries=0,
    )
    page(client)
    assert seen == ["120617"]


def test_the_page_carries_no_inline_style_or_script(client):
    html = page(client)
    assert not re.search(r'\sstyle="|<style|\son\w+="', html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_a_break_is_told_instead_of_a_change(client):
    html = page(client, f"{ZIELONKI}?rok=2020")
    row = re.search(r'<tr id="w-fires_per_1000">.*?</tr>', html, re.S)[0]
    assert row.count("nieporównywalne z wcześniejszymi latami") == 1
    assert "od\xa02019\xa0r." not in row
    later = page(client, f"{ZIELONKI}?rok=2021")
    row = re.search(r'<tr id="w-fires_per_1000">.*?</tr>', later, re.S)[0]
    assert "od\xa02020\xa0r." in row


def test_the_page_leads_to_its_data_and_to_what_changes(client):
    html = page(client)
    links = re.findall(
        r'href="([^"]+(?:\.csv|\.json|zmiany\.atom|powiadomienia/))"', html
    )
    assert {path.rpartition("/")[2] or "mail" for path in links} == {
        "120617-zielonki.csv", "120617-zielonki.json", "zmiany.atom", "mail"
    }  # fmt: skip
    for path in links:
        assert client.get(path).status_code == 200


def test_numbers_of_the_facts_lead_to_their_origin_and_can_be_reported(
    client, monkeypatch
):
    class NoInputs:
        def inputs_of(self, code):
            return ()

    monkeypatch.setattr(unit_facts, "AREA", ("population", "km²"))
    monkeypatch.setattr(unit_facts, "definitions", NoInputs)
    html = page(client)
    facts = re.search(r'<dl class="fact-list">(.*?)</dl>', html, re.S)[1]
    found = re.findall(
        r"<dt>(Mieszkańcy|Powierzchnia)</dt><dd>"
        r'<a href="([^"]+)">(.*?)</a> <a class="report" href="([^"]+)"',
        facts,
    )
    assert [name for name, *_rest in found] == ["Mieszkańcy", "Powierzchnia"]
    for name, origin, shown, report in found:
        number = re.match(r"[\d\u202f]+", shown)[0]
        said = client.get(unescape(origin)).content.decode()
        assert (number if name == "Mieszkańcy" else "ludnosc.csv") in said, name
        form = client.get(unescape(report))
        assert form.status_code == 200, name
        assert f"<dd>{number}" in form.content.decode(), name
    head = re.search(r'<ul class="facts">(.*?)</ul>', html, re.S)[1]
    link = re.search(r'<a class="quiet" href="([^"]+)">[^<]*mieszkańców', head)[1]
    assert unescape(link) == unescape(found[0][1])


def test_the_vintage_is_one_click_away(client):
    link = re.search(r'href="(/wydania/[^"]+)">Wydanie danych', page(client))[1]
    assert client.get(link).status_code == 200


def test_sums_are_marked_briefly_and_explained_once(client):
    html = page(client, "/jednostki/1206-krakowski/")
    assert html.count('mark-word">suma</span>') > 1
    assert html.count('id="sums"') == 1
    assert "zsumowane z mniejszych" not in html
    assert 'id="sums"' not in page(client)
