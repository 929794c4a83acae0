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
def control_chart(values, start, centre, lower, upper, signal):  # type: ignore[no-untyped-def]
    """Fill centre, lower, upper (I, U) and signals (I, T, U), all contiguous."""
    periods = values.shape[1]
    units = values.shape[2]
    first = np.empty(units, np.int64)
    sides = np.empty((periods, units), np.int16)
    steps = np.empty((periods, units), np.int16)
    longest = np.empty((2, units), np.int64)
    for i in range(values.shape[0]):
        for u in range(units):
            first[u] = start[i, u]
        _limits(values[i], first, centre[i], lower[i], upper[i])
        _outside(values[i], first, lower[i], upper[i], signal[i])
        _sides(values[i], first, centre[i], sides, longest[0])
        _steps(values[i], first, centre[i], steps, longest[1])
        for u in range(units):
            if longest[0, u] >= _RUN:
                _mark(signal[i], sides, u, _RUN, 0, _ONE_SIDE)
            if longest[1, u] >= _RUN - 1:
                _mark(signal[i], steps, u, _RUN - 1, 1, _TREND)


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
def _outside(values, first, lower, upper, signal):  # type: ignore[no-untyped-def]
    periods, units = values.shape
    for t in range(periods):
        for u in range(units):
            x = values[t, u]
            out = ((x < lower[u]) | (x > upper[u])) & (t >= first[u])
            signal[t, u] = _OUTSIDE if out else np.uint8(0)


@numba.njit(nogil=True, cache=True)
def _sides(values, first, centre, sides, longest):  # type: ignore[no-untyped-def]
    """Fill how many in a row lie on one side of the centre, and the most."""
    periods, units = values.shape
    above = np.zeros(units, np.int64)
    below = np.zeros(units, np.int64)
    longest[:] = 0
    for t in range(periods):
        for u in range(units):
            x = values[t, u]
            good = t >= first[u]
            above[u] = above[u] + 1 if (x > centre[u]) & good else 0
            below[u] = below[u] + 1 if (x < centre[u]) & good else 0
            length = max(above[u], below[u])
            longest[u] = max(longest[u], length)
            sides[t, u] = length


@numba.njit(nogil=True, cache=True)
def _steps(values, first, centre, steps, longest):  # type: ignore[no-untyped-def]
    """Fill how many steps in a row go the same way, and the most."""
    periods, units = values.shape
    rising = np.zeros(units, np.int64)
    falling = np.zeros(units, np.int64)
    longest[:] = 0
    steps[0] = 0
    for t in range(1, periods):
        for u in range(units):
            x = values[t, u]
            y = values[t - 1, u]
            good = (t > first[u]) & (centre[u] == centre[u])
            rising[u] = rising[u] + 1 if (x > y) & good else 0
            falling[u] = falling[u] + 1 if (x < y) & good else 0
            length = max(rising[u], falling[u])
            longest[u] = max(longest[u], length)
            steps[t, u] = length


@numba.njit(nogil=True, cache=True)
def _mark(signal, length, u, least, before, bit):  # type: ignore[no-untyped-def]
    """Set ``bit`` on every point of the runs of one unit, and ``before`` them."""
    left = 0
    for t in range(length.shape[0] - 1, -1, -1):
        if length[t, u] >= least:
            left = max(left, length[t, u] + before)
        if left > 0:
            signal[t, u] |= bit
            left -= 1


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
