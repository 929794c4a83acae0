"""Compiled comparison with neighbours. Imported late; see ``neighbours``.

Ranks are narrow integers, so one vector instruction compares 32 rows at once;
rows become the fast axis of a block that fits in the second-level cache.
"""

# Compiled functions take arrays by position; ``x == x`` asks for a number cheaply.
# ruff: noqa: PLR0917

import numba
import numpy as np

_LANES = 32


@numba.njit(nogil=True, cache=True)
def _turned(rank):  # type: ignore[no-untyped-def]
    """Ranks (R, U) as (U, 32), the largest integer where there is no number."""
    rows, units = rank.shape
    none = np.iinfo(rank.dtype).max
    block = np.full((units, _LANES), none, rank.dtype)
    for first in range(0, units, 64):
        last = min(first + 64, units)
        for r in range(rows):
            for u in range(first, last):
                if rank[r, u] >= 0:
                    block[u, r] = rank[r, u]
    return block


@numba.njit(nogil=True, cache=True, error_model="numpy")
def percentile(rank, near, out):  # type: ignore[no-untyped-def]
    """Fill percentiles (R <= 32, U) among neighbours (U, K)."""
    rows, units = rank.shape
    none = np.iinfo(rank.dtype).max
    block = _turned(rank)
    share = np.empty((64, _LANES), np.float32)
    twice = np.zeros(_LANES, rank.dtype)
    count = np.zeros(_LANES, rank.dtype)
    for first in range(0, units, 64):
        last = min(first + 64, units)
        for u in range(first, last):
            here = block[u]
            for r in range(_LANES):
                twice[r] = 0
                count[r] = 0
            for k in range(near.shape[1]):
                p = near[u, k]
                if p < 0:
                    continue
                there = block[p]
                for r in range(_LANES):
                    twice[r] += there[r] < here[r]
                    twice[r] += there[r] <= here[r]
                    count[r] += there[r] != none
            for r in range(_LANES):
                good = here[r] != none and count[r] > 0
                share[u - first, r] = (
                    np.float32(twice[r] * 50.0 / count[r]) if good else np.nan
                )
        for r in range(rows):
            for u in range(first, last):
                out[r, u] = share[u - first, r]


@numba.njit(nogil=True, cache=True)
def quantiles(values, rank, near, network, shares, out):  # type: ignore[no-untyped-def]
    """Fill quantiles (Q, R <= 32, U) of the neighbours' values."""
    rows, units = rank.shape
    most = near.shape[1]
    none = np.iinfo(rank.dtype).max
    block = _turned(rank)
    number = np.empty((units, _LANES))  # the value behind each rank
    for r in range(rows):
        for u in range(units):
            if rank[r, u] >= 0:
                number[rank[r, u], r] = values[r, u]
    among = np.empty((most, _LANES), rank.dtype)
    count = np.zeros(_LANES, np.int64)
    for u in range(units):
        for r in range(_LANES):
            count[r] = 0
        for k in range(most):
            p = near[u, k]
            if p < 0:
                for r in range(_LANES):
                    among[k, r] = none
                continue
            for r in range(_LANES):
                among[k, r] = block[p, r]
                count[r] += block[p, r] != none
        _sort_lanes(among, network)
        for q in range(shares.size):
            for r in range(rows):
                n = count[r]
                if n == 0:
                    out[q, r, u] = np.nan
                    continue
                place = (n - 1) * shares[q]
                low = int(place)
                high = min(low + 1, n - 1)
                left = number[among[low, r], r]
                right = number[among[high, r], r]
                out[q, r, u] = left + (place - low) * (right - left)


@numba.njit(nogil=True, cache=True)
def _sort_lanes(among, network):  # type: ignore[no-untyped-def]
    """Sort each column of (K, 32) in place by a fixed network."""
    for c in range(network.shape[0]):
        upper = among[network[c, 0]]
        lower = among[network[c, 1]]
        for r in range(_LANES):
            a = upper[r]
            b = lower[r]
            upper[r] = min(a, b)
            lower[r] = max(a, b)
