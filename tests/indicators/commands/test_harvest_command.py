"""``miara harvest bdl`` against a server on loopback, and standing orders."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management.base import CommandError
from django.utils import timezone, translation
from tests.factories.bdl_server import BdlServer, made_up_series
from tests.factories.units import make_register

from miara.core import jobs
from miara.core.models import Job
from miara.cube import harvest as harvesting
from miara.cube.register import Level
from miara.indicators.actions.harvests import harvest as harvest_action
from miara.indicators.actions.schedules import (
    enqueue_due_harvests,
    order_harvest,
    switch_harvest,
)
from miara.indicators.domain.harvest_orders import years_until
from miara.indicators.models import DataLoad, HarvestSchedule
from miara.indicators.presenters.harvests import SENTENCES, explain_harvest

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
POPULATION = 72305


@pytest.fixture
def server():
    with BdlServer().running() as running:
        yield running


def asked(server, variables=str(POPULATION), *more):
    return (
        "harvest", "bdl", "--variables", variables, "--level", "gmina",
        "--years", "2015-2024", "--base-url", server.base_url, *more,
    )  # fmt: skip


def test_series_become_loads_once(miara, server):
    make_register()
    server.add(made_up_series(POPULATION, units=3))
    said = miara(*asked(server))

    row = DataLoad.objects.get()
    assert [plane["variable"] for plane in row.planes] == ["population"]
    assert "1 series is new or changed, of 1 harvested." in said.out
    assert "periods 2015–2024" in said.out

    said = miara(*asked(server))
    assert "0 series are new or changed, of 1 harvested." in said.out
    assert DataLoad.objects.count() == 1


def test_a_failed_series_does_not_lose_the_others(miara, server):
    make_register()
    server.add(made_up_series(POPULATION, units=3))
    with pytest.raises(CommandError, match="Not harvested: 60559") as error:
        miara(*asked(server, f"{POPULATION},60559"))
    assert error.value.returncode == 1
    assert DataLoad.objects.count() == 1


def test_a_rehearsal_asks_for_nothing(miara, server):
    said = miara(*asked(server, f"{POPULATION}", "--dry-run"))
    assert f"/data/by-variable/{POPULATION}?" in said.out
    assert server.asked_pages() == []


def test_unknown_numbers_are_refused_before_anything_is_asked(miara, server):
    with pytest.raises(CommandError, match=r"No variable of the definitions .* 999999"):
        miara(*asked(server, "999999"))


def test_an_unreadable_key_is_told(miara, server, tmp_path):
    with pytest.raises(CommandError, match="key cannot be read"):
        miara(*asked(server), "--key-file", str(tmp_path / "nie_ma"))


def test_every_error_of_a_harvest_has_its_sentence():
    kinds = {
        each
        for each in vars(harvesting).values()
        if isinstance(each, type) and issubclass(each, harvesting.HarvestError)
    }
    told = {kind for kind, _text in SENTENCES}
    # An incomplete harvest is told series by series.
    assert kinds - told == {harvesting.HarvestIncomplete}
    limit = harvesting.LimitReached(NOW)
    assert "13:00" in explain_harvest(limit)  # Polish time


def test_a_standing_order_asks_when_due_and_not_before():
    row = order_harvest(
        variables=(POPULATION,),
        level=Level.COUNTY,
        first_year=2020,
        last_year=None,
        every=HarvestSchedule.Every.WEEK,
        by=None,
        now=NOW,
    )
    assert enqueue_due_harvests(now=NOW) == 1
    assert enqueue_due_harvests(now=NOW + timedelta(days=6)) == 0
    assert enqueue_due_harvests(now=NOW + timedelta(days=40)) == 1
    first = Job.objects.order_by("pk").first()
    assert first.params == {
        "variables": [POPULATION], "level": "powiat",
        "first_year": 2020, "last_year": 2025, "order": row.pk,
    }  # fmt: skip

    switch_harvest(schedule=row, on=False, by=None, now=NOW)
    assert enqueue_due_harvests(now=NOW + timedelta(days=400)) == 0
    assert Job.objects.count() == 2


def test_a_harvest_that_meets_the_limit_goes_on_by_itself(server, monkeypatch):
    """The job ends instead of blocking the worker; the calendar begins it again."""
    make_register()
    server.add(made_up_series(POPULATION, units=250))
    defaults = {**harvest_action.__kwdefaults__, "base_url": server.base_url}
    monkeypatch.setattr(harvest_action, "__kwdefaults__", defaults)
    few = harvesting.Manners(windows=(harvesting.Window(2, 900),))
    monkeypatch.setattr(
        "miara.indicators.tasks.Manners",
        lambda patience: replace(few, patience=patience),
    )
    with translation.override("en"):
        job = jobs.enqueue(
            "indicators.harvest_bdl", by=None, now=NOW,
            variables=[POPULATION], level="gmina", first_year=2015, last_year=2024,
        )  # fmt: skip
    jobs.perform(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert "goes on by itself after" in job.report["lines"][0]
    order = HarvestSchedule.objects.get()
    assert order.is_on
    assert order.next_due_at > timezone.now()
    assert not DataLoad.objects.exists()

    few = harvesting.Manners(windows=())
    assert enqueue_due_harvests(now=order.next_due_at) == 1
    jobs.perform(Job.objects.exclude(pk=job.pk).get().pk)
    assert DataLoad.objects.get().planes[0]["variable"] == "population"
    order.refresh_from_db()
    assert not order.is_on


def test_years_end_with_the_last_complete_one():
    assert years_until(2015, None, date(2026, 1, 1)) == range(2015, 2026)
    assert years_until(2015, 2019, date(2026, 1, 1)) == range(2015, 2020)
    assert years_until(2026, None, date(2026, 1, 1)) == range(2026, 2027)
