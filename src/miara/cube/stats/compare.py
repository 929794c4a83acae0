"""One unit beside any group of units: what a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FloatArray
from miara.cube.kernels import rules
from miara.cube.stats import quantiles
from miara.cube.stats.derive import Method
from miara.cube.stats.signals import Evidence

IntArray = NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True)
class Summary:
    """A unit among a group, one entry for each indicator; NaN = none.

    Attributes
    ----------
    period
        int (I,): index of the period shown, -1 = the unit never had a number.
    value
        float64 (I,).
    count, below, equal
        int (I,): members of the group with a number in that period, how many of
        them are lower than the unit, and how many have the same.
    percentile
        float64 (I,), 0-100: share below plus half of the share equal.
    bands
        float64 (5, I): quantiles 10, 25, 50, 75, 90 of the group, type 7.
    """

    period: IntArray
    value: FloatArray
    count: IntArray
    below: IntArray
    equal: IntArray
    percentile: FloatArray
    bands: FloatArray

    @property
    def median(self) -> FloatArray:
        """Median of the group, (I,)."""
        return self.bands[2]


def latest_period(values: FloatArray, unit: int) -> IntArray:
    """Index of the last period with a number of ``unit``, (I,); -1 = none."""
    known = ~np.isnan(values[:, :, unit])
    last = values.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    return np.where(known.any(axis=1), last, -1)


def summarise(
    values: FloatArray,
    unit: int,
    group: IntArray,
    *,
    period: IntArray | None = None,
    units_of: IntArray | None = None,
) -> Summary:
    """Compare one unit with a group on every indicator.

    Parameters
    ----------
    values
        float64 (I, T, U), NaN = no number; may be a memory map: only the cells
        needed are read.
    unit
        Position of the unit on the unit axis.
    group
        Positions (K,) of one group, or (L, K) of several (one list a topic);
        -1 = none. The unit itself does not count among them, even when listed.
    period
        int (I,); default each indicator's latest period with a number.
    units_of
        int (I,): which of the L lists an indicator uses; needed when ``group``
        has two dimensions, -1 = none.
    """
    shown = latest_period(values, unit) if period is None else period
    rows = np.arange(len(values))
    here = np.where(shown >= 0, values[rows, shown, unit], np.nan)
    members = members_of(group, len(values), units_of)
    among = values[rows[:, None], shown[:, None], members]
    among[(members < 0) | (members == unit) | (shown < 0)[:, None]] = np.nan
    count, bands = quantiles.of_rows(among, rules.BAND_SHARES)
    known = ~np.isnan(here)
    below = np.count_nonzero(among < here[:, None], axis=1)
    equal = np.count_nonzero(among == here[:, None], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        percentile = (2 * below + equal) * 50.0 / count
    return Summary(
        period=shown,
        value=here,
        count=count,
        below=below,
        equal=equal,
        percentile=np.where(known & (count > 0), percentile, np.nan),
        bands=bands,
    )


def members_of(
    group: IntArray, indicators: int, units_of: IntArray | None = None
) -> IntArray:
    """Positions (I, K) of the group of each indicator, -1 = none."""
    group = np.asarray(group)
    if group.ndim == 1:
        return np.broadcast_to(group, (indicators, group.size))
    if units_of is None:
        msg = "several groups need units_of, the group of each indicator"
        raise ValueError(msg)
    return np.where(units_of[:, None] >= 0, group[units_of], -1)


def evidence_for(
    quantities: Mapping[str, NDArray[Any]],
    unit: int,
    members: IntArray,
    period: IntArray,
    *,
    methods: Sequence[Method],
    polarity: NDArray[np.int8],
) -> Evidence:
    """Gather from a block what the signals of one page rest on.

    Parameters
    ----------
    quantities
        The arrays of the block by name: ``value``, ``numerator``,
        ``denominator``, ``noise``, ``noise_ranges``, ``scale``.
    members
        int (I, K), see :func:`members_of`.
    period
        int (I,), -1 = none.
    polarity
        int (I,): 1 more is better, -1 less is better, 0 neither.
    """
    rows = np.arange(len(members))
    absent = (members < 0) | (members == unit)
    none = period < 0

    def own(name: str) -> FloatArray:
        return np.where(none, np.nan, quantities[name][rows, period, unit])

    def theirs(name: str) -> FloatArray:
        cells = quantities[name][rows[:, None], period[:, None], members]
        return np.where(absent | none[:, None], np.nan, cells)

    spread = rows[:, None]
    return Evidence(
        value=own("value"),
        numerator=own("numerator"),
        denominator=own("denominator"),
        noise=quantities["noise"][rows, unit],
        ranges=quantities["noise_ranges"][rows, unit],
        peer_value=theirs("value"),
        peer_numerator=theirs("numerator"),
        peer_denominator=theirs("denominator"),
        peer_noise=quantities["noise"][spread, members],
        peer_ranges=np.where(absent, 0, quantities["noise_ranges"][spread, members]),
        scale=quantities["scale"],
        factor=np.array([method.factor for method in methods]),
        counted=np.array([method.interval.counts for method in methods]),
        polarity=polarity,
    )
