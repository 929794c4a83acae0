"""Pages call things by their names: the text, the unit with its kind, the part of mail."""

import re

import pytest
from django.urls import reverse
from tests.contest.applying import BACKEND, of_office
from tests.factories.assessment import make_accepted, make_expert
from tests.factories.contest import AFTER, make_world

from miara.contest.actions.planning import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def page(client, world):
    client.force_login(world.organiser, BACKEND)
    return lambda url: client.get(url).content.decode()


def test_page_of_a_text_has_the_name_of_the_text(page, world):
    heading = re.search(r"<h1>(.*?)</h1>", page(of_office("text", "regulamin")))
    assert heading[1] == "Regulamin"


def test_unit_is_named_with_its_kind(page, world):
    entry = make_accepted(world)
    assert "<td>gmina Zielonki</td>" in page(of_office("applications"))
    assert "<dd>gmina Zielonki</dd>" in page(of_office("application", entry.uid))
    assert "gmina Zielonki" in page(of_office("progress"))


def test_part_of_the_mail_that_is_open_is_marked(page, world):
    owner = ["contest.edition", world.edition.uid]
    for name, words in (("owner-desk", "Skrzynka nadawcza"), ("dispatch-list", "Wysy")):
        found = page(reverse(f"notifications:{name}", args=owner))
        current = re.findall(r'aria-current="page">([^<]+)', found)
        assert [text for text in current if text.startswith(words)], current


def test_adopted_plan_offers_its_adoption_folded(page, world):
    make_accepted(world)
    for name in ("pierwsza", "druga", "trzecia"):
        make_expert(world, name)
    plan = make_plan(edition=world.edition, by=world.organiser, now=AFTER)
    address = of_office("plan", plan.pk)
    assert "Przyjmij ten plan ponownie" not in page(address)
    plan.adopted_at = AFTER
    plan.save(update_fields=["adopted_at"])
    assert "<summary>Przyjmij ten plan ponownie</summary>" in page(address)
