"""95 % intervals of shares and rates from counts."""

from enum import StrEnum
from typing import Final

import numpy as np
from scipy import special

from miara.cube.flags import FloatArray
from miara.cube.kernels import rules

_Z: Final = float(special.ndtri(0.5 + rules.CONFIDENCE / 2))
_TAIL: Final = (1 - rules.CONFIDENCE) / 2


class IntervalMethod(StrEnum):
    """How the interval of an indicator is made; the value stands in definitions."""

    NONE = "none"  # no sampling error, for example money
    WILSON = "wilson"  # share of a denominator
    EXACT = "exact"  # share of a denominator, Clopper-Pearson
    BYAR = "byar"  # count for a denominator
    GAMMA = "gamma"  # count for a denominator, exact Poisson

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator."""
        return self in (IntervalMethod.WILSON, IntervalMethod.EXACT)

    @property
    def is_rate(self) -> bool:
        """Whether the numerator counts events for the denominator."""
        return self in (IntervalMethod.BYAR, IntervalMethod.GAMMA)

    @property
    def counts(self) -> bool:
        """Whether numerator and denominator are counts."""
        return self is not IntervalMethod.NONE


def wilson(events: FloatArray, total: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Score interval of a share: close to 95 % on average over shares.

    Parameters
    ----------
    events, total
        Any equal shapes; NaN, negative, or more events than total give NaN.

    Returns
    -------
    lower, upper, between 0 and 1.
    """
    share, n = _share(events, total)
    spread = 1 + _Z**2 / n
    middle = (share + _Z**2 / (2 * n)) / spread
    half = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / spread
    lower = np.where(share == 0, 0.0, np.maximum(middle - half, 0.0))
    upper = np.where(share == 1, 1.0, np.minimum(middle + half, 1.0))
    return lower + 0 * share, upper + 0 * share


def clopper_pearson(
    events: FloatArray, total: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Exact interval of a share: at least 95 % for every share, often more.

    Parameters and result as in :func:`wilson`.
    """
    share, n = _share(events, total)
    x = share * n
    lower = special.betaincinv(np.maximum(x, 1e-300), n - x + 1, _TAIL)
    upper = special.betaincinv(x + 1, np.maximum(n - x, 1e-300), 1 - _TAIL)
    lower = np.where(share == 0, 0.0, lower)
    upper = np.where(share == 1, 1.0, upper)
    return lower + 0 * share, upper + 0 * share


def byar(events: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Byar's interval of an expected count; any shape, NaN and negative give NaN."""
    x = np.where(events >= 0, events, np.nan)
    y = x + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - _Z / (3 * np.sqrt(x))) ** 3
    upper = y * (1 - 1 / (9 * y) + _Z / (3 * np.sqrt(y))) ** 3
    return np.where(x == 0, 0.0, np.maximum(lower, 0.0)) + 0 * x, upper


def exact_count(events: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Exact Poisson interval of an expected count, from gamma quantiles."""
    x = np.where(events >= 0, events, np.nan)
    lower = special.gammaincinv(np.maximum(x, 1e-300), _TAIL)
    upper = special.gammaincinv(x + 1, 1 - _TAIL)
    return np.where(x == 0, 0.0, lower) + 0 * x, upper


def interval(
    numerator: FloatArray,
    denominator: FloatArray,
    method: IntervalMethod,
    factor: float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bound of ``numerator / denominator * factor``.

    Parameters
    ----------
    numerator, denominator
        float64, any equal shapes, in counts; NaN = none.
    factor
        What the indicator multiplies by (100 for per cent).

    Returns
    -------
    Two arrays of that shape in the indicator's unit of measure; all NaN for
    ``IntervalMethod.NONE``, and where counts make no sense.
    """
    if method is IntervalMethod.NONE:
        none = np.full(np.shape(numerator), np.nan)
        return none, none.copy()
    if method.is_share:
        bound = wilson if method is IntervalMethod.WILSON else clopper_pearson
        lower, upper = bound(numerator, denominator)
        return lower * factor, upper * factor
    count = byar if method is IntervalMethod.BYAR else exact_count
    n = np.where(denominator > 0, denominator, np.nan)
    lower, upper = count(numerator)
    return lower / n * factor, upper / n * factor


def _share(events: FloatArray, total: FloatArray) -> tuple[FloatArray, FloatArray]:
    good = (total > 0) & (events >= 0) & (events <= total)
    n = np.where(good, total, np.nan)
    return np.where(good, events, np.nan) / n, n
