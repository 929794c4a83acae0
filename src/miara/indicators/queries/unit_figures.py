"""All numbers of one unit's page: arrays first, words later."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import BREAK_BEFORE, FlagArray, FloatArray
from miara.cube.stats import compare, quantiles
from miara.cube.stats.compare import Summary
from miara.cube.stats.signals import LEAST_PEERS, Evidence
from miara.indicators.domain.unit_changes import Movement, movements
from miara.indicators.domain.unit_lenses import Group
from miara.indicators.domain.unit_standing import Standing, standing
from miara.indicators.queries.unit_level import LevelFacts

IntArray = NDArray[np.signedinteger]
# More ticks than this cannot be told apart in a strip; quantiles stand for them.
MOST_TICKS = 100
_TICK_SHARES = tuple(np.linspace(0.0, 1.0, 41))
_IQR_SD = 1.349


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One unit among one group; arrays (I,) along ``facts.indicators``.

    Attributes
    ----------
    summary
        Value, place and bands in the period shown.
    flag, lower, upper, numerator, denominator
        Of the unit in that period (the last one where there is no number).
    series, series_flag
        (I, T): all numbers of the unit.
    before
        int (I,): the last comparable period with a number before the one shown,
        -1 = none.
    ticks
        float64 (I, K): numbers of the group in the period shown, or 41 quantiles
        when the group is larger than can be drawn (``ticks_are_quantiles``).
    """

    facts: LevelFacts
    unit: int
    group: Group
    year: int | None
    summary: Summary
    flag: FlagArray
    lower: FloatArray
    upper: FloatArray
    numerator: FloatArray
    denominator: FloatArray
    series: FloatArray
    series_flag: FlagArray
    before: IntArray
    ticks: FloatArray
    ticks_are_quantiles: bool
    standing: Standing
    movements: tuple[Movement, ...]


def verdicts(
    facts: LevelFacts, unit: int, group: Group, shown: IntArray
) -> NDArray[np.int8] | None:
    """What stands out against another group, (I,) as :class:`Standing` has it.

    None when the group is too small for any verdict.
    """
    if group.size < LEAST_PEERS:
        return None
    return standing(_evidence(facts, unit, group, shown)).verdict


def _evidence(facts: LevelFacts, unit: int, group: Group, shown: IntArray) -> Evidence:
    members = compare.members_of(group.members, len(shown), group.topic_of)
    return compare.evidence_for(
        facts.quantities,
        unit,
        members,
        shown,
        methods=facts.methods,
        polarity=facts.polarity,
    )


def figures(
    facts: LevelFacts, unit: int, group: Group, period: int | None = None
) -> Figures:
    """Compare a unit with a group on every indicator of its level.

    Parameters
    ----------
    unit
        Position on the block's unit axis.
    period
        Position of the year asked for; default each indicator's latest number.
    """
    values = facts.quantity("value")
    rows = np.arange(len(facts.indicators))
    series = np.asarray(values[:, :, unit])
    flags = np.asarray(facts.quantity("flag")[:, :, unit])
    shown = compare.latest_period(values, unit)
    if period is not None:
        shown = np.where(np.isnan(series[:, period]), -1, period)
    summary = compare.summarise(
        values, unit, group.members, period=shown, units_of=group.topic_of
    )
    evidence = _evidence(facts, unit, group, shown)
    at = np.where(
        shown >= 0, shown, len(facts.periods) - 1 if period is None else period
    )

    def own(name: str) -> FloatArray:
        return np.where(shown >= 0, facts.quantity(name)[rows, at, unit], np.nan)

    breaks = facts.break_from | (flags & BREAK_BEFORE > 0)
    ticks, are_quantiles = _ticks(evidence.peer_value)
    return Figures(
        facts=facts,
        unit=unit,
        group=group,
        year=None if period is None else facts.periods[period].start.year,
        summary=summary,
        flag=flags[rows, at],
        lower=own("lower"),
        upper=own("upper"),
        numerator=own("numerator"),
        denominator=own("denominator"),
        series=series,
        series_flag=flags,
        before=_before(series, breaks, shown),
        ticks=ticks,
        ticks_are_quantiles=are_quantiles,
        standing=standing(evidence),
        movements=movements(
            series,
            _last_break(breaks, shown),
            shown,
            (summary.bands[3] - summary.bands[1]) / _IQR_SD,
        ),
    )


def _before(series: FloatArray, breaks: NDArray[np.bool_], shown: IntArray) -> IntArray:
    """Last period with a number before ``shown`` and not before its break."""
    places = np.arange(series.shape[1])
    since = _last_break(breaks, shown)
    usable = ~np.isnan(series) & (places < shown[:, None]) & (places >= since[:, None])
    last = series.shape[1] - 1 - np.argmax(usable[:, ::-1], axis=1)
    return np.where(usable.any(axis=1), last, -1)


def _last_break(breaks: NDArray[np.bool_], shown: IntArray) -> IntArray:
    """First period comparable with ``shown``: its last break, else 0."""
    places = np.arange(breaks.shape[1])
    upto = breaks & (places <= shown[:, None])
    last = breaks.shape[1] - 1 - np.argmax(upto[:, ::-1], axis=1)
    return np.where(upto.any(axis=1), last, 0)


def _ticks(peers: FloatArray) -> tuple[FloatArray, bool]:
    if peers.shape[1] <= MOST_TICKS:
        return peers, False
    _count, bands = quantiles.of_rows(peers, _TICK_SHARES)
    return bands.T, True
