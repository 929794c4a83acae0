"""What stands out on one unit's page, and what chance alone would explain.

The method, its proof by simulation and its limits are told in
``docs/explanation/signals.md``.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from miara.cube.flags import FloatArray
from miara.cube.stats import quantiles, scales
from miara.cube.stats.scales import RATE, SHARE

IntArray = NDArray[np.signedinteger]

FALSE_ALARM: Final = 0.05
MOST: Final = 5
LEAST_PEERS: Final = 8
_LEAST_PRIOR: Final = 5  # peers with moving ranges
_DOUBT: Final = 0.5  # standard errors added to the scatter of variances
_IQR_SD: Final = 1.349  # interquartile range of a normal distribution, in sd
_MEDIAN_COST: Final = np.pi / 2  # variance of a median over that of a mean

# Inverse of the trigamma function by table; error below 1e-4 of the value.
_HALF_DF: Final = np.geomspace(0.05, 1e4, 4000)
_TRIGAMMA: Final = special.polygamma(1, _HALF_DF)

# By the number of moving ranges (capped): degrees of freedom of the mean of
# their squares, and mean and variance of the logarithm of such a mean.
_RANGES: Final = np.arange(201.0)
_DF: Final = 2 * _RANGES**2 / np.maximum(3 * _RANGES - 1, 1.0)
_HALF: Final = np.maximum(_DF, _DF[1]) / 2
_LOG_MEAN: Final = special.digamma(_HALF) - np.log(_HALF)
_LOG_VARIANCE: Final = special.polygamma(1, _HALF)


class Reason(IntEnum):
    """Why an indicator can, or cannot, be named strong or weak."""

    ELIGIBLE = 0
    NO_POLARITY = 1
    MISSING = 2
    TOO_FEW_PEERS = 3
    SINGLE_YEAR = 4
    NO_ESTIMATE = 5  # nothing ever varied, so chance has no size


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit's page: the unit (I,) and its peers (I, K), NaN = none.

    Attributes
    ----------
    value, numerator, denominator
        Of the unit in the year shown, in the indicator's unit of measure.
    noise, ranges
        Of the unit, as :func:`miara.cube.stats.derive.derive` gives them.
    peer_value, peer_numerator, peer_denominator, peer_noise, peer_ranges
        The same of its peers.
    scale
        Codes of :mod:`miara.cube.stats.scales`, (I,).
    factor
        (I,), what the indicator multiplies by.
    counted
        bool (I,): numerator and denominator are counts, so sampling has a size.
    polarity
        int (I,): 1 more is better, -1 less is better, 0 neither.
    """

    value: FloatArray
    numerator: FloatArray
    denominator: FloatArray
    noise: FloatArray
    ranges: IntArray
    peer_value: FloatArray
    peer_numerator: FloatArray
    peer_denominator: FloatArray
    peer_noise: FloatArray
    peer_ranges: IntArray
    scale: NDArray[np.uint8]
    factor: FloatArray
    counted: NDArray[np.bool_]
    polarity: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Signals:
    """Verdicts of one page; arrays (I,), NaN where not eligible.

    Attributes
    ----------
    reason
        :class:`Reason` codes.
    z
        Difference from the peer median in standard errors.
    effect
        The same difference in robust spreads of the peers.
    p, adjusted
        Two-sided probability under chance; adjusted by Holm over the page.
    outside
        The value lies outside the middle half of the peers.
    strong, weak
        Positions of indicators, the farthest first, at most five each.
    """

    reason: NDArray[np.uint8]
    z: FloatArray
    effect: FloatArray
    p: FloatArray
    adjusted: FloatArray
    outside: NDArray[np.bool_]
    strong: tuple[int, ...]
    weak: tuple[int, ...]


def find_signals(
    evidence: Evidence, *, false_alarm: float = FALSE_ALARM, most: int = MOST
) -> Signals:
    """Name the indicators on which a unit is truly strong or weak.

    Both must hold: the difference from the peer median survives chance at
    ``false_alarm`` over all eligible indicators of the page together (Holm), and
    the value lies outside the middle half of the peers.
    """
    here, peers = _on_scale(evidence)
    peer_count, reference, spread = _peers_in_short(peers)
    variance, freedom, pooled = _chance(evidence)
    of_median = _MEDIAN_COST / np.maximum(peer_count, 1)
    of_median = of_median * np.maximum(spread**2, pooled)
    error = variance + of_median
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (here - reference) / np.sqrt(error)
        far = (here - reference) / np.where(spread > 0, spread, np.sqrt(error))
    reason = _reasons(evidence, peer_count, error)
    p = np.maximum(
        2 * special.stdtr(freedom, -np.abs(z)),
        _exact_tail(evidence, reference, error, above=z > 0),
    )
    p = np.where(reason == Reason.ELIGIBLE, np.minimum(p, 1.0), np.nan)
    adjusted = holm(p)
    outside = _outside_middle_half(evidence.value, evidence.peer_value)
    named = outside & (adjusted <= false_alarm)
    good = np.where(named, far * evidence.polarity, 0.0)
    return Signals(
        reason=reason,
        z=np.where(np.isnan(p), np.nan, z),
        effect=np.where(np.isnan(p), np.nan, far),
        p=p,
        adjusted=adjusted,
        outside=outside,
        strong=_farthest(good, most),
        weak=_farthest(-good, most),
    )


def holm(p: FloatArray) -> FloatArray:
    """Holm's adjusted probabilities of the entries of ``p`` that are numbers.

    Valid whatever the dependence between indicators.

    >>> holm(np.array([0.01, np.nan, 0.04])).tolist()
    [0.02, nan, 0.04]
    """
    order = np.argsort(p, kind="stable")
    count = int(np.count_nonzero(~np.isnan(p)))
    order = order[:count]
    steps = p[order] * np.arange(count, 0, -1)
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _on_scale(evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Unit (I,) and peers (I, K) on the working scale."""
    value = np.column_stack([evidence.value, evidence.peer_value])
    events = np.column_stack([evidence.numerator, evidence.peer_numerator])
    total = np.column_stack([evidence.denominator, evidence.peer_denominator])
    scaled = scales.by_code(
        value,
        events,
        total,
        scale=evidence.scale,
        factor=evidence.factor,
        counted=evidence.counted,
    )
    scaled[np.isnan(value)] = np.nan
    return scaled[:, 0], scaled[:, 1:]


def _peers_in_short(peers: FloatArray) -> tuple[IntArray, FloatArray, FloatArray]:
    """Count, median and robust standard deviation of each row."""
    count, (low, middle, high) = quantiles.of_rows(peers, (0.25, 0.5, 0.75))
    return count, middle, (high - low) / _IQR_SD


def _chance(evidence: Evidence) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Variance of the unit's value, its degrees of freedom, mean peer variance.

    Sampling variance is known from the counts. What the series move beyond it
    is pooled over the peers, and the unit's own series corrects that pool the
    more, the more the peers differ among themselves (empirical Bayes).
    """
    sampling, peer_sampling = _sampling(evidence)
    moved, peer_moved = evidence.noise**2, evidence.peer_noise**2
    df = _DF[_place(evidence.ranges)]
    known = (evidence.peer_ranges > 0) & np.isfinite(peer_moved + peer_sampling)
    place = np.where(known, _place(evidence.peer_ranges), 0)
    peer_df = _DF[place]
    weight = peer_df.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = np.where(known, (peer_moved - peer_sampling) * peer_df, 0.0)
        process = np.maximum(beyond.sum(axis=1) / weight, 0.0)
        base = sampling + process
        peer_base = np.where(known, peer_sampling + process[:, None], np.nan)
        scatter = np.where(known, peer_moved / peer_base, np.nan)
        prior, middle = _prior(scatter, place)
        own = np.where(df > 0, moved / base, 0.0)
        ratio = (prior * middle + df * own) / (prior + df)
        pooled = np.where(known, peer_base, 0.0).sum(axis=1) / known.sum(axis=1)
    return np.maximum(base * ratio, sampling), prior + df, pooled


def _sampling(evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Variance of counting of the unit (I,) and of its peers (I, K)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        own = 0.25 / evidence.denominator
        peers = 0.25 / evidence.peer_denominator
    counted = evidence.counted
    return np.where(counted, own, 0.0), np.where(counted[:, None], peers, 0.0)


def _place(ranges: IntArray) -> IntArray:
    return np.minimum(ranges, len(_RANGES) - 1)


def _prior(scatter: FloatArray, place: IntArray) -> tuple[FloatArray, FloatArray]:
    """How alike the peers' variances are: prior degrees of freedom and centre.

    Moments of the logarithms, as Smyth (2004). The excess of their variance is
    taken half a standard error up: believing the peers more alike than they are
    would raise false alarms.
    """
    known = place > 0
    count = known.sum(axis=1)
    logs = np.log(np.maximum(scatter, 1e-4)) - _LOG_MEAN[place]
    logs = np.where(known, logs, 0.0)
    mean = logs.sum(axis=1) / count
    square = np.where(known, (logs - mean[:, None]) ** 2, 0.0).sum(axis=1)
    degrees = np.maximum(count - 1, 1)
    expected = np.where(known, _LOG_VARIANCE[place], 0.0).sum(axis=1) / count
    excess = np.maximum(square / degrees - expected, 0.0)
    excess = excess + _DOUBT * np.sqrt(2.0 / degrees) * (expected + excess)
    prior = 2 * np.interp(-excess, -_TRIGAMMA, _HALF_DF)
    centre = np.exp(mean + special.digamma(prior / 2) - np.log(prior / 2))
    return prior, centre


def _exact_tail(
    evidence: Evidence,
    reference: FloatArray,
    error: FloatArray,
    *,
    above: NDArray[np.bool_],
) -> FloatArray:
    """Two-sided tail of counts, with all chance as a smaller effective size.

    The normal tail is too short for few events; as in Korn and Graubard (1998)
    the effective denominator carries the whole variance. Zero where nothing is
    counted.
    """
    with np.errstate(all="ignore"):
        size = 0.25 / error
        events = evidence.value / evidence.factor * size
        share = np.sin(np.minimum(reference, np.pi / 2)) ** 2
        over = special.betainc(events, size - events + 1, share)
        under = special.betainc(size - events, events + 1, 1 - share)
        of_share = np.where(above, over, under)
        expected = reference**2 * size
        of_rate = np.where(
            above,
            special.gammainc(events, expected),
            special.gammaincc(events + 1, expected),
        )
    tail = np.where(evidence.scale == SHARE, of_share, 0.0)
    tail = np.where(evidence.scale == RATE, of_rate, tail)
    return np.where(evidence.counted, 2 * np.nan_to_num(tail, nan=1.0), 0.0)


def _reasons(
    evidence: Evidence, peer_count: IntArray, error: FloatArray
) -> NDArray[np.uint8]:
    reason = np.full(evidence.value.shape, Reason.ELIGIBLE, dtype=np.uint8)
    moving = (evidence.peer_ranges > 0).sum(axis=1)
    reason[~(error > 0)] = Reason.NO_ESTIMATE
    reason[moving < _LEAST_PRIOR] = Reason.SINGLE_YEAR
    reason[peer_count < LEAST_PEERS] = Reason.TOO_FEW_PEERS
    reason[np.isnan(evidence.value)] = Reason.MISSING
    reason[evidence.polarity == 0] = Reason.NO_POLARITY
    return reason


def _outside_middle_half(value: FloatArray, peers: FloatArray) -> NDArray[np.bool_]:
    _count, (low, high) = quantiles.of_rows(peers, (0.25, 0.75))
    return (value < low) | (value > high)


def _farthest(good: FloatArray, most: int) -> tuple[int, ...]:
    order = np.argsort(-good, kind="stable")[:most]
    return tuple(int(i) for i in order if good[i] > 0)
