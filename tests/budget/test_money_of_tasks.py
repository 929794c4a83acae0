"""Files, rules and decisions: money of tasks and the rest is always the budget."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.budget import LEDGER, NOW, REPORT, load, make_task, make_year, send

from miara.audit import public as audit
from miara.budget.actions.assignment import add_rule, assign_by_hand, drop_rule
from miara.budget.actions.files import choose_columns, take_file, throw_away
from miara.budget.actions.tasks import change_task, copy_tasks, drop_task
from miara.budget.domain.lines import AMOUNTS, FileKind, Key, Side
from miara.budget.errors import (
    AlreadyTakenError,
    FileStopsError,
    SharesTooLargeError,
    WrongYearError,
)
from miara.budget.exports.rb_xml import rb_xml
from miara.budget.models import HandShare, Line, LineShare, ReportFile, TaskMoney
from miara.budget.queries.base import as_line, base_lines
from miara.budget.queries.tasks import money_of_tasks
from miara.budget.queries.years import totals_of

pytestmark = pytest.mark.usefixtures("register")


def money(year):
    """Changed plan by symbol of a task, '' for the rest."""
    rows = TaskMoney.objects.filter(budget_year=year, side="E")
    return {row.task.symbol if row.task else "": row.changed for row in rows}


def assert_conserved(year):
    for side in Side:
        lines = list(base_lines(year, side))
        rows = list(TaskMoney.objects.filter(budget_year=year, side=side.value))
        for name in AMOUNTS:
            assert sum(getattr(r, name) for r in rows) == sum(
                getattr(x, name) for x in lines
            )
    for line in Line.objects.filter(shares__isnull=False).distinct():
        for name in AMOUNTS:
            assert sum(getattr(p, name) for p in line.shares.all()) == getattr(
                line, name
            )


def test_ledger_gives_money_to_the_task_it_names():
    year = make_year()
    task = make_task(year, "gk 01".replace(" ", "-"))
    load(year)
    assert money(year) == {"gk-01": 120_000, "": 6_001}
    line = Line.objects.get(symbol="GK-01")
    assert (line.task, line.how, line.place) == (task, "SYMBOL", "2")
    totals = totals_of(year)
    assert (totals.expenditure.changed, totals.unassigned_lines) == (126_001, 2)
    assert_conserved(year)


def test_same_file_twice_changes_nothing():
    year = make_year()
    first = load(year)
    kept = list(Line.objects.values_list("pk", flat=True))
    again = send(year)
    assert again == first
    with pytest.raises(AlreadyTakenError):
        take_file(again, by=None, now=NOW)
    assert list(Line.objects.values_list("pk", flat=True)) == kept


def test_newer_file_replaces_and_the_old_one_is_kept():
    year = make_year()
    old = load(year)
    new = load(year, LEDGER.replace("1200,00", "1300,00"))
    old.refresh_from_db()
    assert (old.state, old.base_sides, old.lines.count()) == ("REPLACED", "", 3)
    assert (new.version, new.base_sides) == (2, "E")
    assert money(year) == {"": 136_001}
    # The first bytes may come back: they are the newest then.
    assert load(year).version == 3
    assert money(year) == {"": 126_001}


def test_reports_are_the_budget_until_a_ledger_comes():
    year = make_year()
    load(year, REPORT, FileKind.RB28S)
    assert money(year) == {"": 126_001}
    assert totals_of(year).expenditure.executed == 32_600
    load(year)
    assert totals_of(year).expenditure.executed == 32_500
    kinds = dict(ReportFile.objects.values_list("kind", "base_sides"))
    assert kinds == {"RB28S": "", "LEDGER": "E"}


def test_later_quarter_counts_and_parts_of_the_unit_add_up():
    year = make_year()
    load(year, scope="ZDM")
    load(year, LEDGER.replace("1200,00", "1,00"), scope="OSP")
    assert money(year) == {"": 126_001 + 6_101}
    load(year, LEDGER.replace("1200,00", "2,00"), quarter=2, scope="OSP")
    assert money(year) == {"": 126_001 + 6_201}


def test_rules_are_tried_in_order_and_can_be_taken_back():
    year = make_year()
    green, fire = make_task(year, "Z"), make_task(year, "P")
    load(year)
    rule = add_rule(year, {"chapter": "900"}, [(green, 10_000)], by=None, now=NOW)
    add_rule(year, {"division": "9"}, [(fire, 10_000)], by=None, now=NOW)
    add_rule(year, {"office": "OSP"}, [(fire, 10_000)], by=None, now=NOW)
    assert money(year) == {"Z": 121_001, "P": 5_000}
    drop_rule(rule, by=None, now=NOW)
    assert money(year) == {"P": 126_001}
    assert_conserved(year)


def test_shared_line_is_divided_to_the_grosz():
    year = make_year()
    one, two, three = (make_task(year, symbol) for symbol in "ABC")
    load(year)
    key = Key("E", "900", "90004", "421", "0", "ZDM")
    shares = [(one, 3_333), (two, 3_333), (three, 3_334)]
    assign_by_hand(year, key, shares, by=None, now=NOW)
    assert money(year) == {"A": 334, "B": 333, "C": 334, "": 125_000}
    assign_by_hand(year, key, [(one, 5_000)], by=None, now=NOW)
    assert money(year) == {"A": 501, "": 125_500}
    # A decision by hand holds when a newer file brings the line.
    load(year, LEDGER.replace("10,01", "20,00"))
    assert money(year) == {"A": 1_000, "": 126_000}
    assert_conserved(year)
    assign_by_hand(year, key, [], by=None, now=NOW)
    assert money(year) == {"": 127_000}
    assert not HandShare.objects.exists()


def test_more_than_a_whole_line_is_refused_and_nothing_changes():
    year = make_year()
    task = make_task(year)
    other = make_task(year, "X")
    load(year)
    key = Key("E", "900", "90004", "421", "0", "ZDM")
    with pytest.raises(SharesTooLargeError) as caught:
        assign_by_hand(year, key, [(task, 6_000), (other, 5_000)], by=None, now=NOW)
    assert "110 %" in caught.value.for_people()
    assert not HandShare.objects.exists()


def test_task_renamed_or_removed_leaves_no_money_behind():
    year = make_year()
    task = make_task(year)
    load(year)
    change_task(task, {"symbol": "INNE"}, version=None, by=None, now=NOW)
    assert money(year) == {"": 126_001}
    add_rule(year, {"division": "754"}, [(task, 5_000)], by=None, now=NOW)
    assert money(year) == {"INNE": 2_500, "": 123_501}
    drop_task(task, by=None, now=NOW)
    assert money(year) == {"": 126_001}
    assert not LineShare.objects.exists()
    assert_conserved(year)


def test_file_that_cannot_be_trusted_changes_nothing():
    year = make_year()
    draft = send(year, LEDGER.replace("1200,00", "tysiąc"))
    with pytest.raises(FileStopsError):
        take_file(draft, by=None, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.lines.count()) == ("DRAFT", 0)
    throw_away(draft, by=None, now=NOW)
    assert not ReportFile.objects.exists()


def test_file_of_another_year_is_refused():
    year = make_year()
    content = rb_xml(
        [],
        side=Side.EXPENDITURE,
        unit_code="120617",
        unit_kind="2",
        unit_name="Zielonki",
        year=2025,
        quarter=4,
    )
    content = content.replace(b"<Pozycje/>", b"<Pozycje></Pozycje>")
    draft = send(year, content, FileKind.RB28S, name="rb28s.xml")
    assert draft.name == "rb28s.xml"
    with pytest.raises(WrongYearError, match="2025"):
        take_file(draft, by=None, now=NOW)


def test_columns_chosen_by_a_person_are_used():
    year = make_year()
    draft = send(year, LEDGER.replace("Plan po zmianach", "X"))
    choose_columns(draft, {"changed": "X"}, by=None, now=NOW)
    take_file(draft, by=None, now=NOW)
    assert money(year) == {"": 126_001}


def test_tasks_are_copied_once_with_their_past():
    old, new = make_year(2025), make_year(2026)
    task = make_task(old)
    task.measures.create(kind="OUTPUT", name="Kosze", unit_of_measure="szt.", planned=7)
    assert copy_tasks(new, [task], by=None, now=NOW) == 1
    assert copy_tasks(new, [task], by=None, now=NOW) == 0
    copied = new.tasks.get()
    assert (copied.previous, copied.measures.get().planned) == (task, 7)


def test_money_for_other_rooms_takes_four_queries(django_assert_num_queries):
    year = make_year()
    make_task(year)
    load(year)
    with django_assert_num_queries(4):
        one = money_of_tasks(year.unit_uid, 2026)
    make_task(year, "B")
    make_task(year, "C")
    with django_assert_num_queries(4):
        three = money_of_tasks(year.unit_uid, 2026)
    assert [(f.symbol, f.money.changed, f.left) for f in one] == [
        ("GK-01", 120_000, 900)
    ]
    assert [f.symbol for f in three] == ["B", "C", "GK-01"]


def test_every_step_is_in_the_trail_with_a_sentence():
    year = make_year()
    task = make_task(year)
    load(year)
    add_rule(year, {"division": "754"}, [(task, 10_000)], by=None, now=NOW)
    kinds = [e.kind for e in audit.events() if e.kind.startswith("budget.")]
    assert set(kinds) == {
        "budget.year_opened",
        "budget.task_added",
        "budget.file_sent",
        "budget.file_taken",
        "budget.rule_added",
    }
    for sentence in audit.describe_all(list(audit.events())):
        assert sentence.endswith(".")


weights = st.integers(1, 5_000)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(st.integers(-10_000, 10_000), min_size=3, max_size=8),
    hand=st.tuples(weights, weights),
    by_rule=weights,
)
def test_whatever_is_decided_money_is_conserved(amounts, hand, by_rule):
    year = make_year()
    one = year.tasks.filter(symbol="A").first() or make_task(year, "A")
    two = year.tasks.filter(symbol="B").first() or make_task(year, "B")
    rows = [
        f"ZDM;{'A' if i % 3 == 0 else ''};900;9000{i % 4};4300;1;{value / 100:.2f};0;{i}.07"
        for i, value in enumerate(amounts)
    ]
    head = LEDGER.splitlines()[0]
    draft = send(year, "\n".join([head, *rows]))
    if draft.state == "DRAFT":
        take_file(draft, by=None, now=NOW)
    key = Key("E", "900", "90001", "430", "0", "ZDM")
    assign_by_hand(year, key, [(one, hand[0]), (two, hand[1])], by=None, now=NOW)
    rule = add_rule(year, {"division": "900"}, [(two, by_rule)], by=None, now=NOW)
    assert_conserved(year)
    assert {as_line(x).key.side for x in base_lines(year)} == {"E"}
    drop_rule(rule, by=None, now=NOW)
    assert_conserved(year)
