"""Steady changes: exact probabilities, and silence where nothing changes."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from miara.indicators.domain.unit_changes import (
    FALSE_ALARM,
    LEAST_YEARS,
    kendall_p,
    movements,
)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_the_probability_is_the_share_of_all_orders(n):
    """Counted over every order of n numbers, nothing assumed."""
    orders = [np.array(order, float) for order in itertools.permutations(range(n))]
    scores = [
        abs(sum(np.sign(b - a) for a, b in itertools.combinations(order, 2)))
        for order in orders
    ]
    for order, score in zip(orders, scores, strict=True):
        share = np.mean(np.array(scores) >= score)
        assert kendall_p(order) == pytest.approx(share)


@given(st.permutations(range(12)))
def test_it_agrees_with_scipy(order):
    expected = stats.kendalltau(range(12), order, method="exact").pvalue
    assert kendall_p(order) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(0, 3), min_size=5, max_size=25))
def test_ties_never_raise_an_error_and_give_a_probability(values):
    assert 0 <= kendall_p(values) <= 1
    assert kendall_p(values) == pytest.approx(kendall_p([-v for v in values]))


def page(series, first=None, last=None, **options):
    rows, years = series.shape
    return movements(
        series,
        np.zeros(rows, int) if first is None else np.array(first),
        np.full(rows, years - 1) if last is None else np.array(last),
        np.ones(rows),
        **options,
    )


def test_a_page_where_nothing_changes_is_quiet():
    """The limit holds for forty series together, beyond doubt of the simulation."""
    chance = np.random.default_rng(11)
    repeats = 1500
    alarms = [bool(page(chance.normal(size=(40, 12)))) for _ in range(repeats)]
    error = np.sqrt(FALSE_ALARM * (1 - FALSE_ALARM) / repeats)
    assert 0 < np.mean(alarms) <= FALSE_ALARM + 2 * error


def test_a_series_that_goes_one_way_is_named_with_its_ends():
    series = np.vstack([np.linspace(3, 1, 10), np.full((4, 10), 5.0)])
    (found,) = page(series)
    assert (found.indicator, found.first, found.last) == (0, 0, 9)
    assert (found.start, found.end) == (3.0, 1.0)


def test_years_before_a_break_do_not_count():
    series = np.linspace(1, 2, 12)[None]
    (found,) = page(series, first=[4])
    assert found.first == 4
    assert page(series, first=[12 - LEAST_YEARS + 1]) == ()


def test_years_after_the_one_shown_do_not_count():
    series = np.linspace(1, 2, 12)[None]
    (found,) = page(series, last=[8])
    assert found.last == 8
    assert page(series, last=[-1]) == ()


def test_gaps_are_skipped_and_ends_are_numbers():
    series = np.linspace(1, 2, 12)[None].copy()
    series[0, [0, 5]] = np.nan
    (found,) = page(series)
    assert (found.first, found.start) == (1, series[0, 1])


def test_the_farthest_in_spreads_comes_first():
    series = np.vstack([np.linspace(0, size, 10) for size in (1.0, 3.0, 2.0)])
    spread = np.array([0.1, 1.0, np.nan])
    found = movements(series, np.zeros(3, int), np.full(3, 9), spread)
    assert [movement.indicator for movement in found] == [0, 1, 2]
    assert len(movements(series, np.zeros(3, int), np.full(3, 9), spread, most=2)) == 2


@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 9), min_size=9, max_size=9),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 4),
)
def test_a_page_agrees_with_each_series_on_its_own(rows, first):
    """All at once, and one by one in plain Python, with ties and gaps."""
    series = np.array(
        [[np.nan if v is None else v for v in row] for row in rows], float
    )
    found = page(series, first=[first] * len(rows), most=len(rows), false_alarm=1.0)
    expected = {}
    for i, row in enumerate(rows):
        values = [v for v in row[first:] if v is not None]
        if len(values) >= LEAST_YEARS:
            expected[i] = kendall_p(values)
    holm = {}
    worst = 0.0
    for rank, i in enumerate(sorted(expected, key=expected.get)):
        worst = max(worst, expected[i] * (len(expected) - rank))
        holm[i] = min(worst, 1.0)
    assert {m.indicator: pytest.approx(m.adjusted) for m in found} == holm
