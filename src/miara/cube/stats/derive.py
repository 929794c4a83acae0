"""Every statistic of one block of the cube, in one call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags as cell_flags
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.kernels import neighbours, ranking, rules, series
from miara.cube.kernels.ranking import Ranking
from miara.cube.stats import scales
from miara.cube.stats.intervals import IntervalMethod, interval
from miara.cube.stats.scales import Scale

Quantities = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Method:
    """What the statistics of one indicator need to know about it.

    Attributes
    ----------
    interval
        How the interval is made.
    factor
        What the ratio is multiplied by (100 for per cent).
    minimum_denominator
        Below it a ratio says nothing and gets no value.
    scale
        Working scale; ``None`` lets the values decide.
    """

    interval: IntervalMethod = IntervalMethod.NONE
    factor: float = 1.0
    minimum_denominator: float = 0.0
    scale: Scale | None = None


def derive(
    numerator: FloatArray,
    denominator: FloatArray,
    value: FloatArray | None,
    flag: FlagArray,
    *,
    methods: Sequence[Method],
    breaks: NDArray[np.bool_],
    neighbour: NDArray[np.signedinteger],
    peer_set: NDArray[np.signedinteger],
) -> Quantities:
    """All quantities of one block, as ``docs/architecture.md`` lists them.

    Parameters
    ----------
    numerator, denominator
        float64 (I, T, U), NaN = none.
    value
        float64 (I, T, U) as the formulas gave it; ``None`` divides numerator by
        denominator and multiplies by the factor.
    flag
        uint8 (I, T, U), see :mod:`miara.cube.flags`; a ``BREAK_BEFORE`` mark
        breaks the series of its unit.
    methods
        One for each indicator.
    breaks
        bool (I, T): the whole indicator is not comparable with the period before.
    neighbour
        integers (P, U, K): peer lists as positions on the unit axis, -1 = none.
    peer_set
        integers (I,) or (I, T): which of the P lists an indicator (in a period)
        is compared with, -1 = none.

    Returns
    -------
    Arrays by name: those of the table in ``docs/architecture.md``, and
    ``noise_ranges`` int16 (I, U), how many moving ranges ``noise`` rests on, and
    ``scale`` uint8 (I,), the working scale of ``noise``.
    A cell that has no number although its flag says so becomes ``MISSING``.

    Raises
    ------
    ValueError
        When the shapes do not fit together.
    """
    _check_shapes(numerator, denominator, value, flag, methods=methods, breaks=breaks)
    number = _values(numerator, denominator, value, methods)
    number[~cell_flags.has_number(flag)] = np.nan
    lost = np.isnan(number) & cell_flags.has_number(flag)
    marks = flag & ~np.uint8(cell_flags.STATE_MASK)
    lower, upper = _intervals(numerator, denominator, number, methods)
    result: Quantities = {
        "value": number,
        "numerator": numerator,
        "denominator": denominator,
        "lower": lower,
        "upper": upper,
        "flag": np.where(lost, marks | cell_flags.MISSING, flag).astype(np.uint8),
    }
    result |= positions(number, neighbour=neighbour, peer_set=peer_set)
    broken = breaks[:, :, None] | (flag & cell_flags.BREAK_BEFORE).astype(bool)
    broken &= ~after_last(number)
    start = series.start_of_last_segment(broken)
    result |= over_time(number, start)
    result |= _noise(result, methods, start)
    return result


def after_last(value: FloatArray) -> NDArray[np.bool_]:
    """Cells (I, T, U) behind the last number of their series.

    A break there divides nothing: a series that ended in 2019 is not cut by the
    census of 2020. A series without any number has no such cells.
    """
    periods = value.shape[1]
    known = ~np.isnan(value)
    last = periods - 1 - np.argmax(known[:, ::-1], axis=1)
    return np.arange(periods)[None, :, None] > last[:, None, :]


def positions(
    value: FloatArray,
    *,
    neighbour: NDArray[np.signedinteger],
    peer_set: NDArray[np.signedinteger],
) -> Quantities:
    """Percentiles, deciles and peer bands of ``value`` (I, T, U)."""
    indicators, periods, units = value.shape
    rows = value.reshape(-1, units)
    order = ranking.rank_rows(rows)
    chosen = np.broadcast_to(
        peer_set if peer_set.ndim == 2 else peer_set[:, None], (indicators, periods)
    ).reshape(-1)
    sets = np.unique(chosen)
    if len(sets) == 1 and sets[0] >= 0:  # the usual case, without copies
        bands = neighbours.peer_quantiles(rows, order, neighbour[sets[0]])
        percentile = neighbours.peer_percentile(rows, order, neighbour[sets[0]])
    else:
        percentile = np.full(rows.shape, np.nan, dtype=np.float32)
        bands = np.full((len(rules.BAND_SHARES), *rows.shape), np.nan)
        for p in sets[sets >= 0]:
            pick = chosen == p
            part, ranks = rows[pick], _rows(order, pick)
            bands[:, pick] = neighbours.peer_quantiles(part, ranks, neighbour[p])
            percentile[pick] = neighbours.peer_percentile(part, ranks, neighbour[p])
    low, lower, middle, upper, high = bands.reshape(-1, *value.shape)
    return {
        "percentile": order.percentile.reshape(value.shape),
        "decile": order.decile.reshape(indicators, periods, 9),
        "peer_percentile": percentile.reshape(value.shape),
        "peer_median": middle,
        "peer_q10": low,
        "peer_q25": lower,
        "peer_q75": upper,
        "peer_q90": high,
    }


def over_time(value: FloatArray, start: NDArray[np.signedinteger]) -> Quantities:
    """Trend and control chart of each series from ``start`` (I, U) on."""
    slope = series.theil_sen(value, start)
    chart = series.xmr(value, start)
    return {
        "trend_slope": slope.slope,
        "trend_lower": slope.lower,
        "trend_upper": slope.upper,
        "trend_first": slope.first,
        "xmr_centre": chart.centre,
        "xmr_lower": chart.lower,
        "xmr_upper": chart.upper,
        "xmr_signal": chart.signal,
    }


def _rows(order: Ranking, pick: NDArray[np.bool_]) -> Ranking:
    return replace(
        order,
        percentile=order.percentile[pick],
        decile=order.decile[pick],
        rank=order.rank[pick],
    )


def _values(
    numerator: FloatArray,
    denominator: FloatArray,
    value: FloatArray | None,
    methods: Sequence[Method],
) -> FloatArray:
    result = np.empty(numerator.shape)
    for i, method in enumerate(methods):
        if value is None:
            result[i] = ranking.ratio(numerator[i], denominator[i], method.factor)
        else:
            result[i] = np.where(np.isfinite(value[i]), value[i], np.nan)
        if method.minimum_denominator > 0:
            result[i][denominator[i] < method.minimum_denominator] = np.nan
    return result


def _intervals(
    numerator: FloatArray,
    denominator: FloatArray,
    number: FloatArray,
    methods: Sequence[Method],
) -> tuple[FloatArray, FloatArray]:
    lower, upper = np.empty(number.shape), np.empty(number.shape)
    for i, method in enumerate(methods):
        lower[i], upper[i] = interval(
            numerator[i], denominator[i], method.interval, method.factor
        )
    nothing = np.isnan(number)
    lower[nothing] = np.nan
    upper[nothing] = np.nan
    return lower, upper


def _noise(
    result: Quantities,
    methods: Sequence[Method],
    start: NDArray[np.signedinteger],
) -> Quantities:
    """Ordinary variation around the peers on the working scale.

    What moves all peers alike (prices, a change of law) is not noise of one unit,
    so the peer median is taken off first where there is one.
    """
    rest = np.empty(result["value"].shape)
    chosen = np.empty(len(methods), dtype=np.uint8)
    for i, method in enumerate(methods):
        value, peers = result["value"][i], result["peer_median"][i]
        scale = method.scale
        if scale is None:
            scale = scales.scale_of(method.interval, value, method.factor)
        chosen[i] = scale
        here = scales.by_code(
            value,
            result["numerator"][i],
            result["denominator"][i],
            scale=np.full(len(value), scale, dtype=np.uint8),
            factor=np.full(len(value), method.factor),
            counted=np.full(len(value), method.interval.counts),
        )
        here[np.isnan(value)] = np.nan
        if not np.isnan(peers).all():
            around = scales.to_scale(peers / method.factor, scale)
            here = here - (peers if scale is Scale.PLAIN else around)
        rest[i] = here
    deviation, ranges = series.noise(rest, start)
    return {"noise": deviation, "noise_ranges": ranges, "scale": chosen}


def _check_shapes(
    numerator: FloatArray,
    denominator: FloatArray,
    value: FloatArray | None,
    flag: FlagArray,
    *,
    methods: Sequence[Method],
    breaks: NDArray[np.bool_],
) -> None:
    shape = numerator.shape
    others = [denominator.shape, flag.shape, shape if value is None else value.shape]
    if len(shape) != 3 or any(other != shape for other in others):
        msg = f"arrays of a block must share one shape (I, T, U), got {shape}, {others}"
        raise ValueError(msg)
    if len(methods) != shape[0] or breaks.shape != shape[:2]:
        msg = f"methods {len(methods)} and breaks {breaks.shape} do not fit {shape}"
        raise ValueError(msg)
