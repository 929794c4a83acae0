"""Compiled ratio and ranking. Imported late; see ``ranking`` for meanings."""

# Compiled functions take arrays by position; ``x == x`` asks for a number cheaply.
# ruff: noqa: PLR0917

import numba
import numpy as np

from miara.cube.flags import FloatArray

_SIGN = np.uint64(1 << 63)
_NONE = np.uint64((1 << 64) - 1)


@numba.njit(nogil=True, cache=True, error_model="numpy")
def ratio(numerator, denominator, factor, out):  # type: ignore[no-untyped-def]
    """One-dimensional; fills ``out``."""
    for i in range(out.size):
        x = numerator[i] / denominator[i] * factor
        out[i] = x if abs(x) < np.inf else np.nan


def pack(values: FloatArray, bits: int, keys: np.ndarray) -> None:
    """Fill uint64 keys (R, U) that sort like the values and carry the unit.

    The lowest ``bits`` of the number give way to the unit; :func:`unpack` puts
    numbers that differ only there back in order.
    """
    _pack(values.view(np.uint64), np.uint64(bits), keys)


@numba.njit(nogil=True, cache=True)
def _pack(raw, bits, keys):  # type: ignore[no-untyped-def]
    mask = _NONE << bits
    infinity = np.uint64(0x7FF0000000000000)
    for r in range(raw.shape[0]):
        for u in range(raw.shape[1]):
            x = raw[r, u]
            if x == _SIGN:  # minus zero equals zero
                x = np.uint64(0)
            key = ~x if x & _SIGN else x | _SIGN
            if x & ~_SIGN > infinity:  # NaN last
                key = _NONE
            keys[r, u] = (key & mask) | np.uint64(u)


def unpack(
    values: FloatArray,
    keys: np.ndarray,
    bits: int,
    percentile: np.ndarray,
    decile: FloatArray,
    rank: np.ndarray,
) -> None:
    """Fill percentile, deciles and ranks of rows from their sorted keys."""
    _unpack(values, keys, np.uint64(bits), percentile, decile, rank)


@numba.njit(nogil=True, cache=True)
def _unpack(values, keys, bits, percentile, decile, rank):  # type: ignore[no-untyped-def]
    units = values.shape[1]
    mask = (np.uint64(1) << bits) - np.uint64(1)
    line = np.empty(units)
    unit = np.empty(units, np.int64)
    for r in range(values.shape[0]):
        count = _ordered(values[r], keys[r], bits, mask, line, unit)
        for j in range(count, units):
            percentile[r, unit[j]] = np.nan
            rank[r, unit[j]] = -1
        low = 0
        while low < count:
            high = low + 1
            while high < count and line[high] == line[low]:
                high += 1
            share = (low + high) * 50.0 / count
            for j in range(low, high):
                percentile[r, unit[j]] = share
                rank[r, unit[j]] = low
            low = high
        for k in range(9):
            if count == 0:
                decile[r, k] = np.nan
                continue
            place = (count - 1) * (k + 1) / 10.0
            a = int(place)
            b = min(a + 1, count - 1)
            decile[r, k] = line[a] + (place - a) * (line[b] - line[a])


@numba.njit(nogil=True, cache=True)
def _ordered(values, keys, bits, mask, line, unit):  # type: ignore[no-untyped-def]
    """Values and units of one row in exact order; numbers first, their count."""
    count = 0
    for j in range(values.size):
        u = np.int64(keys[j] & mask)
        x = values[u]
        unit[j] = u
        if np.isnan(x):
            continue
        place = count
        # Equal keys may hide a difference in the bits given to the unit.
        while place > 0 and line[place - 1] > x:
            line[place] = line[place - 1]
            unit[place] = unit[place - 1]
            place -= 1
        line[place] = x
        unit[place] = u
        count += 1
    return count
