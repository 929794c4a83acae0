"""One block: every indicator of a level and a frequency, as raw arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags as f
from miara.cube.compute.planes import (
    LevelAxis,
    PlaneLike,
    Planes,
    periods_with_numbers,
)
from miara.cube.definitions import Calculator, Definitions, Indicator
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.formula import Context
from miara.cube.periods import Frequency, Period
from miara.cube.stats.derive import Method
from miara.cube.stats.intervals import IntervalMethod

# "process" means that chance is the series' own variation from year to year:
# no interval of a single value follows from it.
_METHODS: dict[str, IntervalMethod] = {
    "wilson": IntervalMethod.WILSON,
    "exact": IntervalMethod.EXACT,
    "byar": IntervalMethod.BYAR,
    "process": IntervalMethod.NONE,
    "none": IntervalMethod.NONE,
}


@dataclass(frozen=True, slots=True, eq=False)
class BlockInput:
    """What :func:`miara.cube.stats.derive.derive` is asked about.

    Attributes
    ----------
    indicators
        Definitions that have at least one number here, in their order.
    numerator, denominator, value, flag
        Shape (I, T, U).
    breaks
        bool (I, T): law or method makes the indicator incomparable with the
        period before.
    calculator, all_periods
        Gives any other formula on the untrimmed row of periods.
    """

    axis: LevelAxis
    indicators: tuple[Indicator, ...]
    periods: tuple[Period, ...]
    numerator: FloatArray
    denominator: FloatArray
    value: FloatArray
    flag: FlagArray
    breaks: NDArray[np.bool_]
    calculator: Calculator
    all_periods: tuple[Period, ...]

    @property
    def methods(self) -> list[Method]:
        """How each indicator's statistics are made."""
        return [method_of(indicator) for indicator in self.indicators]


def method_of(indicator: Indicator) -> Method:
    """What the statistics need to know of a definition."""
    return Method(
        interval=_METHODS[indicator.interval.value],
        factor=indicator.factor,
        minimum_denominator=indicator.minimum_denominator or 0.0,
    )


def block_input(
    variables: Mapping[str, PlaneLike],
    definitions: Definitions,
    axis: LevelAxis,
    frequency: Frequency,
) -> BlockInput | None:
    """Apply the formulas of one level and frequency.

    Returns
    -------
    BlockInput | None
        Periods are trimmed to those in which some indicator has a number; None
        when no indicator has any.
    """
    wanted = [
        indicator
        for indicator in definitions.at_level(axis.level)
        if indicator.frequency is frequency
    ]
    periods = periods_with_numbers(variables, axis, frequency)
    if not wanted or not periods or not axis.uids:
        return None
    planes = Planes(variables, axis, periods)
    context = Context(kinds=axis.kinds, level=axis.level.value, periods=periods)
    calculator = Calculator(definitions, planes, context)
    cells = [calculator.indicator(indicator.code) for indicator in wanted]
    kept = [i for i, cell in enumerate(cells) if f.has_number(cell.flags).any()]
    if not kept:
        return None
    flags = np.stack([cells[i].flags for i in kept])
    span = _span(flags)
    indicators = tuple(wanted[i] for i in kept)
    return BlockInput(
        axis=axis,
        indicators=indicators,
        periods=periods[span],
        numerator=np.stack([cells[i].numerator[span] for i in kept]),
        denominator=np.stack([cells[i].denominator[span] for i in kept]),
        value=np.stack([cells[i].value[span] for i in kept]),
        flag=np.ascontiguousarray(flags[:, span]),
        breaks=breaks_in(definitions, indicators, periods[span]),
        calculator=calculator,
        all_periods=periods,
    )


def breaks_in(
    definitions: Definitions, indicators: Sequence[Indicator], periods: Sequence[Period]
) -> NDArray[np.bool_]:
    """Breaks of law and method on a row of periods, shape (I, T).

    A break in a period that has no column belongs to the first period after it.
    """
    found = np.zeros((len(indicators), len(periods)), dtype=bool)
    for i, indicator in enumerate(indicators):
        for item in definitions.breaks_of(indicator.code):
            later = [t for t, period in enumerate(periods) if period >= item.period]
            if later and later[0] > 0:
                found[i, later[0]] = True
    return found


def _span(flags: FlagArray) -> slice:
    """First to last period in which any indicator has a number."""
    used = np.flatnonzero(f.has_number(flags).any(axis=(0, 2)))
    return slice(int(used[0]), int(used[-1]) + 1)
