"""Which way a series goes, and whether that is more than chance."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray


class Direction(IntEnum):
    """Verdict on a trend."""

    UNKNOWN = 0  # too few years for any verdict
    STEADY = 1  # no direction beyond chance
    RISING = 2
    FALLING = 3


def direction(
    slope: FloatArray, lower: FloatArray, upper: FloatArray
) -> NDArray[np.uint8]:
    """Direction of each series from its slope and 95 % interval.

    Rising or falling only when the whole interval lies on one side of zero: in
    a series without trend that happens in at most 5 % of cases (Kendall's exact
    test, independent years).

    Parameters
    ----------
    slope, lower, upper
        Any equal shapes; NaN bounds (fewer than five years) give ``UNKNOWN``.

    Returns
    -------
    :class:`Direction` codes of that shape.
    """
    verdict = np.full(np.shape(slope), Direction.STEADY, dtype=np.uint8)
    verdict[np.asarray(lower) > 0] = Direction.RISING
    verdict[np.asarray(upper) < 0] = Direction.FALLING
    verdict[np.isnan(lower) | np.isnan(slope)] = Direction.UNKNOWN
    return verdict


def improvement(
    verdict: NDArray[np.uint8], polarity: NDArray[np.int8]
) -> NDArray[np.int8]:
    """1 better, -1 worse, 0 neither or unknown; polarity 1 up, -1 down, 0 none."""
    way = (verdict == Direction.RISING).astype(np.int8)
    way -= verdict == Direction.FALLING
    return (way * polarity).astype(np.int8)
