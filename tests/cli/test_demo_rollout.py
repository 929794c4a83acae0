"""Rollouts of the demo: three units, once, with what they say."""

from datetime import UTC, datetime

import pytest

from miara.cli.demo import data, people
from miara.cli.demo.plans import fill_plans
from miara.cli.demo.rollout import fill_rollouts
from miara.rollout.models import Experience, MethodDocument, Rollout
from miara.strategy.models import Goal
from miara.units import public as units

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_three_units_have_begun_once():
    people.open_accounts(now=NOW)
    data.load_register(by=people.operator(), now=NOW)
    fill_plans(now=NOW)
    goals = Goal.objects.count()
    assert fill_rollouts(now=NOW) == 3
    # The demo's own unit has a strategy, so its goals stay as they are.
    home = units.unit_by_code(people.HOME_UNIT)
    assert Goal.objects.filter(document__unit_uid=home.uid).count() == goals
    assert {row.pack for row in Rollout.objects.all()} == {"small_rural", "large_city"}
    assert Experience.objects.exclude(consented_at=None).count() == 3
    assert MethodDocument.objects.exclude(adopted_on=None).count() == 6
    assert fill_rollouts(now=NOW) == 0
