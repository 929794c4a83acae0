"""The page of an account leads to the person's applications and offices."""

import pytest
from django.urls import reverse
from tests.contest.applying import BACKEND, draft, of_entry
from tests.factories.contest import make_world

from miara.core import slots

pytestmark = pytest.mark.django_db


def test_account_leads_to_what_the_person_does(client, world):
    page = _page(client, world.clerk)
    assert reverse("contest:entries") not in page
    entry = draft(world)
    page = _page(client, world.clerk)
    assert reverse("contest:entries") in page
    assert "wniosek: " in page  # the role in the application is named
    assert client.get(of_entry("entry", entry)).status_code == 200


def test_block_keeps_to_its_number_of_questions(client, world, rf):
    draft(world)
    client.force_login(world.clerk, BACKEND)
    request = client.get(reverse("accounts:account")).wsgi_request
    assert slots.overspending("account-page", request, {}) == []


@pytest.fixture
def world():
    return make_world()


def _page(client, person):
    client.force_login(person, BACKEND)
    return client.get(reverse("accounts:account")).content.decode()
