"""What waits for a person, and dashboards of roles."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import TODAY, UNIT
from tests.factories.reports import make_task
from tests.factories.strategy import make_goal, make_target, make_value

from miara.cycle.public import Waiting
from miara.reports.domain.dashboards import DASHBOARDS
from miara.reports.presenters.facts import _FACTS
from miara.reports.presenters.today import groups_of
from miara.reports.queries.facts import count_gaps, count_of_risks
from miara.reports.queries.standing import by_goal

HOME = "/jednostki/120617-zielonki/plany"


@pytest.fixture(autouse=True)
def _clean_cache():
    cache.clear()


def words(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", [None, "stranger", "reader", "engineer"])
def test_readers_of_plans_see_dashboards(world, enter, name):
    client = enter(world.office.people.get(name))
    expected = {None: 302, "stranger": 403}.get(name, 200)
    paths = ["dzis/", "pulpit/", *(f"pulpit/{each}/" for each in DASHBOARDS)]
    found = {path: client.get(f"{HOME}/{path}").status_code for path in paths}
    assert found == dict.fromkeys(paths, expected)


def test_every_dashboard_asks_for_facts_that_exist():
    asked = {name for each in DASHBOARDS.values() for name in each.facts}
    assert asked == set(_FACTS)


def test_there_is_no_dashboard_of_others(world, enter):
    client = enter(world.office.people["reader"])
    assert client.get(f"{HOME}/pulpit/krol/").status_code == 404


def test_the_head_reads_numbers_as_sentences(world, enter):
    text = words(enter(world.office.people["reader"]).get(f"{HOME}/pulpit/"))
    assert "1 wartość docelowa: zgodnie z planem 1" in text
    assert "Cele, za które nikt nie odpowiada: 1." in text
    assert "Środowisko" in text


def test_a_manager_sees_own_tasks_alone(world, enter):
    make_task(world.year, "CUDZE", (1, 2, 3, 4), manager=world.office.treasurer)
    make_task(world.year, "NICZYJE", (1, 2, 3, 4))
    client = enter(world.office.people["engineer"])
    text = words(client.get(f"{HOME}/pulpit/kierownik-zadan/"))
    assert "GK-01 Zadanie GK-01" in text
    assert "NICZYJE" not in text
    reader = enter(world.office.people["reader"])
    assert "GK-01" not in words(reader.get(f"{HOME}/pulpit/kierownik-zadan/"))


def test_counts_follow_every_change(world):
    goal = world.goal.pk
    assert by_goal(UNIT, TODAY)[goal] == {"ON_TRACK": 1}
    make_target(world.goal, world.target.local, final_value=50)
    assert by_goal(UNIT, TODAY)[goal] == {"ON_TRACK": 1, "REACHED": 1}
    old = world.target.local.values.get(period="2025")
    old.state = "CORRECTED"
    old.save()
    make_value(world.target.local, "2025", "12", version=2, reason="Pomyłka")
    assert by_goal(UNIT, TODAY)[goal] == {"BEHIND": 2}


def test_gaps_and_risks_are_counted(world):
    assert count_gaps(UNIT, 2026) == (1, 0)
    make_goal(world.goal.document, "II")
    make_task(world.year, "BEZ", (1, 1, 1, 1))
    assert count_gaps(UNIT, 2026) == (2, 1)
    assert count_of_risks(UNIT, TODAY)[0] == 1
    world.risk.review_on = TODAY - timedelta(days=1)
    world.risk.save()
    assert count_of_risks(UNIT, TODAY)[2] == 1


def test_what_waits_is_grouped_by_day():
    days = (-1, 0, 7, 8)
    waiting = [Waiting(str(n), "/", TODAY + timedelta(days=n), "x.y") for n in days]
    waiting.append(Waiting("kiedyś", "/", None, "x.y"))
    groups = groups_of(waiting, TODAY)
    found = [[each.what for each in group.items] for group in groups]
    assert found == [["-1"], ["0", "7"], ["8"], ["kiedyś"]]
    assert groups_of([], TODAY) == []


@pytest.mark.parametrize("name", DASHBOARDS)
def test_queries_do_not_grow(world, enter, name):
    client = enter(world.office.people["engineer"])
    path = f"{HOME}/pulpit/{name}/"
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in (2, 3):
        make_goal(world.goal.document, f"I.{number}", world.top)
        make_task(
            world.year, f"GK-0{number}", (1, 2, 3, 4), manager=world.office.engineer
        )
    with CaptureQueriesContext(connection) as three:
        assert client.get(path).status_code == 200
    assert len(one) == len(three)
