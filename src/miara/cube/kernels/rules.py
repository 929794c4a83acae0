"""Constants and small tables that both engines share."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Control chart: 2.66 = 3 / 1.128, the share of the mean moving range that makes
# three standard deviations for normal noise.
XMR_WIDTH: Final = 2.66
XMR_POINTS: Final = 6  # fewer points say nothing about ordinary variation
RUN: Final = 7

OUTSIDE: Final = 1
ONE_SIDE: Final = 2
TREND: Final = 4

TREND_POINTS: Final = 3
CONFIDENCE: Final = 0.95

BAND_SHARES: Final = (0.10, 0.25, 0.50, 0.75, 0.90)


@cache
def kendall_drop(most: int, confidence: float = CONFIDENCE) -> NDArray[np.int64]:
    """How many of the smallest pairwise slopes lie below a slope's interval.

    Entry ``n`` is for ``n`` points in time; -1 where so few points give no
    interval of that confidence (fewer than five at 95 %). From the exact
    distribution of Kendall's statistic, so ties make the interval wider, never
    too narrow.

    >>> kendall_drop(6)[3:].tolist()
    [-1, -1, 0, 1]
    """
    drop = np.full(most + 1, -1, dtype=np.int64)
    orders = np.ones(1)  # share of orderings of n points with j inversions
    for n in range(2, most + 1):
        orders = np.convolve(orders, np.full(n, 1.0 / n))
        tail = np.cumsum(orders)
        drop[n] = int(np.count_nonzero(2 * tail <= 1 - confidence)) - 1
    return drop


@cache
def comparators(size: int) -> NDArray[np.int64]:
    """Batcher's sorting network for ``size`` places: pairs (low, high), (C, 2).

    A fixed sequence of compare-and-swap, so that 32 rows are sorted at once by
    vector instructions.

    >>> comparators(2).tolist()
    [[0, 1]]
    """
    width = 1 << max(size - 1, 0).bit_length()
    pairs: list[tuple[int, int]] = []
    p = 1
    while p < width:
        k = p
        while k >= 1:
            for j in range(k % p, width - k, 2 * k):
                for i in range(min(k, width - j - k)):
                    same = (i + j) // (2 * p) == (i + j + k) // (2 * p)
                    if same and i + j + k < size:
                        pairs.append((i + j, i + j + k))
            k //= 2
        p *= 2
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
