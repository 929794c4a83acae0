"""The kernels in NumPy: the fallback without Numba, and its oracle.

Every function takes rows that are ready to use (see the public modules beside
this one) and fills no argument. Operations stand in the same order as in the
compiled versions, so that both give the same bytes.
"""

import warnings

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import rules

IntArray = NDArray[np.signedinteger]


def ratio(numerator: FloatArray, denominator: FloatArray, factor: float) -> FloatArray:
    """``numerator / denominator * factor``; NaN where that is not a finite number."""
    with np.errstate(all="ignore"):
        result = numerator / denominator * factor
    result[~np.isfinite(result)] = np.nan
    return result


def rank(
    values: FloatArray, percentile: NDArray[np.float32], decile: FloatArray
) -> NDArray[np.int64]:
    """Fill percentile and deciles of rows (R, U); give ranks, -1 where no number."""
    ranks = np.full(values.shape, -1, dtype=np.int64)
    ordered = np.sort(values, axis=1)
    for row in range(len(values)):
        count = int(np.count_nonzero(~np.isnan(ordered[row])))
        percentile[row] = np.nan
        decile[row] = np.nan
        if count == 0:
            continue
        known = ~np.isnan(values[row])
        line = ordered[row, :count]
        below = np.searchsorted(line, values[row, known], side="left")
        upto = np.searchsorted(line, values[row, known], side="right")
        percentile[row, known] = (below + upto) * 50.0 / count
        ranks[row, known] = below
        for k in range(9):
            place = (count - 1) * (k + 1) / 10.0
            low = int(place)
            high = min(low + 1, count - 1)
            decile[row, k] = line[low] + (place - low) * (line[high] - line[low])
    return ranks


def peer_percentile(
    values: FloatArray, neighbour: IntArray, percentile: NDArray[np.float32]
) -> None:
    """Fill mid-rank percentiles of rows (R, U) among neighbours (U, K)."""
    for row, line in enumerate(values):
        among = _of_neighbours(line, neighbour)
        here = line[:, None]
        count = (~np.isnan(among)).sum(axis=1)
        twice = 2 * (among < here).sum(axis=1) + (among == here).sum(axis=1)
        with np.errstate(invalid="ignore"):
            result = twice * 50.0 / count
        result[np.isnan(line) | (count == 0)] = np.nan
        percentile[row] = result


def peer_quantiles(
    values: FloatArray, neighbour: IntArray, shares: FloatArray
) -> FloatArray:
    """Quantiles (Q, R, U), type 7, of the neighbours that have a number."""
    result = np.empty((len(shares), *values.shape))
    for row, line in enumerate(values):
        among = np.sort(_of_neighbours(line, neighbour), axis=1)
        count = (~np.isnan(among)).sum(axis=1)
        for q, share in enumerate(shares):
            place = np.maximum(count - 1, 0) * share
            low = place.astype(np.int64)
            high = np.minimum(low + 1, np.maximum(count - 1, 0))
            left = np.take_along_axis(among, low[:, None], 1)[:, 0]
            right = np.take_along_axis(among, high[:, None], 1)[:, 0]
            result[q, row] = left + (place - low) * (right - left)
    return result


def _of_neighbours(line: FloatArray, neighbour: IntArray) -> FloatArray:
    """Values (U, K) of the neighbours of each unit; NaN where there is none."""
    return np.where(neighbour >= 0, line[neighbour], np.nan)


def control_chart(
    values: FloatArray, start: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, NDArray[np.uint8]]:
    """Centre, lower, upper (I, U) and signals (I, T, U); see ``series.xmr``."""
    indicators, periods, units = values.shape
    known = ~np.isnan(values) & (np.arange(periods)[:, None] >= start[:, None, :])
    total = np.zeros((indicators, units))
    moved = np.zeros((indicators, units))
    points = np.zeros((indicators, units), dtype=np.int64)
    ranges = np.zeros((indicators, units), dtype=np.int64)
    for t in range(periods):
        total += np.where(known[:, t], values[:, t], 0.0)
        points += known[:, t]
        if t == 0:
            continue
        both = known[:, t] & known[:, t - 1]
        step = np.abs(values[:, t] - values[:, t - 1])
        moved += np.where(both, step, 0.0)
        ranges += both
    enough = (points >= rules.XMR_POINTS) & (ranges >= rules.XMR_POINTS - 2)
    with np.errstate(all="ignore"):
        centre = np.where(enough, total / points, np.nan)
        width = np.where(enough, rules.XMR_WIDTH * (moved / ranges), np.nan)
    lower, upper = centre - width, centre + width
    signal = _chart_signals(values, known & enough[:, None, :], centre, lower, upper)
    return centre, lower, upper, signal


def _chart_signals(
    values: FloatArray,
    known: NDArray[np.bool_],
    centre: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
) -> NDArray[np.uint8]:
    signal = np.zeros(values.shape, dtype=np.uint8)
    periods = values.shape[1]
    side = np.zeros(values.shape, dtype=np.int8)
    step = np.zeros(values.shape, dtype=np.int8)
    for t in range(periods):
        here, ok = values[:, t], known[:, t]
        outside = ok & ((here < lower) | (here > upper))
        signal[:, t] |= np.where(outside, rules.OUTSIDE, 0).astype(np.uint8)
        above = (here > centre).astype(np.int8) - (here < centre)
        side[:, t] = np.where(ok, above, 0)
        if t:
            up = (here > values[:, t - 1]).astype(np.int8) - (here < values[:, t - 1])
            step[:, t] = np.where(ok & known[:, t - 1], up, 0)
    sides = _runs(side)
    _mark(signal, sides, rules.RUN, 0, rules.ONE_SIDE)
    _mark(signal, _runs(step), rules.RUN - 1, 1, rules.TREND)
    return signal


def _runs(direction: NDArray[np.int8]) -> NDArray[np.int16]:
    """How many times in a row the same non-zero direction has occurred."""
    length = np.zeros(direction.shape, dtype=np.int16)
    length[:, 0] = direction[:, 0] != 0
    for t in range(1, direction.shape[1]):
        same = (direction[:, t] == direction[:, t - 1]) & (direction[:, t] != 0)
        length[:, t] = np.where(same, length[:, t - 1] + 1, direction[:, t] != 0)
    return length


def _mark(
    signal: NDArray[np.uint8],
    length: NDArray[np.int16],
    least: int,
    before: int,
    bit: int,
) -> None:
    """Set ``bit`` on every point of a run of ``least``, and ``before`` it."""
    left = np.zeros(signal[:, 0].shape, dtype=np.int16)
    for t in range(signal.shape[1] - 1, -1, -1):
        reach = np.where(length[:, t] >= least, length[:, t] + before, 0)
        left = np.maximum(left, reach)
        signal[:, t] |= np.where(left > 0, bit, 0).astype(np.uint8)
        left = np.maximum(left - 1, 0)


def theil_sen(
    values: FloatArray, start: IntArray, allowed: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, NDArray[np.int16]]:
    """Slope, its interval and first period (each (I, U)); see ``series.theil_sen``."""
    indicators, periods, units = values.shape
    known = ~np.isnan(values) & (np.arange(periods)[:, None] >= start[:, None, :])
    points = known.sum(axis=1)
    first = np.where(points >= rules.TREND_POINTS, known.argmax(axis=1), -1)
    earlier, later = np.triu_indices(periods, 1)
    slope, lower, upper = (np.full((indicators, units), np.nan) for _ in range(3))
    for i in range(indicators):
        line = np.where(known[i], values[i], np.nan)
        gap = (later - earlier)[:, None].astype(np.float64)
        pairs = np.sort((line[later] - line[earlier]) / gap, axis=0)
        if not len(pairs):
            continue
        count = points[i] * (points[i] - 1) // 2
        good = points[i] >= rules.TREND_POINTS
        with warnings.catch_warnings():
            middle = 0.5 * (_at(pairs, (count - 1) // 2) + _at(pairs, count // 2))
        slope[i] = np.where(good, middle, np.nan)
        drop = allowed[points[i]]
        bounded = good & (drop >= 0)
        lower[i] = np.where(bounded, _at(pairs, drop), np.nan)
        upper[i] = np.where(bounded, _at(pairs, count - 1 - drop), np.nan)
    return slope, lower, upper, first.astype(np.int16)


def _at(ordered: FloatArray, place: IntArray) -> FloatArray:
    """One row of each column."""
    safe = np.clip(place, 0, len(ordered) - 1)
    return np.take_along_axis(ordered, safe[None], 0)[0]


def noise(values: FloatArray, start: IntArray) -> tuple[FloatArray, NDArray[np.int16]]:
    """Root of half the mean squared moving range (I, U), and how many ranges."""
    indicators, periods, units = values.shape
    known = ~np.isnan(values) & (np.arange(periods)[:, None] >= start[:, None, :])
    total = np.zeros((indicators, units))
    ranges = np.zeros((indicators, units), dtype=np.int64)
    for t in range(1, periods):
        both = known[:, t] & known[:, t - 1]
        step = values[:, t] - values[:, t - 1]
        total += np.where(both, step * step, 0.0)
        ranges += both
    with np.errstate(invalid="ignore"):
        deviation = np.sqrt(total / (2.0 * ranges))
    return deviation, ranges.astype(np.int16)
