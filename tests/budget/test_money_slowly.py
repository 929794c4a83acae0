"""Money of tasks against an independent, slow addition over every line."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.budget import LEDGER, NOW, load, make_task, make_year

from miara.budget.actions.assignment import add_rule, assign_by_hand
from miara.budget.actions.files import take_file
from miara.budget.actions.money import assigner_of
from miara.budget.actions.tasks import drop_task
from miara.budget.domain.assignment import share_line
from miara.budget.domain.lines import AMOUNTS, FileKind, Key, Side
from miara.budget.domain.money import NotAnAmount, amount
from miara.budget.models import Line, LineShare, TaskMoney
from miara.budget.queries.base import as_line, base_lines, key_of, sums_by_code

pytestmark = pytest.mark.usefixtures("register")
HEAD = LEDGER.splitlines()[0]


def slowly(year):
    """Money and number of lines by side and task: each line decided anew, on its own."""
    found = defaultdict(lambda: [0, 0, 0, 0, 0])
    for side in Side:
        for row in base_lines(year, side):
            amounts = [getattr(row, name) for name in AMOUNTS]
            shares = assigner_of(year).decide(key_of(row)).shares
            for task, part in share_line(amounts, shares):
                for place, value in enumerate((1, *part)):
                    found[row.side, task][place] += value
    return dict(found)


def kept(year):
    """The same as the table holds it."""
    rows = TaskMoney.objects.filter(budget_year=year)
    return {
        (row.side, row.task_id): [row.lines, *(getattr(row, name) for name in AMOUNTS)]
        for row in rows
    }


def ledger(rows):
    """Rows (office, symbol, chapter, grosze) as an export of the accounting system."""
    lines = [
        f"{office};{symbol};900;9000{chapter};4300;{value / 100:.2f};0;{n}.07;0,01"
        for n, (office, symbol, chapter, value) in enumerate(rows)
    ]
    return "\n".join([HEAD, *lines])


row = st.tuples(
    st.sampled_from(["ZDM", "OSP"]),
    st.sampled_from(["", "A", " a", "X" * 70]),
    st.integers(1, 3),
    st.integers(-10_000, 10_000),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(row, min_size=1, max_size=6),
    st.lists(row, min_size=1, max_size=6),
    st.integers(1, 10_000),
    st.integers(1, 10_000),
)
def test_money_is_what_a_slow_addition_gives(first, second, by_rule, by_hand):
    """After every step: files of two parts, a rule, a decision by hand, a lost task."""
    year = make_year()
    for table in (TaskMoney, LineShare):
        table.objects.all().delete()
    year.files.all().delete()
    year.tasks.all().delete()
    task = make_task(year, "A")
    other = make_task(year, "B")
    add_rule(year, {"chapter": "90001"}, [(other, by_rule)], by=None, now=NOW)
    key = Key("E", "900", "90002", "430", "0", "ZDM")
    assign_by_hand(year, key, [(task, by_hand)], by=None, now=NOW)
    load(year, ledger(first), scope="1")
    assert kept(year) == slowly(year)
    load(year, ledger(second), scope="2")
    assert kept(year) == slowly(year)
    load(year, ledger([*second, *first]), scope="1", quarter=2)
    assert kept(year) == slowly(year)
    drop_task(other, by=None, now=NOW)
    assert kept(year) == slowly(year)


def test_a_file_that_counts_again_follows_rules_made_meanwhile():
    """Lines of a report were settled before a ledger took its place and a rule came."""
    year = make_year()
    report = "Dział;Rozdział;Paragraf;Plan;Dochody wykonane\n756;75621;0010;10,00;4,00"
    load(year, report, FileKind.RB27S)
    task = make_task(year, "PIT")
    both = f"{HEAD};Strona\nZDM;;756;75621;0010;1;7,00;0;3,00;dochody"
    load(year, both)
    add_rule(year, {"side": "R", "division": "756"}, [(task, 10_000)], by=None, now=NOW)
    assert kept(year) == slowly(year)
    # The newer export knows no revenue, so the report is the budget of revenue again.
    load(year)
    assert kept(year) == slowly(year)
    assert kept(year)["R", task.pk][2] == 1_000


def test_sums_by_code_are_those_of_lines():
    year = make_year()
    file = load(
        year, ledger([("ZDM", "A", 1, 5), ("OSP", "", 1, 7), ("OSP", "", 2, 1)])
    )
    found = {each.key.code: each.planned for each in sums_by_code([file], Side("E"))}
    slow = defaultdict(int)
    for line in Line.objects.filter(file=file):
        slow[as_line(line).key.code] += line.planned
    assert found == slow


def test_taking_asks_as_often_for_any_number_of_lines(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.factories.budget import send

    year = make_year()
    draft = send(year)
    with CaptureQueriesContext(connection) as few:
        take_file(draft, by=None, now=NOW)
    many = send(year, ledger([("ZDM", "A", n % 3 + 1, n) for n in range(40)]))
    with django_assert_num_queries(len(few)):
        take_file(many, by=None, now=NOW)


@given(st.integers(-(10**15), 10**15), st.sampled_from(".,"))
def test_plain_and_spaced_amounts_are_the_same(grosze, sign):
    whole, places = divmod(abs(grosze), 100)
    text = f"{'-' if grosze < 0 else ''}{whole}{sign}{places:02}"
    spaced = f"{'-' if grosze < 0 else ''}{whole:,}".replace(",", " ")
    assert amount(text) == amount(f"{spaced}{sign}{places:02} zł") == grosze


@pytest.mark.parametrize("text", ["9" * 5_000, "1" + "0" * 14, "1.234", "dużo"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotAnAmount):
        amount(text)
