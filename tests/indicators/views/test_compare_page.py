"""Units side by side."""

import csv
import io
import json
import re

import pytest
from tests.factories.vintages import publish_small_vintage

from miara.charts import formats
from miara.indicators.queries.compare_figures import MOST_UNITS

pytestmark = pytest.mark.django_db
PAGE = "/porownanie/"
THREE = "?j=120617&j=120607&j=126101"


@pytest.fixture(autouse=True)
def _published(settings):
    publish_small_vintage(settings)


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def heads(html):
    table = re.search(r'<table class="compare-table">.*?</thead>', html, re.S)[0]
    return re.findall(r'<th scope="col"><a href="[^"]+">([^<]+)</a>', table)


def rows(html):
    found = re.findall(r'<tr><th scope="row">([^<]+) <span', html)
    return [title.replace("\xa0", " ") for title in found]


def test_an_empty_comparison_invites(client):
    html = text(client, PAGE)
    assert "Zacznij od nazwy" in html
    assert "compare-table" not in html


def test_units_are_columns_in_the_order_of_the_address(client):
    html = text(client, PAGE + THREE)
    assert heads(html) == ["Zielonki", "Michałowice", "Kraków"]
    assert len(rows(html)) >= 4
    assert html.count('class="ch ch-strip"') >= 3 * 3


def test_chosen_indicators_are_rows(client):
    html = text(client, f"{PAGE}{THREE}&w=water_access_percent&w=nic")
    assert rows(html) == ["Mieszkańcy korzystający z wodociągu"]
    assert 'value="water_access_percent" checked' in html


def test_numbers_of_page_csv_and_json_are_the_same(client):
    query = f"{THREE}&w=water_access_percent&w=fires_per_1000"
    html = text(client, PAGE + query)
    answer = client.get(f"/porownanie.csv{query}")
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    items = json.loads(client.get(f"/porownanie.json{query}").content)["items"]
    assert [
        {k: "" if v is None else str(v) for k, v in i.items()} for i in items
    ] == table
    assert len(items) == 6
    water = [i for i in items if i["indicator"] == "water_access_percent"]
    for item in water:
        assert formats.percent(item["value"], "pl", 1) in html
    highest = max(water, key=lambda item: item["value"])
    assert f"Najwyżej: {highest['name']} (" in html


def test_strips_of_a_row_have_one_scale(client):
    """The same value lies at the same place in every strip of a row."""
    query = "?j=120617&j=120607&w=water_access_percent"
    html = text(client, PAGE + query)
    strips = re.findall(r'<svg class="ch ch-strip".*?</svg>', html, re.S)
    dots = [
        re.search(r'<circle class="dt" cx="([\d.]+)"', strip)[1] for strip in strips
    ]
    ticks = [re.search(r'<path class="pk" d="M([\d.]+) ', strip)[1] for strip in strips]
    assert dots == ticks[::-1]


def test_more_than_eight_are_left_out_and_named(client):
    codes = [f"12060{n}" for n in range(1, 9)] + ["120617"]
    html = text(client, PAGE + "?" + "&".join(f"j={code}" for code in codes))
    assert len(heads(html)) == MOST_UNITS
    assert "ponad liczbę: 120617" in html
    assert "Usuń jedną, żeby dodać inną" in html


@pytest.mark.parametrize("code", ["999999", "1206", "12"])
def test_units_unknown_or_of_another_level_are_named(client, code):
    html = text(client, f"{PAGE}?j=120617&j={code}")
    assert heads(html) == ["Zielonki"]
    assert f"ponad liczbę: {code}" in html


def test_counties_are_compared_with_cities_that_are_counties(client):
    html = text(client, f"{PAGE}?j=1206&j=126101")
    assert heads(html) == ["krakowski", "Kraków"]


def test_a_city_named_twice_stands_once(client):
    assert heads(text(client, f"{PAGE}?j=1261&j=126101")) == ["Kraków"]


def test_a_name_without_doubt_is_added(client):
    response = client.get(f"{PAGE}?j=126101&dodaj=zielonki")
    assert response.status_code == 302
    assert response["Location"].endswith("?j=126101&j=120617&poziom=gmina")


def test_a_doubtful_name_is_asked_about(client):
    html = text(client, f"{PAGE}?j=120617&dodaj=nowa+wies")
    choices = re.findall(r'href="(/porownanie/\?j=120617&amp;j=14\d+[^"]*)"', html)
    assert len(choices) == 2
    assert "Nikt" not in html


def test_a_wrong_name_is_told(client):
    assert "nikt nie nazywa się „qqqqq”" in text(client, f"{PAGE}?dodaj=qqqqq")


def test_a_unit_can_be_removed_by_a_link(client):
    html = text(client, PAGE + THREE)
    link = re.search(r'href="([^"]+)" aria-label="Usuń: Kraków"', html)[1]
    assert heads(text(client, link.replace("&amp;", "&"))) == [
        "Zielonki",
        "Michałowice",
    ]


def test_the_picker_leads_to_the_comparison_with_one_more(client):
    html = text(client, PAGE + "?j=120617")
    source = re.search(r'data-source="([^"]+)"', html)[1].replace("&amp;", "&")
    found = client.get(f"{source}&q=krak").json()["items"]
    assert heads(text(client, found[0]["url"])) == ["Zielonki", "Kraków"]


@pytest.mark.parametrize("query", ["?poziom=nic", "?poziom=kraj", "?j=120617&rok=x"])
def test_an_address_that_makes_no_sense_is_refused(client, query):
    assert client.get(PAGE + query).status_code == 400


def test_a_year_without_numbers_is_told(client):
    assert "Wybierz inny" in text(client, f"{PAGE}?j=120617&rok=1990", status=404)


def test_queries_grow_by_one_a_unit_only(client, django_assert_num_queries):
    text(client, PAGE + THREE)
    with django_assert_num_queries(5):
        text(client, f"{PAGE}?j=120617&j=126101")
    with django_assert_num_queries(6):
        text(client, PAGE + THREE)


def test_units_of_one_name_are_told_apart(client):
    html = text(client, f"{PAGE}?j=141806&j=143206&j=120101&j=120102")
    assert heads(html) == [
        "gmina Nowa Wieś (piaseczyński)",
        "gmina Nowa Wieś (warszawski zachodni)",
        "miasto Bochnia",
        "gmina Bochnia",
    ]


def test_a_difference_that_chance_explains_is_said_to_be_so(client):
    """Where the two intervals overlap, and only there."""
    query = f"{THREE}&w=fires_per_1000&w=false_alarms_percent"
    html = text(client, PAGE + query)
    items = json.loads(client.get(f"/porownanie.json{query}").content)["items"]
    for code in ("fires_per_1000", "false_alarms_percent"):
        row = [i for i in items if i["indicator"] == code]
        top = max(row, key=lambda i: i["value"])
        bottom = min(row, key=lambda i: i["value"])
        said = html.split(f"Najwyżej: {top['name']} (")[1].split("</span>")[0]
        assert ("przypadek" in said) is (top["lower"] <= bottom["upper"])
