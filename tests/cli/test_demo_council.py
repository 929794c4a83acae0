"""Resolutions and the debate of the demo's unit: there once."""

from datetime import UTC, datetime

import pytest

from miara.cli.demo import data, people
from miara.cli.demo.council import fill_council
from miara.cli.demo.plans import fill_plans
from miara.council import public as council
from miara.council.domain.states import State
from miara.council.models import Resolution
from miara.units import public as units

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_the_unit_has_a_register_and_a_debate_once(settings):
    people.open_accounts(now=NOW)
    data.load_register(by=people.operator(), now=NOW)
    fill_plans(now=NOW)
    assert fill_council(now=NOW) == 25
    home = units.unit_by_code(people.HOME_UNIT)
    assert home is not None
    rows = Resolution.objects.filter(unit_uid=home.uid)
    assert {row.state for row in rows} == {state.value for state in State}
    assert rows.filter(executor=None).count() == 2
    assert len(council.resolutions_of_year(home.uid, 2025)) == 19
    debate = council.debate_of(home.uid, 2025)
    assert debate is not None
    assert (debate.is_public, debate.is_checked) == (True, True)
    assert [vote.kind for vote in debate.votes] == ["CONFIDENCE", "DISCHARGE"]
    assert len(debate.questions) == 2
    assert fill_council(now=NOW) == 0
