"""Rules of law as functions, and the ministry's indicators, on numbers worked by hand."""

from fractions import Fraction

import pytest

from miara.budget.domain.forecast import (
    ROLES,
    Rows,
    Undertaking,
    check_limits,
    check_sums,
)
from miara.budget.domain.lines import BudgetLine, Key, Statement
from miara.budget.domain.rules.debt import (
    ARTICLE_242,
    ARTICLE_243,
    YearOf,
    check_242,
    check_243,
)
from miara.budget.domain.rules.facts import facts_of
from miara.budget.domain.rules.indicators import INDICATORS, values_of
from miara.budget.domain.rules.versions import in_force


def rows(table):
    values = {
        (ROLES[role], year): amount
        for role, years in table.items()
        for year, amount in years.items()
    }
    return Rows(values, ROLES)


def test_current_spending_may_use_what_was_left_of_past_years():
    table = {
        "current_revenue": {2026: 100},
        "current_spending": {2026: 110},
        "past_surplus": {2026: 6},
        "free_funds": {2026: 4},
    }
    outcome = check_242(YearOf(rows(table), 2026))
    assert (outcome.holds, outcome.left, outcome.right) == (True, 110, 110)
    table["free_funds"] = {2026: 3}
    assert check_242(YearOf(rows(table), 2026)).holds is False
    assert check_242(YearOf(rows({}), 2026)).holds is None


def test_service_of_debt_is_held_against_the_mean_of_seven_years():
    years = range(2019, 2027)
    table = {
        "current_revenue": dict.fromkeys(years, 1000),
        "current_grants": dict.fromkeys(years, 200),
        "current_spending": dict.fromkeys(years, 940),
        "asset_sales": dict.fromkeys(years, 20),
        "debt_service": {2026: 30},
        "repayments": {2026: 50},
    }
    outcome = check_243(YearOf(rows(table), 2026))
    assert (outcome.left, outcome.right, outcome.holds) == (
        Fraction(80, 800),
        Fraction(80, 800),
        True,
    )
    assert outcome.inputs["2019"] == Fraction(1, 10)
    table["repayments"] = {2026: 51}
    assert check_243(YearOf(rows(table), 2026)).holds is False
    # Three years are averaged for a budget of 2025: 2022, 2023 and 2024.
    assert set(check_243(YearOf(rows(table), 2025)).inputs) >= {"2022", "2023", "2024"}
    assert "2021" not in check_243(YearOf(rows(table), 2025)).inputs
    del table["current_revenue"][2022]
    assert check_243(YearOf(rows(table), 2026)).holds is None


def test_every_rule_names_its_act_and_none_is_said_to_be_read():
    for version in (*ARTICLE_242, *ARTICLE_243):
        assert "finansach publicznych" in version.act
        assert version.is_read is False
    assert in_force(ARTICLE_243, 2025).code == "ART243-3"
    assert in_force(ARTICLE_243, 2030).code == "ART243-7"
    assert in_force(ARTICLE_243, 2001) is None


def statement(**values):
    return {symbol: Statement(symbol, 0, value) for symbol, value in values.items()}


def revenue(paragraph, executed, digit="0"):
    return BudgetLine(Key("R", "758", "75801", paragraph, digit), executed=executed)


def spending(paragraph, executed, digit="0", division="801"):
    return BudgetLine(Key("E", division, "80101", paragraph, digit), executed=executed)


LINES = [
    revenue("001", 600),
    revenue("292", 150),
    revenue("201", 100),
    revenue("205", 50, "7"),
    revenue("077", 60),
    revenue("630", 40),
    spending("401", 300),
    spending("401", 20, "7"),
    spending("430", 400),
    spending("811", 30, division="757"),
    spending("605", 200),
]
NDS = statement(D1=100, D11=80, D2=50, D21=50)
NDS |= statement(A=1000, A1=900, A2=100, A21=60, B=950, B1=750, B2=200)


DEBT = statement(E=400)


def values(nds=NDS, debt=DEBT, people=10):
    facts = facts_of(LINES, nds, debt, people)
    return {each.indicator.code: each for each in values_of(facts)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("WB1", Fraction(9, 10)),
        ("WB2", Fraction(300, 900)),
        ("WB3", Fraction(150, 900)),
        ("WB4", Fraction(200, 950)),
        ("WB5", Fraction(300, 750)),
        ("WB6", Fraction(210, 1000)),
        ("WB7", Fraction(250, 200)),
        ("WB8", Fraction(100, 1000)),
        ("WB9", Fraction(270, 250)),
        ("WB10", Fraction(220, 200)),
        ("WB11", Fraction(200, 220)),
        ("WB12", Fraction((900 - 50) - (750 - 20) + 60, 900 - 150)),
        ("WL1", Fraction(300, 10)),
        ("WL2", Fraction(150, 10)),
        ("WL3", Fraction(400, 10)),
        ("WL4", Fraction(270, 10)),
        ("WL5", Fraction(220, 10)),
        ("WZ1", Fraction(400, 1000)),
        ("WZ2", Fraction(400, 150)),
        ("WZ3", Fraction(80, 1000)),
        ("WZ4", Fraction(30, 400)),
        ("WZ5", Fraction(80, 750)),
        ("WZ6", Fraction(30, 50)),
        ("WZ7", None),
    ],
)
def test_indicator_of_the_ministry(code, expected):
    assert values()[code].value == expected


def test_indicators_say_what_is_missing():
    assert values(debt={})["WZ1"].missing == ("Zo",)
    assert values(people=None)["WL2"].missing == ("L",)
    without = values(nds={})
    assert without["WB1"].value == Fraction(9, 10)
    assert without["WB8"].missing == ("P", "R")
    assert [each.code for each in INDICATORS] == list(values())


def test_deficit_leaves_nothing_to_repay_debt_from():
    nds = NDS | statement(B1=950)
    assert values(nds=nds)["WZ2"].value is None


def test_sums_of_the_forecast_are_checked():
    table = rows(
        {
            "revenue": {2026: 100},
            "current_revenue": {2026: 70},
            "capital_revenue": {2026: 20},
            "spending": {2026: 110},
            "result": {2026: -10},
            "inflows": {2026: 20},
            "outflows": {2026: 5},
            "debt": {2025: 50, 2026: 70},
            "loans": {2026: 20},
            "repayments": {2026: 5},
        }
    )
    told = [(m.code, m.year, m.told, m.made) for m in check_sums(table)]
    assert told == [
        ("SUM_OF_REVENUE", 2026, 100, 90),
        ("BALANCE", 2026, 0, 5),
        ("DEBT", 2026, 70, 65),
    ]


def test_limits_of_undertakings_are_checked():
    table = rows({"capital_limits": {2026: 30, 2027: 0}, "current_limits": {2026: 5}})
    road = Undertaking("Droga", True, 2025, 2026, 40, {2026: 25, 2027: 20}, pk=3)
    told = [(m.code, m.year, m.told, m.made, m.pk) for m in check_limits(table, [road])]
    assert told == [
        ("SUM_OF_CURRENT_LIMITS", 2026, 5, 0, 0),
        ("SUM_OF_CAPITAL_LIMITS", 2026, 30, 25, 0),
        ("SUM_OF_CAPITAL_LIMITS", 2027, 0, 20, 0),
        ("LIMITS_OVER_TOTAL", 2026, 40, 45, 3),
        ("LIMIT_OUTSIDE_PERIOD", 2026, 0, 20, 3),
    ]
