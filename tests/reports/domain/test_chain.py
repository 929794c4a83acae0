"""The chain as a graph: both ways, money counted once, what is missing."""

from hypothesis import given
from hypothesis import strategies as st

from miara.reports.domain.addresses import key_of, slug_of
from miara.reports.domain.chain import Amounts, Chain, Gap, Key, Kind, Node, gaps_of

ORDER = [Kind.DOMAIN, Kind.SERVICE, Kind.GOAL, Kind.INSTRUMENT, Kind.TASK]
LEVELS = {kind: place for place, kind in enumerate(ORDER)}
KEYS = st.builds(Key, st.sampled_from(ORDER), st.integers(1, 4))


def node(kind, pk, owner="Kierownik", **more):
    return Node(Key(kind, pk), f"{kind}-{pk}", "Nazwa", owner, **more)


@st.composite
def chains(draw):
    """Nodes with money on tasks, edges that lead down the order of kinds alone."""
    keys = [Key(kind, pk) for kind in ORDER for pk in range(1, 5)]
    nodes = [
        Node(
            key,
            "",
            "",
            money=Amounts(0, draw(st.integers(-50, 500)), 0, draw(st.integers(0, 500)))
            if key.kind is Kind.TASK
            else Amounts(),
        )
        for key in keys
    ]
    pairs = draw(st.lists(st.tuples(KEYS, KEYS), max_size=40))
    return Chain.of(nodes, [p for p in pairs if LEVELS[p[0].kind] < LEVELS[p[1].kind]])


def slowly_below(chain, key):
    """Nodes below by plain recursion, as the definition says."""
    found = set(chain.feeds(key))
    for each in chain.feeds(key):
        found |= slowly_below(chain, each)
    return found


@given(chains(), KEYS)
def test_money_of_a_node_is_the_sum_over_distinct_tasks_below(chain, key):
    below = slowly_below(chain, key) | {key}
    tasks = [chain.nodes[each] for each in below if each.kind is Kind.TASK]
    money = chain.money(key)
    assert money.changed == sum(task.money.changed for task in tasks)
    assert money.executed == sum(task.money.executed for task in tasks)
    assert money.left == money.changed - money.executed


@given(chains(), KEYS, KEYS)
def test_up_and_down_are_the_same_way(chain, a, b):
    assert (b in chain.down(a)) == (a in chain.up(b))


@given(chains())
def test_all_tasks_together_are_never_less_than_any_node(chain):
    everything = {each.key for each in chain.of_kind(Kind.TASK)}
    assert all(chain.tasks(key) <= everything for key in chain.nodes)


def test_a_task_on_three_ways_counts_once():
    goal, project = Key(Kind.GOAL, 1), Key(Kind.INSTRUMENT, 1)
    task = node(Kind.TASK, 1, money=Amounts(10, 20, 5, 3))
    domain = Key(Kind.DOMAIN, 1)
    edges = [(domain, goal), (goal, project), (project, task.key), (goal, task.key)]
    edges += [(domain, task.key), (domain, task.key)]
    nodes = [node(Kind.DOMAIN, 1), node(Kind.GOAL, 1), node(Kind.INSTRUMENT, 1), task]
    chain = Chain.of(nodes, edges)
    assert chain.money(domain) == Amounts(10, 20, 5, 3)
    assert chain.serves(task.key) == (project, goal, domain)


def test_a_ring_ends():
    a, b = Key(Kind.GOAL, 1), Key(Kind.GOAL, 2)
    chain = Chain.of([], [(a, b), (b, a)])
    assert chain.down(a) == {b}
    assert chain.up(a) == {b}


def test_what_is_missing_is_told_of_each_link():
    rows = [
        node(Kind.DOMAIN, 1, owner=""),
        node(Kind.GOAL, 1, is_group=True),
        node(Kind.GOAL, 2),
        node(Kind.TASK, 1, money=Amounts(0, 1, 0, 0)),
        node(Kind.INSTRUMENT, 1),
        node(Kind.TARGET, 1),
    ]
    chain = Chain.of(rows, [(Key(Kind.GOAL, 2), Key(Kind.TARGET, 1))])
    found = {row.key: gaps_of(chain, row.key) for row in rows}
    assert found == {
        rows[0].key: [Gap.NO_OWNER],
        rows[1].key: [],
        rows[2].key: [Gap.NO_MONEY],
        rows[3].key: [Gap.NO_GOAL],
        rows[4].key: [Gap.NO_MONEY, Gap.NO_GOAL],
        rows[5].key: [],
    }


@given(st.builds(Key, st.sampled_from(Kind), st.integers(0, 10**6)))
def test_addresses_lead_back(key):
    assert key_of(slug_of(key)) == key
