"""One series as a control chart, for a page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import plain, rules


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """XmR chart of one series.

    Attributes
    ----------
    centre, lower, upper
        NaN when the series is too short for a chart.
    outside, one_side, trend
        bool (T,): the point lies outside the limits; belongs to seven in a row
        on one side of the centre; belongs to seven in a row rising or falling.
    """

    centre: float
    lower: float
    upper: float
    outside: NDArray[np.bool_]
    one_side: NDArray[np.bool_]
    trend: NDArray[np.bool_]

    @property
    def is_drawn(self) -> bool:
        """Whether the series is long enough for limits."""
        return not np.isnan(self.centre)

    @property
    def anything_special(self) -> bool:
        """Whether any rule speaks: more than ordinary variation."""
        return bool((self.outside | self.one_side | self.trend).any())


def chart(values: FloatArray, breaks: NDArray[np.bool_] | None = None) -> SeriesChart:
    """Control chart of one series (T,), from its last break on.

    NaN = no number; ``breaks`` (T,) marks periods not comparable with the one
    before. The rules are those of :func:`miara.cube.kernels.series.xmr`.
    """
    start = 0 if breaks is None or not breaks.any() else int(np.flatnonzero(breaks)[-1])
    centre, lower, upper, signal = plain.control_chart(
        np.asarray(values, dtype=np.float64)[None, :, None], np.array([[start]])
    )
    return unpack(centre[0, 0], lower[0, 0], upper[0, 0], signal[0, :, 0])


def unpack(
    centre: float, lower: float, upper: float, signal: NDArray[np.uint8]
) -> SeriesChart:
    """The chart of one series from the quantities of a vintage."""
    return SeriesChart(
        centre=float(centre),
        lower=float(lower),
        upper=float(upper),
        outside=(signal & rules.OUTSIDE) > 0,
        one_side=(signal & rules.ONE_SIDE) > 0,
        trend=(signal & rules.TREND) > 0,
    )
