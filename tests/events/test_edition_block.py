"""The page of an edition of a contest leads to its conference."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.events import make_event

from miara.core import slots
from miara.events.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/konkursy/lider/2026/"
LINK = 'href="/wydarzenia/konferencja-2026/"'


def test_a_draft_of_a_conference_is_not_told(client):
    meeting = make_event(public=False)
    Event.objects.update(edition=meeting.world.edition)
    assert LINK not in client.get(PAGE).content.decode()


def test_the_way_back_and_forth_costs_one_question(client, rf):
    meeting = make_event()
    assert LINK not in client.get(PAGE).content.decode()
    Event.objects.update(edition=meeting.world.edition)
    text = client.get(PAGE).content.decode()
    assert LINK in text
    assert "Konferencja liderów" in text
    assert "7 października 2026" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Conference of leaders" in client.get(f"/en{PAGE}").content.decode()
    request = rf.get(PAGE)
    request.user = AnonymousUser()
    context = {"edition": meeting.world.edition}
    assert slots.overspending("edition-page", request, context) == []


def test_the_foot_of_every_page_leads_to_events(client):
    assert 'href="/wydarzenia/"' in client.get("/").content.decode()
