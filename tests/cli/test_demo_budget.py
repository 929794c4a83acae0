"""The budget of the demo: read from its own files, conserved, with things to find."""

from datetime import UTC, datetime

import pytest
from tests.factories.units import make_register

from miara.budget import public as budget
from miara.cli.demo import budget as demo
from miara.units.domain.facts import Kind, SnapshotUnit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def home(db, settings, tmp_path, monkeypatch):
    settings.FILES_DIR = tmp_path / "files"
    make_register(
        (
            SnapshotUnit("12", Kind.VOIVODESHIP, "małopolskie"),
            SnapshotUnit("1206", Kind.COUNTY, "krakowski"),
            SnapshotUnit("120617", Kind.RURAL, "Zielonki"),
        )
    )
    monkeypatch.setattr(demo, "HOME_UNIT", "120617")
    return "120617"


def test_budget_of_the_demo_is_made_once_and_adds_up(home):
    assert demo.fill_budget(now=NOW) == 25
    assert demo.fill_budget(now=NOW) == 0
    year = budget.year_of(home, 2026)
    totals = budget.totals_of(year)
    given = sum(each.money.changed for each in budget.money_of_tasks(home, 2026))
    assert given + totals.unassigned.changed == totals.expenditure.changed
    assert totals.unassigned_lines == 2
    assert totals.revenue.executed > 0
    codes = {each.code for each in budget.contradictions_of(year)}
    assert {"BUDGET_AND_FORECAST", "UNASSIGNED", "TASKS_OVER_LIMIT"} <= codes
    assert "LEDGER_AND_REPORT" not in codes
    waits = budget.waiting_reports(home, 2026, NOW.date())
    assert {each.quarter for each in waits} == {3}
