"""Practices from units like the reader's first, with the reason said."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.practices import NOW, published
from tests.factories.vintages import publish_small_vintage

from miara.accounts import public as accounts
from miara.indicators import public as indicators
from miara.practices.models import PracticeCard
from miara.search import public as search
from miara.units import public as units

pytestmark = pytest.mark.django_db

ZIELONKI = "120617"
EARLIER = NOW - timedelta(days=30)


@pytest.fixture
def site(settings):
    """One practice of a near unit, older than four of units that are not alike."""
    publish_small_vintage(settings)
    here = units.unit_by_code(ZIELONKI)
    likes = indicators.likes_of_unit(here.uid)
    alike = {like.uid for like in likes} | {here.uid}
    others = [
        unit.uid
        for unit in units.units_at(units.Level.MUNICIPALITY)
        if unit.uid not in alike
    ]
    near = published("Autobus od podobnych", unit_uid=likes[0].uid)
    PracticeCard.objects.filter(pk=near.pk).update(first_published_at=EARLIER)
    for number, uid in enumerate(others[:4]):
        published(f"Autobus i autobusy innych {number}", unit_uid=uid)
    search.rebuild(now=NOW)
    return likes


def titles(client, query):
    text = client.get(f"/praktyki/?{query}").content.decode()
    return re.findall(r'<h2><a href="[^"]*">(?:<mark>)?(.*?)</a></h2>', text), text


@pytest.mark.parametrize("words", ["", "q=autobusy&"])
def test_practices_of_similar_units_come_first_and_say_why(client, site, words):
    usual, text = titles(client, words)
    assert "podobnych" not in usual[0]
    assert "practices-why" not in text

    near, text = titles(client, f"{words}jak={ZIELONKI}")

    assert "podobnych" in near[0]
    assert sorted(near) == sorted(usual)  # nothing is hidden
    assert text.count("practices-why") == 1
    assert site[0].why in text


def test_the_view_from_a_unit_stays_in_every_link_of_the_list(client, site):
    _titles, text = titles(client, f"q=autobus&jak={ZIELONKI}")

    assert f"jak={ZIELONKI}&amp;kolejnosc=data" in text
    assert f'name="jak" value="{ZIELONKI}"' in text
    facets = re.findall(r'<li><a href="(/praktyki/\?[^"]*dzial=[^"]*)"', text)
    assert facets
    assert all(f"jak={ZIELONKI}" in link for link in facets)
    assert re.search(r'href="/praktyki/\?q=autobus[^"j]*">Wróć', text)


def test_a_name_that_is_sure_is_enough_and_a_doubtful_one_is_asked_about(client, site):
    assert "podobnych" in titles(client, "jak=zielonki")[0][0]

    _titles, text = titles(client, "jak=Tarn")  # the city and the rural one

    assert "Którą" in text
    assert len(set(re.findall(r"jak=\d+", text))) >= 2
    _titles, text = titles(client, "jak=Nibylandia")
    assert "„Nibylandia”" in text


def test_a_unit_without_similar_ones_is_told_so(client, site):
    found, text = titles(client, "jak=126101")  # Kraków stands alone in this world

    assert len(found) == 5
    assert "żeby nazwać je podobnymi" in text


def test_similar_units_without_a_fitting_practice_are_not_promised(client, site):
    _found, text = titles(client, f"q=innych&jak={ZIELONKI}")

    assert "Żaden samorząd taki jak" in text
    assert "Najpierw to, co zrobiły" not in text


def test_without_an_index_nothing_is_said_to_come_first(client, site, settings):
    settings.SEARCH_DIR = settings.SEARCH_DIR / "empty"
    _found, text = titles(client, f"q=Autobus&jak={ZIELONKI}")

    assert "nie są pierwsze" in text
    assert "Najpierw to, co zrobiły" not in text


def test_suggestions_lead_to_the_same_list_from_another_side(client, site):
    _titles, text = titles(client, "q=autobus&dzial=technical")
    source = re.search(r'data-source="(/praktyki/jednostki/[^"]*)"', text)[1]

    answer = client.get(source.replace("&amp;", "&") + "&q=ziel").json()

    assert answer["items"][0]["code"] == ZIELONKI
    assert answer["items"][0]["url"] == (
        f"/praktyki/?q=autobus&w=practices&dzial=technical&jak={ZIELONKI}"
    )
    assert client.get("/praktyki/jednostki/").json() == {"count": 0, "items": []}


def test_a_member_of_a_unit_needs_to_type_nothing(client, site):
    user = accounts.create_person(email="a@x.example", password=None, by=None, now=NOW)
    scope = accounts.unit_scope(units.unit_by_code(ZIELONKI).uid)
    accounts.Membership.objects.create(
        user=user, role="UNIT_READER", scope_kind=scope.kind, scope_id=scope.id,
        since=NOW, granted_at=NOW,
    )  # fmt: skip
    member = Client()
    member.force_login(user)

    assert f'jak={ZIELONKI}">tak jak Zielonki' in titles(member, "")[1]
    assert "tak jak Zielonki" not in titles(client, "")[1]


def test_another_point_of_view_costs_four_questions_more(client, site):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    assert queries(f"/praktyki/?jak={ZIELONKI}") <= queries("/praktyki/") + 4


def test_likes_are_those_of_the_page_of_the_unit(settings):
    publish_small_vintage(settings)
    here = units.unit_by_code(ZIELONKI)

    likes = indicators.likes_of_unit(here.uid)

    assert len(likes) >= 8
    assert here.uid not in {like.uid for like in likes}
    assert all(like.why for like in likes)
    assert indicators.likes_of_unit("nobody") == ()


def test_without_published_numbers_nobody_is_alike(register):
    assert indicators.likes_of_unit("120617") == ()
