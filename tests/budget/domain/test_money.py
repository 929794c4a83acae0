"""Amounts are read exactly and divided without losing a grosz."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.budget.domain.assignment import (
    WHOLE,
    Assigner,
    Rule,
    Share,
    add_up,
    share_line,
)
from miara.budget.domain.lines import AMOUNTS, BudgetLine, Key
from miara.budget.domain.money import MOST, NotAnAmount, amount, split, to_zloty

grosze = st.integers(-MOST, MOST)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 234 567,89", 123_456_789),
        ("1\u00a0234\u202f567.8", 123_456_780),
        ("−12,50", -1_250),
        ("1'000", 100_000),
        ("250 zł", 25_000),
        ("", 0),
        ("-", 0),
        (None, 0),
        (7, 700),
        (0.1 + 0.2, 30),
        (10.1, 1_010),
        (Decimal("0.01"), 1),
    ],
)
def test_amount_is_read(cell, expected):
    assert amount(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "1.234",
        "1,234",
        "12,345",
        "abc",
        "1 2 x",
        "1e5",
        True,
        0.001,
        float("nan"),
        "9" * 20,
    ],
)
def test_amount_that_means_nothing_certain_is_refused(cell):
    with pytest.raises(NotAnAmount):
        amount(cell)


@given(grosze)
def test_amount_written_is_amount_read(value):
    zloty = to_zloty(value)
    assert amount(f"{zloty:,.2f}".replace(",", " ").replace(".", ",")) == value
    assert amount(zloty) == value


@given(grosze, st.lists(st.integers(0, WHOLE), min_size=1, max_size=9).filter(any))
def test_parts_add_up_and_are_near_their_share(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - total * weight) < whole
    assert split(-total, weights) == [-part for part in parts]


def test_nothing_to_divide_by_is_refused():
    for weights in ([], [0, 0], [3, -1]):
        with pytest.raises(ValueError, match=r"divide nothing|empty"):
            split(100, weights)


keys = st.builds(
    Key,
    st.just("E"),
    st.sampled_from(["600", "900"]),
    st.sampled_from(["60016", "90003"]),
    st.sampled_from(["421", "430", "605"]),
    st.sampled_from("079"),
    st.sampled_from(["", "ZDM"]),
    st.sampled_from(["", "T1", "T9"]),
)
lines = st.lists(
    st.builds(BudgetLine, keys, grosze, grosze, grosze, grosze), max_size=40
)
shares = st.lists(st.integers(1, WHOLE // 3), max_size=3).map(
    lambda weights: tuple(Share(i, weight) for i, weight in enumerate(weights, 1))
)


@given(lines, shares, shares, shares)
def test_money_of_tasks_and_the_rest_is_the_budget(rows, by_hand, first, second):
    assigner = Assigner(
        symbols={"T1": 7},
        hand={Key("E", "600", "60016", "421", "0").text: by_hand},
        rules=(Rule(first, division="900"), Rule(second, paragraph="4", office="ZDM")),
    )
    found = add_up(rows, assigner)
    for name in AMOUNTS:
        told = sum(getattr(money, name) for money in found.values())
        assert told == sum(getattr(row, name) for row in rows)


def test_more_than_a_whole_line_is_refused():
    with pytest.raises(ValueError, match="12000 of 10000"):
        share_line((1, 1, 1, 1), [Share(1, 8_000), Share(2, 4_000)])


def test_a_person_decides_before_the_ledger_and_the_ledger_before_rules():
    key = Key("E", "900", "90003", "430", "0", "ZDM", "T1")
    rule = Rule((Share(3),), division="900", pk=11)
    both = Assigner({"T1": 2}, {key.text: (Share(1),)}, (rule,))
    assert both.decide(key).shares == (Share(1),)
    assert Assigner({"T1": 2}, {}, (rule,)).decide(key).shares == (Share(2),)
    by_rule = Assigner({}, {}, (Rule((), side="R"), rule)).decide(key)
    assert (by_rule.shares, by_rule.rule) == ((Share(3),), 11)
    assert Assigner().decide(key).shares == ()
