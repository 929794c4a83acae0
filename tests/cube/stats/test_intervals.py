"""Intervals against SciPy's, and their coverage computed exactly."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from miara.cube.stats.intervals import IntervalMethod, byar, exact_count, interval

SHARES = (IntervalMethod.WILSON, IntervalMethod.EXACT)
RATES = (IntervalMethod.BYAR, IntervalMethod.GAMMA)


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from(SHARES))
def test_shares_agree_with_scipy(events, total, method):
    events = min(events, total)
    result = stats.binomtest(events, total)
    want = result.proportion_ci(method=method.value)
    lower, upper = interval(np.array([events]), np.array([total]), method, 100.0)
    np.testing.assert_allclose(lower[0], 100 * want.low, atol=1e-9)
    np.testing.assert_allclose(upper[0], 100 * want.high, atol=1e-9)


@given(st.integers(0, 5000))
def test_counts_agree_with_closed_forms(events):
    z = 1.959963984540054
    lower, upper = byar(np.array([float(events)]))
    y = events + 1
    want = y * (1 - 1 / (9 * y) + z / (3 * math.sqrt(y))) ** 3
    assert upper[0] == pytest.approx(want)
    if events:
        x = events
        want = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
        assert lower[0] == pytest.approx(want)
    lower, upper = exact_count(np.array([float(events)]))
    assert upper[0] == pytest.approx(stats.chi2.ppf(0.975, 2 * events + 2) / 2)
    want = stats.chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    assert lower[0] == pytest.approx(want)


def share_coverage(method, total):
    """Probability that the interval holds the truth, over a grid of truths."""
    events = np.arange(total + 1)
    lower, upper = interval(events, np.full(total + 1, total), method)
    truth = np.linspace(0.005, 0.995, 199)[:, None]
    inside = (lower <= truth) & (truth <= upper)
    return (stats.binom.pmf(events, total, truth) * inside).sum(axis=1)


@pytest.mark.parametrize("total", [10, 30, 100, 1000])
def test_coverage_of_shares(total):
    assert share_coverage(IntervalMethod.EXACT, total).min() >= 0.95
    wilson = share_coverage(IntervalMethod.WILSON, total)
    assert 0.945 <= wilson.mean() <= 0.96
    assert wilson.min() >= 0.83


def rate_coverage(method, truths):
    events = np.arange(400)
    lower, upper = interval(events, np.ones(400), method)
    truth = truths[:, None]
    inside = (lower <= truth) & (truth <= upper)
    return (stats.poisson.pmf(events, truth) * inside).sum(axis=1)


def test_coverage_of_rates():
    truths = np.linspace(0.1, 200, 500)
    assert rate_coverage(IntervalMethod.GAMMA, truths).min() >= 0.95
    assert rate_coverage(IntervalMethod.BYAR, truths).min() >= 0.949


@pytest.mark.parametrize("method", SHARES + RATES)
@pytest.mark.parametrize(
    ("events", "total"), [(math.nan, 10), (1, math.nan), (1, 0), (-1, 10)]
)
def test_senseless_counts_have_no_interval(method, events, total):
    lower, upper = interval(np.array([events]), np.array([total]), method)
    assert np.isnan([lower[0], upper[0]]).all()


def test_more_events_than_total_is_no_share():
    lower, _ = interval(np.array([11.0]), np.array([10.0]), IntervalMethod.WILSON)
    assert np.isnan(lower[0])


def test_money_has_no_interval():
    lower, upper = interval(np.ones(3), np.ones(3), IntervalMethod.NONE)
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()
