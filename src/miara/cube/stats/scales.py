"""Working scales: where chance has about the same size at every level.

Differences, noise and signals are computed there, values are shown as they are.
"""

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.stats.intervals import IntervalMethod


class Scale(IntEnum):
    """The transformation of an indicator's values for statistics."""

    PLAIN = 0  # as they are
    POSITIVE = 1  # logarithm
    SHARE = 2  # arcsine of the square root, values 0-1 before the factor
    RATE = 3  # square root, counts for a denominator


SHARE: Final = int(Scale.SHARE)
RATE: Final = int(Scale.RATE)


def scale_of(method: IntervalMethod, values: FloatArray, factor: float) -> Scale:
    """Scale of one indicator from its interval method and its values.

    Counts decide first; without them, logarithm when all values are positive.
    Values that the scale cannot carry (a share above one) give ``PLAIN``.
    """
    least, most = np.nanmin(values, initial=np.inf), np.nanmax(values, initial=-np.inf)
    if method.is_share and least >= 0 and most <= factor * (1 + 1e-9):
        return Scale.SHARE
    if method.is_rate and least >= 0:
        return Scale.RATE
    if method is IntervalMethod.NONE and least > 0:
        return Scale.POSITIVE
    return Scale.PLAIN


def to_scale(values: FloatArray, scale: Scale, factor: float = 1.0) -> FloatArray:
    """Values on the working scale, same shape; NaN stays, or where none exists."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale is Scale.SHARE:
            return np.arcsin(np.sqrt(np.clip(values / factor, 0.0, 1.0)))
        if scale is Scale.RATE:
            return np.sqrt(values / factor)
        if scale is Scale.POSITIVE:
            return np.where(values > 0, np.log(values), np.nan)
    return np.array(values, dtype=np.float64)


def counts_to_scale(
    numerator: FloatArray, denominator: FloatArray, scale: Scale
) -> FloatArray:
    """Counts on the working scale with Anscombe's 3/8.

    It keeps the mean and the variance steady down to about five events. Only
    for ``SHARE`` and ``RATE``.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale is Scale.SHARE:
            share = (numerator + 0.375) / (denominator + 0.75)
            return np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0)))
        return np.sqrt((numerator + 0.375) / denominator)


def by_code(
    value: FloatArray,
    numerator: FloatArray,
    denominator: FloatArray,
    *,
    scale: NDArray[np.uint8],
    factor: FloatArray,
    counted: NDArray[np.bool_],
) -> FloatArray:
    """Rows (I, K) of different indicators, each on its own scale.

    ``scale``, ``factor`` and ``counted`` are (I,); counts are used where
    ``counted``, the value itself elsewhere.
    """
    result = np.array(value, dtype=np.float64)
    for code in Scale:
        for with_counts in (False, True):
            rows = np.flatnonzero((scale == code) & (counted == with_counts))
            if not rows.size or code is Scale.PLAIN:
                continue
            if with_counts and code in (Scale.SHARE, Scale.RATE):
                result[rows] = counts_to_scale(numerator[rows], denominator[rows], code)
            else:
                part = value[rows] / factor[rows, None]
                result[rows] = to_scale(part, code)
    return result
