"""What people of an edition find when its results are out, and on the way there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.contest import AFTER, make_world
from tests.factories.jury import make_admitted

from miara.contest.models import Release
from miara.contest.presenters.office_menu import MENU

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def test_applicant_is_led_to_the_results_once_they_are_out(monkeypatch):
    world = make_world()
    entry = make_admitted(world, 1, "Biblioteka", unit_uid="120617")
    hour = AFTER + timedelta(days=30)
    Release.objects.create(
        edition=world.edition, stage="RESULTS", released_at=hour, set_at=AFTER
    )
    clerk, page = signed_in(world.clerk), f"/zgloszenia/{entry.uid}/"
    monkeypatch.setattr(timezone, "now", lambda: hour - timedelta(seconds=1))
    before = clerk.get(page).content.decode()
    assert "Wniosek oceniają eksperci" in before
    assert "/wyniki/" not in before
    monkeypatch.setattr(timezone, "now", lambda: hour)
    after = clerk.get(page).content.decode()
    assert "Wniosek oceniają eksperci" not in after
    assert "wyniki ogłoszono" in after
    assert 'href="/konkursy/lider/2026/wyniki/"' in after


def test_every_row_of_the_menu_of_the_office_leads_somewhere():
    world = make_world()
    organiser = signed_in(world.organiser)
    text = organiser.get("/konkursy/lider/2026/biuro/").content.decode()
    for row in MENU:
        letters = row.name == "notifications:owner-desk"
        names = ["contest.edition", world.edition.uid] if letters else ["lider", "2026"]
        url = reverse(row.name, args=names)
        is_for_organiser = row.may.__name__ != "can_judge"
        assert (f'href="{url}"' in text) == is_for_organiser, row.name
    desk = reverse(
        "notifications:owner-desk", args=["contest.edition", world.edition.uid]
    )
    assert organiser.get(desk).status_code == 200
