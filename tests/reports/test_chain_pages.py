"""Pages and files of the chain, by role."""

import json

import pytest
from tests.factories.plans import TODAY, UNIT
from tests.factories.reports import make_task
from tests.factories.strategy import make_goal

from miara.budget.public import Money, money_of_tasks
from miara.reports.domain.chain import Amounts, Gap, Key, Kind, gaps_of
from miara.reports.queries.chain import chain_of
from miara.reports.queries.overview import overview_of

HOME = "/jednostki/120617-zielonki/plany/lancuch"


def keys(world):
    return {
        "domain": Key(Kind.DOMAIN, world.domain.pk),
        "service": Key(Kind.SERVICE, world.service.pk),
        "top": Key(Kind.GOAL, world.top.pk),
        "goal": Key(Kind.GOAL, world.goal.pk),
        "target": Key(Kind.TARGET, world.target.pk),
        "project": Key(Kind.INSTRUMENT, world.project.pk),
        "task": Key(Kind.TASK, world.task.pk),
        "risk": Key(Kind.RISK, world.risk.pk),
    }


@pytest.mark.parametrize("name", [None, "stranger", "reader", "planner"])
def test_readers_of_plans_see_the_chain(world, enter, name):
    client = enter(world.office.people.get(name))
    expected = {None: 302, "stranger": 403}.get(name, 200)
    paths = ["/", "/braki/", f"/cel-{world.goal.pk}/", ".csv", ".xlsx", ".json"]
    found = {path: client.get(HOME + path).status_code for path in paths}
    assert found == dict.fromkeys(paths, expected)


def test_from_any_node_the_same_chain_is_seen(world):
    """What is read around a node is what the whole chain says of it."""
    whole = chain_of(UNIT, 2026, TODAY).chain
    assert set(keys(world).values()) == set(whole.nodes)
    for key in keys(world).values():
        part = chain_of(UNIT, 2026, TODAY, key).chain
        assert part.down(key) == whole.down(key), key
        assert part.up(key) == whole.up(key), key
        assert part.money(key) == whole.money(key), key
        assert gaps_of(part, key) == gaps_of(whole, key), key


def test_the_chain_leads_from_the_domain_to_the_risk(world):
    chain, of = chain_of(UNIT, 2026, TODAY).chain, keys(world)
    assert chain.down(of["domain"]) == set(of.values()) - {of["domain"], of["top"]}
    assert chain.up(of["task"]) == {
        of[name] for name in ("domain", "service", "top", "goal", "project")
    }
    money = Amounts(100_000_00, 120_000_00, 90_000_00, 30_000_50)
    assert [chain.money(of[n]) for n in ("domain", "top", "project")] == [money] * 3
    assert gaps_of(chain, of["project"]) == [Gap.NO_OWNER]


def test_other_years_have_other_money(world):
    chain = chain_of(UNIT, 2025, TODAY).chain
    assert chain.money(Key(Kind.GOAL, world.goal.pk)) == Amounts()
    assert gaps_of(chain, Key(Kind.GOAL, world.goal.pk)) == [Gap.NO_MONEY]


def test_money_of_domains_adds_up_to_that_of_all_tasks(world):
    make_task(world.year, "X-1", (5, 7, 1, 2))
    make_task(world.year, "X-2", (1, 1, 1, 1), domain=world.domain)
    lines = overview_of(UNIT, 2026, TODAY)
    found = [(line.node and line.node.title, line.tasks) for line in lines]
    assert found == [("Środowisko", 2), (None, 1)]
    total = sum((line.money for line in lines), Amounts())
    known = Money()
    for task in money_of_tasks(UNIT, 2026):
        known.add(task.money.row())
    assert total == Amounts(*known.row())


def test_a_node_shows_sentence_money_and_both_ways(world, enter):
    client = enter(world.office.people["reader"])
    text = client.get(f"{HOME}/cel-{world.goal.pk}/").content.decode()
    for told in (
        "Wskaźnik PM25",
        "GK-01 Zadanie GK-01",
        "Brak kierowców",
        "Środowisko",
    ):
        assert told in text, told
    assert "119\u00a0999" not in text
    assert "120\u202f000\u00a0zł" in text or "120\u00a0000\u00a0zł" in text
    domain = client.get(f"{HOME}/dziedzina-{world.domain.pk}/").content.decode()
    assert "I.1 Cel o symbolu I.1" in domain.replace("\u00a0", " ")


def test_unknown_nodes_and_those_of_others_are_not_there(world, enter):
    client = enter(world.office.people["reader"])
    for slug in ("cel-999999", "zadanie-999999", "wskaznik-999999", "ptak-1"):
        assert client.get(f"{HOME}/{slug}/").status_code == 404, slug
    world.domain.__class__.objects.filter(pk=world.domain.pk).update(unit_uid="0264011")
    assert client.get(f"{HOME}/dziedzina-{world.domain.pk}/").status_code == 404


def test_gaps_are_listed_with_links(world, enter):
    make_task(world.year, "BEZ-CELU", (5, 7, 1, 2))
    make_goal(world.goal.document, "II")
    text = enter(world.office.people["reader"]).get(f"{HOME}/braki/").content.decode()
    assert "BEZ-CELU Zadanie BEZ-CELU" in text.replace("\u00a0", " ")
    assert "II Cel o symbolu II" in text.replace("\u00a0", " ")


def test_files_hold_every_node_to_the_grosz(world, enter):
    client = enter(world.office.people["reader"])
    nodes = json.loads(client.get(f"{HOME}.json").content)["nodes"]
    task = next(each for each in nodes if each["id"] == f"zadanie-{world.task.pk}")
    assert task["money"]["executed"] == "30000.50"
    assert task["serves"] == [
        f"usluga-{world.service.pk}",
        f"cel-{world.goal.pk}",
        f"program-{world.project.pk}",
    ]
    lines = client.get(f"{HOME}.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(nodes)
    assert any("30000,50" in line for line in lines)


def test_the_number_of_queries_does_not_grow(
    world, enter, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = enter(world.office.people["reader"])
    path = f"{HOME}/dziedzina-{world.domain.pk}/"
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(path)
    for number in (2, 3):
        goal = make_goal(world.goal.document, f"I.{number}", world.top)
        goal.domains.add(world.domain)
        make_task(world.year, f"GK-0{number}", (1, 2, 3, 4), goals=[goal])
    with CaptureQueriesContext(connection) as three:
        assert client.get(path).status_code == 200
    assert len(one) == len(three)
    assert len(one) <= 40
