"""The ledger and the reports are compared code by code."""

from decimal import Decimal

import pytest

from miara.budget.domain.control import differences, overspent
from miara.budget.domain.lines import BudgetLine, Key
from miara.budget.domain.reporting import Status, StatusFacts, status_of

ROADS = Key("E", "600", "60016", "427", "0")


def test_units_and_tasks_are_added_up_before_comparing():
    ledger = [
        BudgetLine(ROADS._replace(office="A", task="1"), changed=60, executed=10),
        BudgetLine(ROADS._replace(office="B"), changed=40, executed=11),
    ]
    report = [BudgetLine(ROADS, changed=100, executed=20)]
    (found,) = differences(ledger, report)
    assert (found.key, found.field, found.ledger, found.report, found.by) == (
        ROADS,
        "executed",
        21,
        20,
        1,
    )


def test_line_of_one_file_alone_is_a_difference():
    found = differences([BudgetLine(ROADS, committed=5)], [])
    assert found == []  # the report knows no commitments, so nothing differs
    found = differences([], [BudgetLine(ROADS, changed=3, committed=5)])
    assert [(d.field, d.by) for d in found] == [("committed", -5), ("changed", -3)]


def test_spending_beyond_the_plan_is_found():
    lines = [
        BudgetLine(ROADS, changed=10, executed=11),
        BudgetLine(ROADS, changed=10, committed=40),
        BudgetLine(ROADS, changed=10, executed=10),
        BudgetLine(ROADS._replace(side="R"), changed=10, executed=99),
    ]
    assert overspent(lines) == [lines[1], lines[0]]


@pytest.mark.parametrize(
    ("changed", "executed", "quarter", "measures", "expected"),
    [
        (100, 45, 2, (), Status.ON_COURSE),
        (100, 20, 2, (), Status.WATCH),
        (100, 20, 2, ((Decimal(5), Decimal(4), True),), Status.OFF_COURSE),
        (100, 50, 2, ((Decimal(5), Decimal(4), True),), Status.WATCH),
        (100, 50, 2, ((Decimal(5), Decimal(4), False),), Status.ON_COURSE),
        (100, 50, 2, ((Decimal(5), Decimal(4), None),), Status.ON_COURSE),
        (100, 101, 4, (), Status.OFF_COURSE),
        (0, 0, 2, (), Status.UNKNOWN),
        (0, 0, 2, ((Decimal(5), Decimal(5), True),), Status.ON_COURSE),
    ],
)
def test_status_follows_the_stated_rule(changed, executed, quarter, measures, expected):
    assert status_of(StatusFacts(changed, executed, quarter, 15, measures)) is expected
