"""What a unit's own series says: control chart, slope, ordinary variation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import engine, plain, rules

IntArray = NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True)
class Chart:
    """XmR charts of many series: ``centre``, ``lower``, ``upper`` (I, U) float64.

    ``signal`` is uint8 (I, T, U) with the bits of :mod:`miara.cube.kernels.rules`.
    """

    centre: FloatArray
    lower: FloatArray
    upper: FloatArray
    signal: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Slope:
    """Theil-Sen slopes: ``slope``, ``lower``, ``upper`` (I, U) a period.

    ``first`` is int16 (I, U): index of the first period used, -1 = no trend.
    """

    slope: FloatArray
    lower: FloatArray
    upper: FloatArray
    first: NDArray[np.int16]


def start_of_last_segment(breaks: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Index of the last break of each series (I, T, U) -> (I, U), 0 if none."""
    periods = breaks.shape[1]
    last = periods - 1 - np.argmax(breaks[:, ::-1], axis=1)
    return np.where(breaks.any(axis=1), last, 0).astype(np.int16)


def _by_indicator(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    cells = max(1, int(np.prod(shape[1:])))
    return engine.spans(shape[0], max(1, (1 << 16) // cells))


def xmr(values: FloatArray, start: IntArray) -> Chart:
    """Control charts from the last break on.

    Limits are the centre (mean) ± 2.66 mean moving ranges; a moving range needs
    two adjacent periods with numbers. Signals: a point outside the limits, seven
    in a row on one side of the centre, seven in a row rising or falling; every
    point of a run carries its bit. A gap ends a run. Series with fewer than
    ``rules.XMR_POINTS`` points, or with almost only gaps, have no chart (NaN).

    Parameters
    ----------
    values
        float64 (I, T, U), NaN = no number.
    start
        integers (I, U): first period of the last segment.
    """
    if not engine.compiled():
        return Chart(*plain.control_chart(values, start))
    from miara.cube.kernels import compiled_series

    indicators, _periods, units = values.shape
    values = np.ascontiguousarray(values)
    start = np.ascontiguousarray(start, dtype=np.int16)
    # Three arrays, not one: slices must stay contiguous to be vectorised.
    centre, lower, upper = (np.empty((indicators, units)) for _ in range(3))
    signal = np.empty(values.shape, dtype=np.uint8)

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_series.control_chart(
            values[part],
            start[part],
            centre[part],
            lower[part],
            upper[part],
            signal[part],
        )

    engine.in_threads(work, _by_indicator(values.shape))
    return Chart(centre, lower, upper, signal)


def theil_sen(values: FloatArray, start: IntArray) -> Slope:
    """Median of all pairwise slopes from the last break on, with a 95 % interval.

    The interval inverts Kendall's exact test: it needs five points; the slope
    needs three. Gaps are allowed. Parameters as in :func:`xmr`.
    """
    drop = rules.kendall_drop(values.shape[1])
    if not engine.compiled():
        return Slope(*plain.theil_sen(values, start, drop))
    from miara.cube.kernels import compiled_series

    indicators, _periods, units = values.shape
    values = np.ascontiguousarray(values)
    start = np.ascontiguousarray(start, dtype=np.int16)
    slopes = np.empty((3, indicators, units))
    first = np.empty((indicators, units), dtype=np.int16)

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_series.theil_sen(
            values[part], start[part], drop, slopes[:, part], first[part]
        )

    engine.in_threads(work, _by_indicator(values.shape))
    return Slope(slopes[0], slopes[1], slopes[2], first)


def noise(values: FloatArray, start: IntArray) -> tuple[FloatArray, NDArray[np.int16]]:
    """Ordinary variation of each series from the last break on.

    Returns
    -------
    deviation
        float64 (I, U): root of half the mean squared moving range, an estimate
        of one standard deviation that a slow trend does not inflate; NaN
        without a moving range.
    ranges
        int16 (I, U): how many moving ranges it rests on.
    """
    if not engine.compiled():
        return plain.noise(values, start)
    from miara.cube.kernels import compiled_series

    indicators, _periods, units = values.shape
    values = np.ascontiguousarray(values)
    start = np.ascontiguousarray(start, dtype=np.int16)
    deviation = np.empty((indicators, units))
    ranges = np.empty((indicators, units), dtype=np.int16)

    def work(span: tuple[int, int]) -> None:
        part = slice(*span)
        compiled_series.noise(values[part], start[part], deviation[part], ranges[part])

    engine.in_threads(work, _by_indicator(values.shape))
    return deviation, ranges
