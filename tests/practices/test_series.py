"""Official numbers beside a card: whose, with what mark, and with no claim."""

import re
from datetime import date

import pytest
from tests.factories.practices import NOW, published
from tests.factories.vintages import publish_small_vintage

from miara.indicators.models import PublishedVintage
from miara.practices.actions.adoptions import declare_adoption, declare_aim, give_up
from miara.practices.domain.content import Result
from miara.practices.presenters.links import card_path
from miara.practices.presenters.series import MOST_SERIES

pytestmark = pytest.mark.django_db
FIRES = "fires_per_1000"
AIMED = (Result("Pożary", indicator=FIRES, is_aim=True),)


@pytest.fixture(autouse=True)
def register(db, settings):
    publish_small_vintage(settings)


def page(client, card, prefix=""):
    answer = client.get(prefix + card_path(card.pk, card.title))
    return answer.content.decode().replace("\xa0", " ")


def section(html):
    found = re.search(r'<section id="series">.*?</section>', html, re.S)
    return found[0] if found else ""


def test_the_leading_unit_is_drawn_with_its_start(client):
    card = published(unit_uid="120617", results=AIMED, began_on=date(2021, 5, 1))
    html = section(page(client, card))
    assert html.count("<figure") == 1
    assert "Gmina Zielonki" in html
    assert "Kreska oznacza początek: 1 maja 2021." in html
    assert html.count("początek 01.05.2021") >= 3  # both pictures and the table
    assert 'href="/wskazniki/fires_per_1000/?j=120617"' in html
    assert "Nie mówią, czy praktyka coś zmieniła" in html
    english = section(page(client, card, "/en"))
    assert "The line marks the start: 1 May 2021." in english


def test_an_aim_of_an_adopting_unit_waits_for_its_numbers(client):
    card = published(unit_uid="120617")
    row = declare_adoption(
        card, "120102", state="ADOPTED", starts_on=date(2026, 2, 1), changes="",
        by=None, now=NOW,
    )  # fmt: skip
    declare_aim(row, indicator=FIRES, direction="DOWN", by=None, now=NOW)
    html = section(page(client, card))
    assert "Gmina Bochnia" in html
    assert ">2026</" in html  # the axis reaches the start
    assert "liczby jeszcze nie ma" in html  # and the table says so
    give_up(row, reason="Za drogo.", by=None, now=NOW)
    assert section(page(client, card)) == ""


def test_one_series_is_drawn_once_and_a_page_has_so_many(client):
    twice = published(unit_uid="120617", results=AIMED * 2)
    assert section(page(client, twice)).count("<figure") == 1
    many = published("Wszędzie", unit_uid="120617", results=AIMED)
    for code in ("01", "02", "03", "04", "05", "07", "08"):
        row = declare_adoption(
            many, f"1201{code}", state="ADOPTED", starts_on=date(2026, 2, 1),
            changes="", by=None, now=NOW,
        )  # fmt: skip
        declare_aim(row, indicator=FIRES, direction="UP", by=None, now=NOW)
    html = section(page(client, many))
    assert html.count("<figure") == MOST_SERIES
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_what_was_no_aim_or_has_no_numbers_is_not_drawn(client):
    for results in (
        (Result("Pożary", indicator=FIRES),),
        (Result("Co innego", indicator="nie_ma", is_aim=True),),
        (Result("Bez kodu", is_aim=True),),
    ):
        card = published(unit_uid="120617", results=results)
        assert section(page(client, card)) == ""
    card = published(unit_uid="120617", results=AIMED)
    PublishedVintage.objects.update(is_current=False)
    assert section(page(client, card)) == ""


def test_a_start_that_nobody_knows_is_not_marked(client):
    html = section(page(client, published(unit_uid="120617", results=AIMED)))
    assert "<figure" in html
    assert "początek" not in html
