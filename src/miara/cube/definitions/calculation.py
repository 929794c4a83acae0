"""An indicator's numerator, denominator and value on (period, unit) planes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from miara.cube import flags as f
from miara.cube.definitions.collection import Definitions
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.formula import Context, Expression, evaluate, holds
from miara.cube.formula.evaluation import Cells, settled

Raw = Callable[[str], Cells | None]


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorCells:
    """One indicator at one level; all arrays have the shape (T, U).

    ``numerator`` and ``denominator`` are NaN where they have no number; without a
    denominator that plane is all NaN. ``value`` is NaN exactly where ``flags`` has
    no number.
    """

    numerator: FloatArray
    denominator: FloatArray
    value: FloatArray
    flags: FlagArray


class Calculator:
    """Computes derived variables and indicators at one level, each once.

    Parameters
    ----------
    raw
        Values and flags of a published variable at this level, both (T, U), or
        None when there are none: then every cell is missing.
    """

    def __init__(self, definitions: Definitions, raw: Raw, context: Context) -> None:
        self._definitions = definitions
        self._raw = raw
        self._context = context
        self._known: dict[str, Cells] = {}
        self._indicators: dict[str, IndicatorCells] = {}

    def cells(self, code: str) -> Cells:
        """Values and flags of a variable, a derived variable or an indicator."""
        if code in self._definitions.indicators:
            found = self.indicator(code)
            return found.value, found.flags
        if code not in self._known:
            self._known[code] = self._compute(code)
        return self._known[code]

    def expression(self, node: Expression) -> Cells:
        """Values and flags of any formula over known codes."""
        return evaluate(node, self.cells, self._context)

    def indicator(self, code: str) -> IndicatorCells:
        """Parts, value and flags of an indicator.

        ``NOT_APPLICABLE`` where its condition does not hold, ``MISSING`` where the
        denominator is zero or below the stated minimum.
        """
        if code not in self._indicators:
            self._indicators[code] = self._indicator(code)
        return self._indicators[code]

    def _compute(self, code: str) -> Cells:
        if code in self._definitions.derived:
            return self.expression(self._definitions.derived[code])
        found = self._raw(code)
        if found is not None:
            return found
        shape = self._context.shape
        return np.full(shape, np.nan), np.full(shape, f.MISSING, np.uint8)

    def _indicator(self, code: str) -> IndicatorCells:
        definition = self._definitions.indicators[code]
        compiled = self._definitions.compiled[code]
        numerator, flags = self.expression(compiled.numerator)
        with np.errstate(over="ignore"):
            value = definition.factor * numerator
        denominator = np.full(self._context.shape, np.nan)
        if compiled.denominator is not None:
            denominator, below = self.expression(compiled.denominator)
            flags = f.derived(flags, below)
            value = _quotient(value, denominator, definition.minimum_denominator)
        if compiled.applicability is not None:
            applies = holds(compiled.applicability, self._context)
            flags = np.where(applies, flags, np.uint8(f.NOT_APPLICABLE))
            numerator = np.where(applies, numerator, np.nan)
            denominator = np.where(applies, denominator, np.nan)
        value, flags = settled(value, flags.astype(np.uint8))
        return IndicatorCells(numerator, denominator, value, flags)


def _quotient(
    value: FloatArray, denominator: FloatArray, minimum: float | None
) -> FloatArray:
    least = 0.0 if minimum is None else minimum
    usable = (denominator != 0) & ~(np.abs(denominator) < least)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(usable, value / denominator, np.nan)
