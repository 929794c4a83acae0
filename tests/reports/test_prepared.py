"""Statements put together once answer like those of the ORM."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import NOW, TODAY, UNIT
from tests.factories.reports import make_task
from tests.factories.strategy import make_goal, make_value

from miara.budget.public import BudgetTask, open_budget
from miara.reports.domain.chain import Amounts, Chain, Key, Kind, Node
from miara.reports.queries.chain import chain_of
from miara.reports.queries.frame import frame_of
from miara.reports.queries.overview import overview_of
from miara.reports.queries.prepared import IDS, YEAR, Prepared
from miara.reports.queries.prepared import UNIT as ANY_UNIT
from miara.reports.queries.standing import by_goal
from miara.strategy.models import LocalBreak

OTHER = "0264011"


def tasks(unit, year, ids):
    rows = BudgetTask.objects.filter(
        budget_year__unit_uid=unit, budget_year__year=year, pk__in=ids
    )
    return rows.order_by("symbol").values_list("pk", "symbol", "domain_id")


def test_one_statement_serves_every_unit_year_and_choice(world):
    more = [make_task(world.year, f"X-{n}") for n in range(3)]
    ids = [world.task.pk, more[0].pk, more[2].pk, 999_999]
    asked = Prepared(lambda: tasks(ANY_UNIT, YEAR, IDS))
    for unit, year, some in (
        (UNIT, 2026, ids),
        (UNIT, 2026, ids[:1]),
        (UNIT, 2025, ids),
        (OTHER, 2026, ids),
    ):
        assert asked.rows(unit, year, some) == list(tasks(unit, year, some))


def test_nothing_is_asked_about_no_rows(world, django_assert_num_queries):
    asked = Prepared(lambda: tasks(ANY_UNIT, YEAR, IDS))
    with django_assert_num_queries(0):
        assert asked.rows(UNIT, 2026, []) == []


def test_a_unit_sees_nothing_of_others(world):
    frame = frame_of(OTHER, TODAY)
    assert (frame.nodes, frame.edges, frame.indicator_risks) == ([], [], {})
    assert not chain_of(OTHER, 2026, TODAY).chain.nodes
    assert overview_of(OTHER, 2026, TODAY) == []


def test_around_every_node_the_page_knows_what_the_whole_chain_knows(world):
    """With tasks that serve goals and programmes of several places."""
    second = make_goal(world.goal.document, "I.2", world.top)
    make_task(world.year, "A", (1, 2, 3, 4), goals=[second], service=world.service)
    make_task(world.year, "B", (5, 6, 7, 8), goals=[second, world.goal])
    make_task(world.year, "C", (9, 9, 9, 9), instruments=[world.project])
    make_task(world.year, "D", (2, 2, 2, 2), domain=world.domain)
    before = open_budget(UNIT, 2025, by=None, now=NOW)
    make_task(before, "OLD", (8, 8, 8, 8), goals=[second], service=world.service)
    whole = chain_of(UNIT, 2026, TODAY).chain
    for key in whole.nodes:
        part = chain_of(UNIT, 2026, TODAY, key).chain
        assert not [node for node in part.nodes.values() if node.code == "OLD"]
        assert part.down(key) == whole.down(key), key
        assert part.up(key) == whole.up(key), key
        assert part.money(key) == whole.money(key), key
        for task in part.tasks(key):
            assert part.up(task) == whole.up(task), (key, task)


def test_sums_of_domains_are_those_of_tasks_one_by_one(world):
    make_task(world.year, "A", (1, 2, 3, 4), domain=world.domain)
    make_task(world.year, "B", (5, 6, 7, 8))
    slow = defaultdict(Amounts)
    for task in BudgetTask.objects.filter(budget_year=world.year):
        place = task.domain_id or (task.service.domain_id if task.service else None)
        for row in task.money.filter(side="E"):
            slow[place] += Amounts(
                row.planned, row.changed, row.committed, row.executed
            )
    found = {
        line.node.key.pk if line.node else None: line.money
        for line in overview_of(UNIT, 2026, TODAY)
    }
    assert found == dict(slow)


def test_counts_of_statuses_follow_breaks_and_second_values(world):
    goal, own = world.goal.pk, world.target.local
    assert by_goal(UNIT, TODAY)[goal] == {"ON_TRACK": 1}
    LocalBreak.objects.create(indicator=own, period="2025", reason="Inny sposób")
    assert by_goal(UNIT, TODAY)[goal] == {"UNDECIDED": 1}
    LocalBreak.objects.all().delete()
    value = own.values.get(period="2025")
    value.state = "CORRECTED"
    value.save()
    make_value(own, "2025", "12", version=2, reason="Pomyłka", margin=Decimal(1))
    assert by_goal(UNIT, TODAY)[goal] == {"BEHIND": 1}


def slowly(edges, start):
    """What is reached, by widening until nothing is added."""
    found = {start}
    while True:
        wider = found | {lower for upper, lower in edges if upper in found}
        if wider == found:
            return found - {start}
        found = wider


keys = st.builds(Key, st.sampled_from(list(Kind)), st.integers(1, 4))


@given(st.lists(st.tuples(keys, keys), max_size=14), st.lists(keys, max_size=4))
def test_ways_down_and_up_are_those_of_a_slow_walk(edges, starts):
    """Also in circles, and also when asked again."""
    chain = Chain.of([Node(key, "", str(key)) for key in starts], edges)
    back = [(lower, upper) for upper, lower in edges]
    for start in [*starts, *starts, *(upper for upper, _lower in edges)]:
        assert chain.down(start) == slowly(edges, start)
        assert chain.up(start) == slowly(back, start)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_page_of_any_kind_opens(world, enter, kind):
    slugs = {
        Kind.DOMAIN: f"dziedzina-{world.domain.pk}",
        Kind.SERVICE: f"usluga-{world.service.pk}",
        Kind.GOAL: f"cel-{world.goal.pk}",
        Kind.TARGET: f"wskaznik-{world.target.pk}",
        Kind.INSTRUMENT: f"program-{world.project.pk}",
        Kind.TASK: f"zadanie-{world.task.pk}",
        Kind.RISK: f"ryzyko-{world.risk.pk}",
    }
    home = "/jednostki/120617-zielonki/plany/lancuch"
    answer = enter(world.office.people["reader"]).get(f"{home}/{slugs[kind]}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    # Money of the only task stands in a row of its goal or beside it, once each.
    if kind in {Kind.SERVICE, Kind.GOAL, Kind.INSTRUMENT, Kind.DOMAIN}:
        cell = 'data-label="Plan po zmianach">120\u202f000\u00a0zł</td>'
        assert text.count(cell) == 1
