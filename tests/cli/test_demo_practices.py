"""The good-practice base of the demo: every state, and nothing made twice."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from miara.accounts.models import Membership
from miara.cli.demo import data, people
from miara.cli.demo.practices import EDITOR, REVIEWER, fill_base
from miara.practices.domain.freshness import Freshness, freshness_of
from miara.practices.models import PracticeCard, PracticeLife
from miara.practices.public import can_edit, can_publish
from miara.sample.public import practices

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def filled(settings):
    people.open_accounts(now=NOW)
    data.load_register(by=people.operator(), now=NOW)
    assert fill_base(now=NOW) == len(practices())


@pytest.mark.usefixtures("filled")
def test_base_shows_every_state():
    today = timezone.localdate(NOW)
    shown = Counter(
        freshness_of(life.confirmed_on, today, is_archived=bool(life.archived_on))
        for life in PracticeLife.objects.filter(card__live=True)
    )
    assert set(shown) == set(Freshness)
    assert min(shown.values()) >= 5
    cards = PracticeCard.objects
    assert cards.filter(live=False).count() >= 3
    changed = cards.filter(live=True, has_unpublished_changes=True)
    assert changed.count() >= 3
    card = changed.first()
    assert card.get_latest_revision_as_object().results != card.results
    reasons = set(PracticeLife.objects.values_list("archived_for", flat=True))
    assert reasons == {"", *PracticeLife.Reason.values}
    assert not cards.exclude(origin_note__contains="fikcyjny").exists()


@pytest.mark.usefixtures("filled")
def test_running_again_makes_nothing():
    before = list(PracticeCard.objects.order_by("pk").values_list("pk", "origin_key"))
    members = Membership.objects.count()
    assert fill_base(now=NOW) == 0
    after = list(PracticeCard.objects.order_by("pk").values_list("pk", "origin_key"))
    assert (after, Membership.objects.count()) == (before, members)


@pytest.mark.usefixtures("filled")
def test_editor_publishes_and_reviewer_does_not():
    held = {m.user.email: m.user for m in Membership.objects.select_related("user")}
    assert can_publish(held[EDITOR], now=NOW)
    assert not can_publish(held[REVIEWER], now=NOW)
    assert not can_edit(held[REVIEWER], now=NOW)
