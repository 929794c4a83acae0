"""Trends and control charts in worlds where nothing changes."""

import numpy as np
import pytest

from miara.cube.kernels import series
from miara.cube.stats import controlchart, trend
from miara.cube.stats.trend import Direction


def slopes(values):
    return series.theil_sen(values, np.zeros(values[:, 0].shape, dtype=np.int16))


@pytest.mark.parametrize("years", [5, 6, 8, 12, 20])
@pytest.mark.parametrize("heavy", [False, True])
def test_no_trend_is_called_a_trend_in_at_most_five_per_cent(years, heavy):
    rng = np.random.default_rng(years)
    shape = (1, years, 20_000)
    values = rng.standard_t(2, shape) if heavy else rng.normal(size=shape)
    found = slopes(values)
    verdict = trend.direction(found.slope, found.lower, found.upper)
    rate = np.mean(verdict != Direction.STEADY)
    assert rate <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 20_000)
    if years >= 8:
        assert rate >= 0.02  # not merely silent


@pytest.mark.parametrize("years", [5, 8, 12, 20])
def test_interval_of_the_slope_holds_the_truth(years):
    rng = np.random.default_rng(years)
    truth = 0.3
    line = truth * np.arange(years)[None, :, None]
    found = slopes(line + rng.normal(size=(1, years, 20_000)))
    inside = (found.lower <= truth) & (truth <= found.upper)
    assert inside.mean() >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / 20_000)


def test_a_clear_trend_is_found():
    rng = np.random.default_rng(1)
    values = 0.5 * np.arange(10)[None, :, None] + rng.normal(size=(1, 10, 2000))
    found = slopes(values)
    verdict = trend.direction(found.slope, found.lower, found.upper)
    assert np.mean(verdict == Direction.RISING) > 0.9
    assert not np.any(verdict == Direction.FALLING)


def test_four_years_give_no_verdict():
    found = slopes(np.arange(4.0)[None, :, None])
    assert found.slope[0, 0] == 1.0
    verdict = trend.direction(found.slope, found.lower, found.upper)
    assert verdict[0, 0] == Direction.UNKNOWN


def test_rising_is_better_only_when_more_is_better():
    verdict = np.array([Direction.RISING, Direction.FALLING, Direction.STEADY])
    for polarity, want in [(1, [1, -1, 0]), (-1, [-1, 1, 0]), (0, [0, 0, 0])]:
        signs = np.full(3, polarity, dtype=np.int8)
        assert trend.improvement(verdict, signs).tolist() == want


@pytest.mark.parametrize(
    ("years", "low", "high"),
    [(8, 0.010, 0.020), (12, 0.030, 0.045), (20, 0.090, 0.110)],
)
def test_false_alarms_of_a_stable_series(years, low, high):
    """Share of stable series with any signal in the whole chart, as documented."""
    values = np.random.default_rng(years).normal(size=(1, years, 20_000))
    signal = series.xmr(values, np.zeros((1, 20_000), dtype=np.int16)).signal
    assert low <= np.mean((signal > 0).any(axis=1)) <= high


def test_last_point_of_a_stable_series_seldom_lies_outside():
    values = np.random.default_rng(4).normal(size=(1, 12, 50_000))
    signal = series.xmr(values, np.zeros((1, 50_000), dtype=np.int16)).signal
    assert np.mean(signal[0, -1] & 1) <= 0.015


def test_chart_of_one_series_agrees_with_the_kernel():
    values = np.random.default_rng(5).normal(size=(1, 15, 40)).cumsum(axis=1)
    values[0, 3, ::3] = np.nan
    breaks = np.zeros(15, dtype=bool)
    breaks[5] = True
    all_charts = series.xmr(values, np.full((1, 40), 5, dtype=np.int16))
    for u in range(40):
        one = controlchart.chart(values[0, :, u], breaks)
        assert one.centre == all_charts.centre[0, u]
        signal = all_charts.signal[0, :, u]
        assert one.anything_special == bool(signal.any())
        np.testing.assert_array_equal(one.outside, signal & 1 > 0)
    assert one.is_drawn
    assert not controlchart.chart(np.arange(3.0)).is_drawn
