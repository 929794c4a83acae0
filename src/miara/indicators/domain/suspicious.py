"""Numbers that somebody should look at: out of range, or a jump nobody else made."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import BREAK_BEFORE, FlagArray, FloatArray
from miara.cube.stats.intervals import IntervalMethod
from miara.cube.stats.scales import scale_of, to_scale

#: A change so many robust standard deviations from that of the other units.
JUMP: Final = 5.0
#: Fewer changes than this tell nothing about what is usual among units.
LEAST_CHANGES: Final = 20
#: And fewer than this nothing about what is usual for one unit.
LEAST_OWN_CHANGES: Final = 5
_MAD_TO_SD: Final = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class Suspects:
    """Cells of one indicator at one level, as columns of one length.

    Attributes
    ----------
    period, unit
        int places on the axes.
    size
        How many robust standard deviations the change lies from the usual one,
        with its sign; NaN for a value outside the plausible range.
    """

    period: NDArray[np.intp]
    unit: NDArray[np.intp]
    size: FloatArray


def implausible(values: FloatArray, low: float, high: float) -> Suspects:
    """Values (T, U) outside ``low`` to ``high``; NaN is no value."""
    with np.errstate(invalid="ignore"):
        period, unit = np.nonzero((values < low) | (values > high))
    return Suspects(period, unit, np.full(period.size, np.nan))


def jumps(
    values: FloatArray,
    flags: FlagArray,
    denominator: FloatArray,
    *,
    method: IntervalMethod,
    factor: float,
) -> Suspects:
    """Changes to the next period that are unusual among units and for the unit.

    Changes are taken on the indicator's working scale, from a period to the next
    one only, and never across a break. What all units did together is no jump: the
    median change of the period is subtracted. Where chance depends on the size of
    the unit (counts), a change is weighed by the root of its denominator. A unit
    whose numbers always move much is named only for a move far beyond its own usual
    ones.

    Parameters
    ----------
    values, denominator
        float64 (T, U), NaN for no value.
    flags
        uint8 (T, U); see :mod:`miara.cube.flags`.
    """
    working = to_scale(values, scale_of(method, values, factor), factor)
    change = np.diff(working, axis=0)
    change[(flags[1:] & BREAK_BEFORE) != 0] = np.nan
    if method.counts:
        with np.errstate(invalid="ignore"):
            change = change * np.sqrt(np.maximum(denominator[1:], 0.0))
    change[~np.isfinite(change)] = np.nan
    size = _size_among_units(change)
    with np.errstate(invalid="ignore"):
        unusual = np.abs(size) > JUMP * np.maximum(_usual_of_unit(size), 1.0)
        period, unit = np.nonzero(unusual)
    return Suspects(period + 1, unit, size[period, unit])


def _size_among_units(change: FloatArray) -> FloatArray:
    """Distance of each change (T, U) from the median of its period.

    In robust standard deviations; NaN in periods with too few changes or without
    any spread.
    """
    size = np.full(change.shape, np.nan)
    enough = np.flatnonzero(np.isfinite(change).sum(axis=1) >= LEAST_CHANGES)
    if not enough.size:
        return size
    known = change[enough]
    away = known - np.nanmedian(known, axis=1, keepdims=True)
    spread = _MAD_TO_SD * np.nanmedian(np.abs(away), axis=1, keepdims=True)
    size[enough] = np.divide(
        away, spread, out=np.full(away.shape, np.nan), where=spread > 0
    )
    return size


def _usual_of_unit(size: FloatArray) -> FloatArray:
    """How far each unit (U,) usually moves; 0 while its history is too short."""
    usual = np.zeros(size.shape[1])
    known = np.flatnonzero(np.isfinite(size).sum(axis=0) >= LEAST_OWN_CHANGES)
    if known.size:
        usual[known] = _MAD_TO_SD * np.nanmedian(np.abs(size[:, known]), axis=0)
    return usual
