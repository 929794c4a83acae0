"""Rollouts of the demo: three units, once, with what they say."""

from datetime import UTC, datetime

import pytest

from miara.cli.demo import data, people
from miara.cli.demo.rollout import fill_rollouts
from miara.rollout.models import Experience, MethodDocument, Rollout

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_three_units_have_begun_once():
    people.open_accounts(now=NOW)
    data.load_register(by=people.operator(), now=NOW)
    assert fill_rollouts(now=NOW) == 3
    assert {row.pack for row in Rollout.objects.all()} == {"small_rural", "large_city"}
    assert Experience.objects.exclude(consented_at=None).count() == 3
    assert MethodDocument.objects.exclude(adopted_on=None).count() == 6
    assert fill_rollouts(now=NOW) == 0
