"""Working scales: where chance has about the same size at every level.

Differences, noise and signals are computed there, values are shown as they are.
"""

from enum import StrEnum

import numpy as np

from miara.cube.flags import FloatArray
from miara.cube.stats.intervals import IntervalMethod


class Scale(StrEnum):
    """The transformation of an indicator's values for statistics."""

    SHARE = "share"  # arcsine of the square root, values 0-1 before the factor
    RATE = "rate"  # square root, counts for a denominator
    POSITIVE = "positive"  # logarithm
    PLAIN = "plain"  # as they are


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


def sampling_variance(denominator: FloatArray, scale: Scale) -> FloatArray:
    """Variance of counting on the working scale; 0 where nothing is counted."""
    if scale in (Scale.PLAIN, Scale.POSITIVE):
        return np.zeros(np.shape(denominator))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, 1.0 / (4.0 * denominator), np.nan)
