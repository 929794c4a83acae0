"""Statuses of targets: each rule, and what no number may change."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.strategy.domain.status import Flag, Status, judge
from miara.strategy.domain.targets import Direction, Kind, Point, Rule, required

UP, DOWN = Direction.UP, Direction.DOWN


def series(start, *values, broken=()):
    return [
        Point(
            start + k,
            None if v is None else Decimal(str(v)),
            broken=start + k in broken,
        )
        for k, v in enumerate(values)
    ]


REACH = Rule(
    Kind.REACH,
    2030,
    UP,
    baseline=(2020, Decimal(10)),
    final=Decimal(30),
    tolerance=Decimal(2),
)


@pytest.mark.parametrize(
    ("year", "value", "status"),
    [
        (2025, 31, Status.REACHED),
        (2025, 20, Status.ON_TRACK),
        (2025, 18, Status.NEAR),
        (2025, 17, Status.BEHIND),
        (2030, 30, Status.REACHED),
        (2030, 28, Status.NEAR),
        (2031, 27, Status.MISSED),
        (2019, 10, Status.WAITING),
    ],
)
def test_reach_is_held_against_its_path(year, value, status):
    assert judge(REACH, series(year, value), 2031).status is status


def test_steps_bend_the_path():
    rule = replace(REACH, steps=((2025, Decimal(12)),))
    assert [required(rule, year) for year in (2020, 2024, 2025, 2026, 2030)] == [
        Decimal(10),
        Decimal("11.6"),
        Decimal(12),
        Decimal("15.6"),
        Decimal(30),
    ]


def test_without_a_direction_nothing_is_guessed():
    found = judge(replace(REACH, direction=Direction.UNSAID), series(2025, 31), 2025)
    assert (found.status, found.flags) == (
        Status.UNDECIDED,
        frozenset({Flag.NO_DIRECTION}),
    )


def test_passed_early_and_soft_from_the_start():
    rule = replace(REACH, final=Decimal(9))
    found = judge(rule, series(2023, 12), 2023)
    assert found.status is Status.REACHED
    assert found.flags == {Flag.ALREADY_PASSED, Flag.TOO_SOFT}


def test_passed_in_the_final_year_is_no_flag():
    assert judge(REACH, series(2030, 31), 2030).flags == frozenset()


def test_a_missing_year_is_named_and_is_not_zero():
    rule = Rule(Kind.AT_MOST, 2030, final=Decimal(5))
    found = judge(rule, series(2020, 7, None, 6), 2023)
    assert found.status is Status.EXCEEDED
    assert found.missing == (2021,)
    assert found.flags == {Flag.MISSING_YEARS, Flag.OLD}


def test_no_number_at_all():
    found = judge(REACH, series(2025, None), 2025)
    assert (found.status, found.latest) == (Status.NO_DATA, None)


def test_a_break_after_the_baseline_leaves_the_target_open():
    found = judge(REACH, series(2020, 10, 40, broken=(2021,)), 2021)
    assert found.status is Status.UNDECIDED
    assert found.flags == {Flag.BREAK}


def test_a_break_before_the_baseline_does_not_matter():
    found = judge(REACH, series(2018, 3, 9, 10, 12, broken=(2019,)), 2021)
    assert found.status is Status.ON_TRACK
    assert found.flags == frozenset()


@pytest.mark.parametrize(
    ("value", "status"),
    [(5, Status.KEPT), (6, Status.NEAR), (7, Status.EXCEEDED)],
)
def test_at_most(value, status):
    rule = Rule(Kind.AT_MOST, 2030, final=Decimal(5), tolerance=Decimal(1))
    assert judge(rule, series(2024, value), 2024).status is status


def test_at_most_takes_the_limit_of_the_year():
    rule = Rule(Kind.AT_MOST, 2030, final=Decimal(5), steps=((2024, Decimal(9)),))
    found = judge(rule, series(2024, 8), 2024)
    assert (found.status, found.against) == (Status.KEPT, Decimal(9))


@pytest.mark.parametrize(
    ("value", "status", "against"),
    [
        (3, Status.EXCEEDED, 5),
        (4, Status.NEAR, 5),
        (7, Status.KEPT, 8),
        (9, Status.NEAR, 8),
        (10, Status.EXCEEDED, 8),
    ],
)
def test_range(value, status, against):
    rule = Rule(
        Kind.RANGE, 2030, lower=Decimal(5), upper=Decimal(8), tolerance=Decimal(1)
    )
    found = judge(rule, series(2024, value), 2024)
    assert (found.status, found.against) == (status, Decimal(against))


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((10, 8), Status.ON_TRACK),
        ((10, 10), Status.NEAR),
        ((10, 11), Status.NEAR),
        ((10, 12), Status.BEHIND),
        ((10,), Status.WAITING),
    ],
)
def test_trend_down(values, status):
    rule = Rule(Kind.TREND, 2030, DOWN, tolerance=Decimal(1))
    found = judge(rule, series(2022, *values), 2023)
    assert found.status is status
    assert Flag.NO_BASELINE in found.flags


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((80, 80), Status.KEPT),
        ((80, 79), Status.NEAR),
        ((80, 78), Status.BEHIND),
        ((80, None, 90), Status.UNDECIDED),
    ],
)
def test_not_worse_than_the_year_before(values, status):
    rule = Rule(Kind.NOT_WORSE, 2030, UP, tolerance=Decimal(1))
    assert judge(rule, series(2022, *values), 2024).status is status


def test_a_difference_within_the_margin_of_error_is_said():
    rule = Rule(Kind.AT_MOST, 2030, final=Decimal(5))
    points = [Point(2024, Decimal("5.5"), margin=Decimal(1))]
    assert judge(rule, points, 2024).flags == {Flag.WITHIN_MARGIN}


values = st.decimals(-1000, 1000, places=2)
years = st.integers(2015, 2030)
points = st.dictionaries(years, values, max_size=8).map(
    lambda d: [Point(year, value) for year, value in d.items()]
)
directions = st.sampled_from([UP, DOWN])
tolerances = st.decimals(0, 50, places=2)


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(list(Kind)))
    low, high = sorted([draw(values), draw(values)])
    return Rule(
        kind,
        2030,
        draw(directions),
        baseline=draw(st.none() | st.tuples(st.just(2014), values)),
        final=draw(values) if kind in {Kind.REACH, Kind.AT_MOST} else None,
        lower=low if kind is Kind.RANGE else None,
        upper=high if kind is Kind.RANGE else None,
        steps=tuple(draw(st.dictionaries(years, values, max_size=3)).items()),
        tolerance=draw(tolerances),
    )


@given(rules(), points, st.randoms())
def test_order_of_rows_never_matters(rule, numbers, random):
    mixed = list(numbers)
    random.shuffle(mixed)
    assert judge(rule, mixed, 2030) == judge(rule, numbers, 2030)


@given(rules(), points, st.sets(years))
def test_a_year_without_a_number_is_the_same_as_no_row(rule, numbers, empty):
    have = {point.year for point in numbers}
    more = [*numbers, *(Point(year, None) for year in empty - have)]
    assert judge(rule, more, 2030) == judge(rule, numbers, 2030)


@given(rules(), points)
def test_numbers_after_the_asked_year_are_not_seen(rule, numbers):
    known = [point for point in numbers if point.year <= 2020]
    assert judge(rule, numbers, 2020) == judge(rule, known, 2020)


RANK = [
    Status.MISSED,
    Status.EXCEEDED,
    Status.BEHIND,
    Status.NEAR,
    Status.ON_TRACK,
    Status.KEPT,
    Status.REACHED,
]


@given(rules().filter(lambda r: r.kind is not Kind.RANGE), points, tolerances)
def test_a_better_newest_number_never_worsens_the_status(rule, numbers, gain):
    before = judge(rule, numbers, 2030)
    if before.status not in RANK:
        return
    down = rule.kind is Kind.AT_MOST or rule.direction is DOWN
    last = max(numbers, key=lambda point: point.year)
    better = replace(last, value=last.value + (-gain if down else gain))
    after = judge(rule, [better if p is last else p for p in numbers], 2030)
    assert RANK.index(after.status) >= RANK.index(before.status)


@given(rules().filter(lambda r: r.kind is not Kind.AT_MOST), points)
def test_upside_down_is_judged_alike(rule, numbers):
    def turn(value):
        return None if value is None else -value

    mirrored = replace(
        rule,
        direction=DOWN if rule.direction is UP else UP,
        baseline=rule.baseline and (rule.baseline[0], turn(rule.baseline[1])),
        final=turn(rule.final),
        lower=turn(rule.upper),
        upper=turn(rule.lower),
        steps=tuple((year, -value) for year, value in rule.steps),
    )
    turned = [replace(p, value=turn(p.value)) for p in numbers]
    found, other = judge(rule, numbers, 2030), judge(mirrored, turned, 2030)
    assert (found.status, found.flags) == (other.status, other.flags)
