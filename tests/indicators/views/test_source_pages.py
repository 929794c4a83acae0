"""Files behind the numbers, and the page of the method."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.vintages import publish_small_vintage

from miara.cube.kernels import rules
from miara.cube.stats import signals
from miara.indicators.models import DataLoad

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(settings) -> None:
    publish_small_vintage(settings)


def test_list_names_every_file_in_use(client: Client) -> None:
    DataLoad.objects.filter(file_name="sieci.csv").update(withdrawn_at=timezone.now())
    page = client.get("/zrodla/").content.decode()

    assert "ludnosc.csv" in page
    assert "zdarzenia.xlsx" in page
    assert "sieci.csv" not in page


def test_withdrawn_file_keeps_its_page(client: Client) -> None:
    load = DataLoad.objects.get(file_name="sieci.csv")
    DataLoad.objects.filter(pk=load.pk).update(withdrawn_at=timezone.now())
    response = client.get(f"/en/zrodla/{load.pk}/")

    assert response.status_code == 200
    assert "This file was withdrawn" in response.content.decode()


def test_file_shows_findings_variables_and_checksum(client: Client) -> None:
    load = DataLoad.objects.get(file_name="ludnosc.csv")
    load.planes = [
        {"variable": "population", "periods": ["2022", "2023", "2024"]},
        {"variable": "a_variable_of_old", "periods": ["2015", "2022"]},
    ]
    load.findings = [
        {
            "code": "unknown_unit",
            "severity": "warning",
            "count": 3,
            "examples": ["999999"],
            "where": "",
        }
    ]
    load.notes = ["Stan w dniu 31 grudnia."]
    load.save()
    page = client.get(f"/en/zrodla/{load.pk}/").content.decode()

    assert load.sha256 in page
    assert "2022–2024" in page
    assert "2015, 2022" in page
    assert "a_variable_of_old" in page
    assert "/en/wskazniki/births_rate/" in page
    assert "999999" in page
    assert "Stan w dniu 31 grudnia." in page


def test_two_clicks_lead_from_a_number_to_its_file(client: Client) -> None:
    page = client.get("/wskazniki/fires_per_1000/?nazwa=Zielonki").content.decode()
    [first] = re.findall(r'href="([^"]*j=120617[^"]*#obliczenie)"', page)
    second = client.get(first.replace("&amp;", "&").partition("#")[0]).content.decode()
    part = second[second.index('id="obliczenie"') :]
    load = DataLoad.objects.get(file_name="zdarzenia.xlsx")

    assert f'href="/zrodla/{load.pk}/"' in part


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_method_tells_the_constants_of_the_code(client: Client, prefix: str) -> None:
    page = client.get(f"{prefix}/metoda/").content.decode()
    text = re.sub(r"<[^>]+>", " ", page)
    width = f"{rules.XMR_WIDTH:.2f}"

    assert (width if prefix else width.replace(".", ",")) in text
    assert str(round(100 * signals.FALSE_ALARM)) in text
    assert str(rules.RUN) in text
    assert "%(" not in text


def test_prose_of_the_method_keeps_short_words_with_the_next(client: Client) -> None:
    page = client.get("/metoda/").content.decode()
    page = page.partition("<main")[2].partition("</main")[0]
    prose = re.findall(r"<(?:p|li|h1)(?: [^>]*)?>([^<]*)</", page)

    assert len(prose) > 20
    assert [each for each in prose if re.search(r"(?:^| )[aiouwzAIOUWZ] ", each)] == []
    assert "w\u00a0" in page


@pytest.mark.parametrize(
    ("prefix", "author"), [("", "zespół metod"), ("/en", "methods team")]
)
def test_authors_are_told_in_the_language_of_the_page(
    client: Client, prefix: str, author: str
) -> None:
    page = client.get(f"{prefix}/wskazniki/fires_per_1000/").content.decode()

    assert f"Miara, {author}" in page


def test_trend_needs_as_many_years_as_the_method_says(client: Client) -> None:
    from miara.indicators.presenters.method_page import method_facts

    least = method_facts()["trend_points"]
    drop = rules.kendall_drop(least)

    assert drop[least] >= 0
    assert all(drop[n] < 0 for n in range(2, least))
