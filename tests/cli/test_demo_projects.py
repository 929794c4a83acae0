"""Programmes, risks and the year of the demo's unit: there once, and quickly."""

from datetime import UTC, datetime

import pytest

from miara.cli.demo import data, people
from miara.cli.demo.plans import fill_plans
from miara.cli.demo.projects import fill_projects
from miara.cycle.models import PlanYear, Term
from miara.instruments.models import Instrument, InstrumentGoal, Membership
from miara.risks.models import AssessmentMark, Risk
from miara.risks.queries.risks import facts_of
from miara.units import public as units

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_the_unit_has_work_risks_and_a_year_once(settings):
    people.open_accounts(now=NOW)
    data.load_register(by=people.operator(), now=NOW)
    fill_plans(now=NOW)
    assert fill_projects(now=NOW) == 23
    home = units.unit_by_code(people.HOME_UNIT)
    assert home is not None
    rows = Instrument.objects.filter(unit_uid=home.uid)
    assert {row.kind for row in rows} == set(Instrument.Kind.values)
    assert {row.state for row in rows} == set(Instrument.State.values)
    assert rows.filter(civic_year=2025, is_public=True).count() == 4
    assert Membership.objects.count() == 3
    assert InstrumentGoal.objects.count() == 7
    risks = facts_of(home.uid)
    assert len(risks) == 12
    assert {risk.band for risk in risks} == {"niskie", "średnie"}
    assert sum(risk.owner is None for risk in risks) == 1
    assert Risk.objects.filter(goals=None).count() < 12
    assert PlanYear.objects.get().year == 2026
    assert Term.objects.exclude(done_at=None).exists()
    assert AssessmentMark.objects.count() == 22
    assert fill_projects(now=NOW) == 0
    assert Instrument.objects.count() == 11
