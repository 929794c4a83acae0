"""Which series of a unit really went one way, and which went farthest."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from miara.cube.flags import FloatArray
from miara.cube.stats.signals import holm
from miara.indicators.domain.unit_standing import FALSE_ALARM

MOST: Final = 5
LEAST_YEARS: Final = 5
_EXACT_TO: Final = 60  # years; beyond, the normal tail is exact enough


@dataclass(frozen=True, slots=True)
class Movement:
    """One steady change: from the first to the last number since the last break.

    ``indicator``, ``first`` and ``last`` are positions on the axes of the block;
    ``adjusted`` is the probability under chance, adjusted over the whole page.
    """

    indicator: int
    first: int
    last: int
    start: float
    end: float
    adjusted: float


def movements(
    series: FloatArray,
    last_break: NDArray[np.signedinteger],
    shown: NDArray[np.signedinteger],
    spread: FloatArray,
    *,
    false_alarm: float = FALSE_ALARM,
    most: int = MOST,
) -> tuple[Movement, ...]:
    """Steady changes of one unit, the farthest first.

    A change is steady when Kendall's test of the numbers from the last break to the
    period shown survives ``false_alarm`` over all series together (Holm). In a world
    where years are independent and nothing changes, a page names any with at most
    that probability.

    Parameters
    ----------
    series
        float64 (I, T), NaN = no number.
    last_break
        int (I,): first comparable period of each series.
    shown
        int (I,): the last period to look at, -1 = none.
    spread
        float64 (I,): robust standard deviation of the group, to tell far from near;
        NaN or 0 puts the indicator last.
    """
    places = np.arange(series.shape[1])
    window = (places >= last_break[:, None]) & (places <= shown[:, None])
    values = np.where(window, series, np.nan)
    known = ~np.isnan(values)
    first = np.argmax(known, axis=1)
    last = series.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    adjusted = holm(_probabilities(values, known))
    moved = [
        Movement(
            row,
            int(first[row]),
            int(last[row]),
            float(values[row, first[row]]),
            float(values[row, last[row]]),
            float(adjusted[row]),
        )
        for row in np.flatnonzero(adjusted <= false_alarm).tolist()
    ]
    return tuple(sorted(moved, key=lambda m: -_distance(m, spread))[:most])


def _probabilities(values: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    """:func:`kendall_p` of each row with enough numbers (I,), NaN for the others."""
    count = known.sum(axis=1)
    signs = np.sign(values[:, None, :] - values[:, :, None])
    upper = np.triu(np.ones(signs.shape[1:], dtype=bool), 1)
    score = np.abs(np.nansum(np.where(upper, signs, 0.0), axis=(1, 2)))
    tied = ((signs == 0) & upper).any(axis=(1, 2))
    p = np.full(len(values), np.nan)
    for row in np.flatnonzero(count >= LEAST_YEARS).tolist():
        if tied[row] or count[row] > _EXACT_TO:
            p[row] = kendall_p(values[row, known[row]])
        else:
            p[row] = _exact_p(int(count[row]), int(score[row]))
    return p


def _distance(movement: Movement, spread: FloatArray) -> float:
    size = spread[movement.indicator]
    return abs(movement.end - movement.start) / size if size > 0 else 0.0


def kendall_p(values: Sequence[float] | FloatArray) -> float:
    """Two-sided probability of so steady a direction by chance (Kendall, Mann).

    Exact without ties; with ties the normal tail with its correction.

    >>> round(kendall_p([1, 2, 3, 4, 5]), 4)
    0.0167
    """
    numbers = np.asarray(values, dtype=np.float64)
    n = len(numbers)
    signs = np.sign(numbers[None, :] - numbers[:, None])
    score = abs(int(np.triu(signs, 1).sum()))
    _values, counts = np.unique(numbers, return_counts=True)
    if len(counts) == n and n <= _EXACT_TO:
        return _exact_p(n, score)
    variance = (
        n * (n - 1) * (2 * n + 5) - (counts * (counts - 1) * (2 * counts + 5)).sum()
    ) / 18
    if variance <= 0:
        return 1.0
    z = max(score - 1, 0) / np.sqrt(variance)
    return float(2 * special.ndtr(-z))


@lru_cache(maxsize=512)
def _exact_p(n: int, score: int) -> float:
    """Share of orders of n things whose score is at least as far from zero."""
    shares = _inversions(n)
    pairs = n * (n - 1) // 2
    most = (pairs - score) // 2  # inversions of a score this high
    return float(min(2 * shares[: most + 1].sum(), 1.0))


@lru_cache(maxsize=_EXACT_TO + 1)
def _inversions(n: int) -> FloatArray:
    """Share of orders of n things with 0, 1, 2, ... inversions."""
    shares = np.ones(1)
    for k in range(2, n + 1):
        shares = np.convolve(shares, np.full(k, 1 / k))
    return shares
