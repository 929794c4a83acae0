"""The portal of the demo: every state, and nothing made twice."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from miara.accounts.models import Membership, User
from miara.cli.demo import people
from miara.cli.demo.portal import EDITOR, fill_portal
from miara.portal.actions.booking import publish_due
from miara.portal.domain.categories import categories
from miara.portal.models import News, NewsChange, Site, SitePage, Strip, Withdrawal
from miara.portal.permissions import can_edit
from miara.portal.queries.news import public_news
from miara.sample.public import portal_sample

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _accounts(db):
    people.open_accounts(now=NOW)


def test_the_portal_shows_every_state_and_category():
    now = datetime.now(UTC)  # drafts are booked by the clock
    assert fill_portal(now=now) == len(portal_sample().news)
    assert set(public_news().values_list("category", flat=True)) == {
        row.code for row in categories()
    }
    assert Withdrawal.objects.count() == 1
    assert News.objects.filter(live=False).count() == 2
    assert [row.parts for row in NewsChange.objects.exclude(parts=[])] == [["text"]]
    assert SitePage.objects.filter(live=True).count() == len(portal_sample().pages)
    assert Strip.objects.count() == len(portal_sample().strips)
    assert publish_due(now=now + timedelta(days=4))["published"] == 1


def test_running_again_makes_nothing():
    def counts():
        tables = (News, NewsChange, Membership, SitePage)
        return [table.objects.count() for table in tables]

    fill_portal(now=NOW)
    before = counts()
    assert fill_portal(now=NOW) == 0
    assert counts() == before


def test_the_editor_edits_one_site_alone():
    fill_portal(now=NOW)
    editor = User.objects.get(email=EDITOR)
    allowed = [s.code for s in Site.objects.all() if can_edit(editor, s, now=NOW)]
    assert allowed == ["miasta"]


def test_a_site_is_opened_by_a_command():
    out = StringIO()
    for _again in range(2):
        call_command("site", "nowa", "Nowa Witryna", "--english", "New", stdout=out)
    assert out.getvalue() == "nowa: Nowa Witryna\n" * 2
    call_command("site", "nowa", "Inna", "--editor", EDITOR, stdout=out)
    site = Site.objects.get(code="nowa")
    assert can_edit(User.objects.get(email=EDITOR), site, now=datetime.now(UTC))
    for wrong in (
        ("Zła Nazwa", "x"),
        ("dobra", "x", "--editor", "nikt@example.pl"),
        ("dobra", "x", "--organisation", "999"),
    ):
        with pytest.raises(CommandError):
            call_command("site", *wrong, stdout=out)
    assert not Site.objects.filter(code__in=["dobra", "Zła Nazwa"]).exists()
