"""The pages of indicators, and the numbers they share with their files."""

import csv
import html
import io
import json
import re

import pytest
from django.test import Client
from tests.factories.shapes import make_shapes
from tests.factories.vintages import (
    publish_small_vintage,
    small_register,
    small_world,
)

from miara.charts import formats
from miara.core import slots
from miara.cube.register import Level

pytestmark = pytest.mark.django_db

PAGE = "/wskazniki/fires_per_1000/"
SWINGING = "/wskazniki/false_alarms_percent/?j=120617"  # has every kind of chart


@pytest.fixture(autouse=True)
def _published(settings) -> None:
    publish_small_vintage(settings)
    units = small_register().at_level(Level.MUNICIPALITY)
    make_shapes(Level.MUNICIPALITY, [unit.uid for unit in units])


def rows_of(page: str, caption: str) -> list[list[str]]:
    """Texts of the cells of the table that has a caption."""
    start = page.index(f"<caption>{caption}")
    body = page[page.index("<tbody>", start) : page.index("</tbody>", start)]
    return [
        [
            html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def unit_rows(page: str) -> list[list[str]]:
    """Rows of the table of all units."""
    return rows_of(page[page.index('id="units-table"') :], "Pożary na 1000 mieszkańców")


@pytest.mark.parametrize(
    "address",
    [
        "/wskazniki/",
        "/wskazniki/?q=po%C5%BCar&rodzaj=outcome&poziom=gmina&dane=1",
        PAGE,
        f"{PAGE}?j=120617",
        f"{PAGE}?j=1261&poziom=powiat",
        f"{PAGE}?j=120617&poziom=powiat",
        f"{PAGE}?poziom=wojewodztwo&rok=2020",
        f"{PAGE}?rok=1999",
        f"{PAGE}?j=999999",
        "/wskazniki/wb1_current_revenue_share/",
        "/metoda/",
        "/zrodla/",
        "/wydania/",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_answer_in_both_languages(
    client: Client, prefix: str, address: str
) -> None:
    response = client.get(prefix + address)

    assert response.status_code == 200
    assert response["Content-Language"] == ("en" if prefix else "pl")


@pytest.mark.parametrize(
    "address",
    [
        "/wskazniki/nothing_like_this/",
        f"{PAGE}?poziom=sasiedztwo",
        "/wskazniki/nothing_like_this.csv",
        "/wskazniki/fires_per_1000.csv?rok=1999",
        "/wskazniki/fires_per_1000/mapa.svg?rok=1999",
        "/wskazniki/fires_per_1000/mapa.svg?poziom=powiat",  # no shapes of counties
        "/wskazniki/fires_per_1000/zmiennosc.svg",  # of no unit
        "/wskazniki/fires_per_1000/czas.svg?j=999999",
        "/zrodla/999999/",
        "/wydania/abcdefabcdef/",
    ],
)
def test_what_does_not_exist_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_numbers_are_the_same_on_the_page_and_in_every_file(client: Client) -> None:
    table = csv.DictReader(
        io.StringIO(client.get("/wskazniki/fires_per_1000.csv").content.decode())
    )
    by_csv = {row["unit"]: row for row in table}
    answer = json.loads(client.get("/wskazniki/fires_per_1000.json").content)
    by_json = {item["unit"]: item for item in answer["items"]}
    pages = [
        client.get(f"{PAGE}?sort=name&page={number}").content.decode()
        for number in (1, 2)
    ]
    shown = [row for page in pages for row in unit_rows(page)]

    assert answer["periods"] == ["2024"]
    assert (
        len(by_csv)
        == len(by_json)
        == len(shown)
        == len(small_register().at_level(Level.MUNICIPALITY))
    )
    codes = re.findall(r"j=(\d{6})&amp;poziom=gmina", "".join(pages))
    values = dict.fromkeys(codes)
    for code in values:
        assert float(by_csv[code]["value"]) == by_json[code]["value"]
    expected = {
        formats.number(item["value"], "pl", 2)
        for item in by_json.values()
        if item["value"] is not None
    }
    assert {row[1] for row in shown if row[1][:1].isdigit()} == expected


def test_row_without_number_says_why(client: Client) -> None:
    page = client.get(f"{PAGE}?nazwa=Liszki").content.decode()
    [row] = unit_rows(page)
    items = json.loads(client.get("/wskazniki/fires_per_1000.json").content)["items"]
    [item] = [item for item in items if item["name"] == "Liszki"]

    assert row[1] == "tajemnica statystyczna"
    assert item["value"] is None
    assert item["flag"] == "confidential"


def test_chart_table_agrees_with_all_years_of_the_file(client: Client) -> None:
    page = client.get(f"{PAGE}?j=120617").content.decode()
    rows = rows_of(page, "Pożary na 1000 mieszkańców: Zielonki")
    found = client.get("/wskazniki/fires_per_1000.csv?rok=wszystkie").content.decode()
    series = [
        (row["period"], formats.number(float(row["value"]), "pl", 2))
        for row in csv.DictReader(io.StringIO(found))
        if row["unit"] == "120617"
    ]

    assert [(row[0], row[1]) for row in rows] == series
    assert len(series) == 12


def test_calculation_of_a_unit_stands_on_its_page(client: Client) -> None:
    page = client.get(f"{PAGE}?j=120617").content.decode()
    rows = rows_of(page, "Podstawione liczby")

    assert 'id="obliczenie"' in page
    assert [row[0] for row in rows] == ["Pożary", "Ludność (31 grudnia)"]
    assert [row[3] for row in rows] == ["zdarzenia.xlsx", "ludnosc.csv"]
    assert "niżej niż" in page


def test_number_shown_as_published_has_no_arithmetic(client: Client) -> None:
    page = client.get("/wskazniki/water_access_percent/?j=120617").content.decode()
    [line] = re.findall(r'<p class="calculation">(.*?)</p>', page, re.DOTALL)

    assert line.startswith("<strong>")
    assert "=" not in line


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("zielonki", {"j=120617"}),
        ("w Zielonkach", {"j=120617"}),
        ("Nowa Wieś", {"nazwa=Nowa+Wie%C5%9B", "#jednostki"}),
        ("nigdzie takiej", {"nazwa=nigdzie+takiej"}),
    ],
)
def test_unit_may_be_named_in_words(client: Client, typed: str, wanted: set) -> None:
    response = client.get(PAGE, {"j": typed, "rok": "2020"})

    assert response.status_code == 302
    assert "rok=2020" in response["Location"]
    assert all(part in response["Location"] for part in wanted)
    assert client.get(response["Location"]).status_code == 200


def test_larger_unit_stands_for_its_member_at_its_level(client: Client) -> None:
    page = client.get(f"{PAGE}?j=120617&poziom=powiat").content.decode()

    assert "Powiat krakowski, 2024" in html.unescape(page)
    assert "Powiat krakowski: " in html.unescape(page)
    # The reader's own unit is kept for the way back.
    assert 'value="120617"' in page


@pytest.mark.parametrize("sort", ["value", "-value", "percentile", "-percentile"])
def test_sorting_orders_numbers_and_leaves_gaps_last(client: Client, sort: str) -> None:
    column = 1 if "value" in sort else 3
    shown = [
        row[column]
        for number in (1, 2)
        for row in unit_rows(
            client.get(f"{PAGE}?sort={sort}&page={number}").content.decode()
        )
    ]
    numbers = [float(t.replace(",", ".")) for t in shown if t[:1].isdigit()]

    assert numbers == sorted(numbers, reverse=sort.startswith("-"))
    assert all(text[:1].isdigit() for text in shown[: len(numbers)])
    assert len(shown) - len(numbers) == 2


def test_filters_keep_only_what_fits(client: Client) -> None:
    page = client.get(f"{PAGE}?woj=14&typ=2").content.decode()
    rows = unit_rows(page)

    assert len(rows) == 8
    assert all("wiejska" in row[0] and "mazowieckie" in row[0] for row in rows)


def test_htmx_gets_the_table_alone(client: Client) -> None:
    whole = client.get(f"{PAGE}?sort=-value")
    asks = {"hx-request": "true", "hx-boosted": "true", "hx-target": "units-table"}
    part = client.get(f"{PAGE}?sort=-value", headers=asks)
    back = {**asks, "hx-history-restore-request": "true"}
    restored = client.get(f"{PAGE}?sort=-value", headers=back)

    assert part.content.decode().strip().startswith('<div id="units-table">')
    assert "<html" not in part.content.decode()
    assert "<html" in restored.content.decode()
    for response in (whole, part):
        assert {"HX-Request", "HX-Target"} <= set(response["Vary"].split(", "))
    assert unit_rows(part.content.decode()) == unit_rows(whole.content.decode())


@pytest.mark.parametrize(
    ("code", "unit"), [("fires_per_1000", "120617"), ("own_revenue_mean", "126101")]
)
def test_queries_do_not_grow(
    client: Client, django_assert_max_num_queries, code: str, unit: str
) -> None:
    client.get("/wskazniki/")
    client.get(f"/wskazniki/{code}/?j={unit}")  # reads the register, kept for others
    with django_assert_max_num_queries(13):
        client.get(f"/wskazniki/{code}/?j={unit}")
    with django_assert_max_num_queries(2):
        client.get("/wskazniki/")


def test_blocks_of_others_keep_their_word(rf) -> None:
    assert slots.overspending("indicator-page", rf.get(PAGE), {}) == []


def test_unconfirmed_indicator_says_so(client: Client) -> None:
    page = client.get("/en/wskazniki/wb1_current_revenue_share/").content.decode()

    assert "Not confirmed yet" in page
    assert "No numbers yet" in page


def test_search_finds_by_words_of_either_language(client: Client) -> None:
    pl = client.get("/wskazniki/?q=pozary").content.decode()
    en = client.get("/wskazniki/?q=fires").content.decode()

    assert "fires_per_1000" in pl
    assert "fires_per_1000" in en
    assert "post_working_share" not in pl


def test_shared_picture_is_named_in_full(client: Client, settings) -> None:
    page = client.get(f"{PAGE}?j=120617").content.decode()
    [address] = re.findall(r'og:image" content="([^"]+)"', page)
    address = html.unescape(address)

    assert address.startswith(settings.MIARA_SITE_URL)
    picture = client.get(address.removeprefix(settings.MIARA_SITE_URL))
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_nothing_published_is_told_kindly(client: Client) -> None:
    from miara.indicators.models import Publication, PublishedVintage

    Publication.objects.all().delete()
    PublishedVintage.objects.all().delete()

    response = client.get(PAGE)

    assert response.status_code == 404
    assert "Nic jeszcze nie opublikowano" in response.content.decode()


def test_world_has_what_these_tests_rest_on() -> None:
    assert set(small_world().ids) == {"first", "current"}


def test_every_drawing_has_a_narrow_one_with_ids_of_its_own(client: Client) -> None:
    page = client.get(SWINGING).content.decode()
    wide = re.findall(r'class="chart-wide"><svg[^>]+width="(\d+)"', page)
    narrow = re.findall(r'class="chart-narrow"><svg[^>]+width="(\d+)"', page)
    assert len(wide) == 3
    assert (set(wide), set(narrow), len(narrow)) == ({"640"}, {"360"}, len(wide))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_chart_has_its_table(client: Client) -> None:
    page = client.get(SWINGING).content.decode()
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 4
    assert all("<table>" in figure for figure in figures)
    swing = rows_of(page, "Zwykłe wahania: Zielonki")
    series = rows_of(page, "Udział alarmów fałszywych: Zielonki")
    assert [row[:2] for row in swing] == [row[:2] for row in series if row[1] != "–"]


def test_a_level_without_numbers_leads_to_those_that_have_them(client: Client) -> None:
    page = client.get("/wskazniki/own_revenue_per_person/?poziom=powiat&j=120617")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Brak liczb na tym szczeblu" in text
    link = re.search(r'<li><a href="(\?[^"]*poziom=gmina[^"]*)">gminy</a>', text)[1]
    assert "j=120617" in html.unescape(link)
    shown = client.get("/wskazniki/own_revenue_per_person/" + html.unescape(link))
    assert 'id="units-table"' in shown.content.decode()
