"""Compiled charts, slopes and noise of series. Imported late; see ``series``."""

# Compiled functions take arrays by position; ``x == x`` asks for a number cheaply.
# ruff: noqa: PLR0917, PLR0124

import numba
import numpy as np

from miara.cube.kernels import rules

_WIDTH = rules.XMR_WIDTH
_POINTS = rules.XMR_POINTS
_RUN = rules.RUN
_OUTSIDE = np.uint8(rules.OUTSIDE)
_ONE_SIDE = np.uint8(rules.ONE_SIDE)
_TREND = np.uint8(rules.TREND)
_TREND_POINTS = rules.TREND_POINTS


@numba.njit(nogil=True, cache=True, error_model="numpy")
def control_chart(values, start, bounds, signal):  # type: ignore[no-untyped-def]
    """Fill centre, lower, upper (3, I, U) and signals (I, T, U, zeros before)."""
    periods = values.shape[1]
    units = values.shape[2]
    first = np.empty(units, np.int64)
    for i in range(values.shape[0]):
        for u in range(units):
            first[u] = start[i, u]
        _limits(values[i], first, bounds[0, i], bounds[1, i], bounds[2, i])
        sides = np.zeros((periods, units), np.int16)
        steps = np.zeros((periods, units), np.int16)
        _run_lengths(values[i], first, bounds[:, i], signal[i], sides, steps)
        _mark(signal[i], sides, steps)


@numba.njit(nogil=True, cache=True, error_model="numpy")
def _limits(values, first, centre, lower, upper):  # type: ignore[no-untyped-def]
    periods, units = values.shape
    total = np.zeros(units)
    moved = np.zeros(units)
    points = np.zeros(units, np.int64)
    ranges = np.zeros(units, np.int64)
    for t in range(periods):
        for u in range(units):
            x = values[t, u]
            known = (x == x) & (t >= first[u])
            total[u] += x if known else 0.0
            points[u] += known
        if t == 0:
            continue
        for u in range(units):
            step = abs(values[t, u] - values[t - 1, u])
            both = (step == step) & (t > first[u])
            moved[u] += step if both else 0.0
            ranges[u] += both
    for u in range(units):
        enough = (points[u] >= _POINTS) & (ranges[u] >= _POINTS - 2)
        middle = total[u] / points[u] if enough else np.nan
        width = _WIDTH * (moved[u] / ranges[u])
        centre[u] = middle
        lower[u] = middle - width
        upper[u] = middle + width


@numba.njit(nogil=True, cache=True)
def _run_lengths(values, first, bounds, signal, sides, steps):  # type: ignore[no-untyped-def]
    """Points outside, and signed lengths of runs (negative: below, falling)."""
    periods, units = values.shape
    for t in range(periods):
        for u in range(units):
            x = values[t, u]
            good = t >= first[u]
            out = good & ((x < bounds[1, u]) | (x > bounds[2, u]))
            signal[t, u] = _OUTSIDE if out else np.uint8(0)
            side = np.int16(x > bounds[0, u]) - np.int16(x < bounds[0, u])
            before = sides[t - 1, u] if t else np.int16(0)
            kept = before if side * before > 0 else np.int16(0)
            sides[t, u] = side + kept if good else 0
        if t == 0:
            continue
        for u in range(units):
            x = values[t, u]
            y = values[t - 1, u]
            good = (t > first[u]) & (bounds[0, u] == bounds[0, u])
            step = np.int16(x > y) - np.int16(x < y)
            kept = steps[t - 1, u] if step * steps[t - 1, u] > 0 else np.int16(0)
            steps[t, u] = step + kept if good else 0


@numba.njit(nogil=True, cache=True)
def _mark(signal, sides, steps):  # type: ignore[no-untyped-def]
    """Set the bits of runs on every point that belongs to one."""
    periods, units = sides.shape
    side = np.zeros(units, np.int16)
    trend = np.zeros(units, np.int16)
    for t in range(periods - 1, -1, -1):
        for u in range(units):
            length = abs(sides[t, u])
            reach = length if length >= _RUN else np.int16(0)
            side[u] = max(side[u], reach)
            signal[t, u] |= _ONE_SIDE if side[u] > 0 else np.uint8(0)
            side[u] = max(side[u] - 1, 0)
            length = abs(steps[t, u])
            reach = length + 1 if length >= _RUN - 1 else 0
            trend[u] = max(trend[u], reach)
            signal[t, u] |= _TREND if trend[u] > 0 else np.uint8(0)
            trend[u] = max(trend[u] - 1, 0)


@numba.njit(nogil=True, cache=True)
def theil_sen(values, start, drop, slopes, first):  # type: ignore[no-untyped-def]
    """Fill slope, lower, upper (3, I, U) and the first period (I, U)."""
    indicators, periods, units = values.shape
    pairs = np.empty(periods * (periods - 1) // 2 + 1)
    at = np.empty(periods, np.int64)
    for i in range(indicators):
        for u in range(units):
            points = 0
            for t in range(start[i, u], periods):
                if not np.isnan(values[i, t, u]):
                    at[points] = t
                    points += 1
            if points < _TREND_POINTS:
                first[i, u] = -1
                for s in range(3):
                    slopes[s, i, u] = np.nan
                continue
            first[i, u] = at[0]
            count = 0
            for a in range(points):
                for b in range(a + 1, points):
                    rise = values[i, at[b], u] - values[i, at[a], u]
                    pairs[count] = rise / (at[b] - at[a])
                    count += 1
            _three(pairs[:count], drop[points], slopes[:, i, u])


@numba.njit(nogil=True, cache=True)
def _three(pairs, drop, out):  # type: ignore[no-untyped-def]
    """Median and the two order statistics of the interval."""
    pairs.sort()
    count = pairs.size
    out[0] = 0.5 * (pairs[(count - 1) // 2] + pairs[count // 2])
    out[1] = pairs[drop] if drop >= 0 else np.nan
    out[2] = pairs[count - 1 - drop] if drop >= 0 else np.nan


@numba.njit(nogil=True, cache=True, error_model="numpy")
def noise(values, start, deviation, ranges):  # type: ignore[no-untyped-def]
    """Fill deviation and number of moving ranges (I, U)."""
    indicators, periods, units = values.shape
    for i in range(indicators):
        total = np.zeros(units)
        count = np.zeros(units, np.int64)
        for t in range(1, periods):
            for u in range(units):
                step = values[i, t, u] - values[i, t - 1, u]
                both = (step == step) & (t > start[i, u])
                total[u] += step * step if both else 0.0
                count[u] += both
        for u in range(units):
            deviation[i, u] = np.sqrt(total[u] / (2.0 * count[u]))
            ranges[i, u] = count[u]
