"""Every kernel once more in plain Python, written from the definitions."""

import itertools
import math
from collections.abc import Sequence
from statistics import median

Line = Sequence[float]
NAN = math.nan


def known(line: Line) -> list[float]:
    return [x for x in line if not math.isnan(x)]


def quantile(line: Line, share: float) -> float:
    """Type 7."""
    ordered = sorted(known(line))
    if not ordered:
        return NAN
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def mid_rank(x: float, others: Line) -> float:
    numbers = known(others)
    if math.isnan(x) or not numbers:
        return NAN
    below = sum(y < x for y in numbers)
    equal = sum(y == x for y in numbers)
    return 100 * (below + equal / 2) / len(numbers)


def among_neighbours(line: Line, near: Sequence[int]) -> list[float]:
    return [line[p] for p in near if p >= 0]


def ratio(numerator: float, denominator: float, factor: float) -> float:
    if denominator == 0:
        return NAN
    result = numerator / denominator * factor
    return result if math.isfinite(result) else NAN


def control_chart(series: Line, start: int) -> tuple[float, float, float, list[int]]:
    signals = [0] * len(series)
    points = [(t, x) for t, x in enumerate(series) if t >= start and not math.isnan(x)]
    ranges = [abs(b - a) for (s, a), (t, b) in itertools.pairwise(points) if t == s + 1]
    if len(points) < 6 or len(ranges) < 4:
        return NAN, NAN, NAN, signals
    centre = math.fsum(x for _, x in points) / len(points)
    width = 2.66 * math.fsum(ranges) / len(ranges)
    for t, x in points:
        if not centre - width <= x <= centre + width:
            signals[t] |= 1
    inside = range(start, len(series))
    for t in inside:
        window = series[t : t + 7]
        if len(window) < 7:
            break
        if all(x > centre for x in window) or all(x < centre for x in window):
            for s in range(t, t + 7):
                signals[s] |= 2
        steps = [b - a for a, b in itertools.pairwise(window)]
        if all(d > 0 for d in steps) or all(d < 0 for d in steps):
            for s in range(t, t + 7):
                signals[s] |= 4
    return centre, centre - width, centre + width, signals


def slopes(series: Line, start: int) -> list[float]:
    points = [(t, x) for t, x in enumerate(series) if t >= start and not math.isnan(x)]
    return [(b - a) / (t - s) for (s, a), (t, b) in itertools.combinations(points, 2)]


def theil_sen(series: Line, start: int) -> tuple[float, float, float]:
    """Slope and interval; the interval by trying every order of the years."""
    points = [(t, x) for t, x in enumerate(series) if t >= start and not math.isnan(x)]
    if len(points) < 3:
        return NAN, NAN, NAN
    all_slopes = sorted(slopes(series, start))
    drop = dropped(len(points))
    if drop < 0:
        return median(all_slopes), NAN, NAN
    return median(all_slopes), all_slopes[drop], all_slopes[-1 - drop]


def dropped(points: int) -> int:
    """Slopes left out at each end, from the distribution over all orders."""
    inversions = [
        sum(a > b for a, b in itertools.combinations(order, 2))
        for order in itertools.permutations(range(points))
    ]
    best = -1
    for j in range(points * (points - 1) // 2 // 2):
        if 2 * sum(i <= j for i in inversions) <= 0.05 * len(inversions):
            best = j
    return best


def noise(series: Line, start: int) -> tuple[float, int]:
    squares = [
        (series[t] - series[t - 1]) ** 2
        for t in range(start + 1, len(series))
        if series[t] == series[t] and series[t - 1] == series[t - 1]
    ]
    if not squares:
        return NAN, 0
    return math.sqrt(sum(squares) / len(squares) / 2), len(squares)
