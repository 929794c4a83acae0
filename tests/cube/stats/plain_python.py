"""Peers and page comparisons in plain Python, written from their definitions."""

import math
from statistics import median, pstdev

from tests.cube.kernels.plain_python import known, mid_rank, quantile


def transform(x, kind):
    try:
        if kind == "log":
            return math.log(x)
        if kind == "logit":
            return math.log(x / (1 - x))
    except (ValueError, ZeroDivisionError):
        return math.nan
    return x


def standardise(rows, kinds, group):
    z = [
        [transform(x, kind) for x, kind in zip(row, kinds, strict=True)] for row in rows
    ]
    result = [row[:] for row in z]
    for u, row in enumerate(z):
        for f, x in enumerate(row):
            column = known([z[v][f] for v in range(len(z)) if group[v] == group[u]])
            if math.isnan(x):
                continue
            middle = median(column)
            spread = 1.4826 * median([abs(y - middle) for y in column])
            spread = spread or pstdev(column)
            scaled = (x - middle) / spread if spread > 0 else 0.0
            result[u][f] = max(-4.0, min(4.0, scaled))
    return result


def distance(one, two, weights):
    pairs = [
        (w, (a - b) ** 2)
        for a, b, w in zip(one, two, weights, strict=True)
        if not math.isnan(a + b)
    ]
    shared = sum(w for w, _ in pairs)
    if shared == 0 or shared < 0.5 * sum(weights):
        return math.inf
    return math.sqrt(sum(w * d for w, d in pairs) / shared)


def neighbours(z, weights, group, count):
    lists = []
    for u, row in enumerate(z):
        others = [
            (round(distance(row, other, weights), 7), v)
            for v, other in enumerate(z)
            if v != u and group[v] == group[u] >= 0
        ]
        lists.append([v for d, v in sorted(others) if d < math.inf][:count])
    return lists


def summary(values, unit, group):
    """For each indicator: period, value, percentile, median of the group."""
    result = []
    for plane in values:
        shown = [t for t, line in enumerate(plane) if not math.isnan(line[unit])]
        if not shown:
            result.append((-1, math.nan, math.nan, math.nan))
            continue
        line = plane[shown[-1]]
        others = [line[p] for p in group if p not in (-1, unit)]
        result.append(
            (
                shown[-1],
                line[unit],
                mid_rank(line[unit], others),
                quantile(others, 0.5),
            )
        )
    return result
