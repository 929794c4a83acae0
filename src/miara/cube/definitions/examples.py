"""Running the worked examples of indicators."""

import math
from decimal import Decimal

import numpy as np

from miara.cube import flags as f
from miara.cube.definitions.calculation import Calculator, IndicatorCells
from miara.cube.definitions.collection import Definitions
from miara.cube.definitions.indicators import Example, Indicator
from miara.cube.formula import Context
from miara.cube.formula.evaluation import Cells
from miara.cube.periods import Period


def run_example(
    definitions: Definitions, indicator: Indicator, example: Example
) -> IndicatorCells:
    """Compute an example: planes of one unit, the last row is the year asked."""
    longest = max(len(_as_row(v)) for v in example.inputs.values())
    first = example.year - longest + 1
    context = Context(
        kinds=np.array([example.kind]),
        level=example.level.value,
        periods=tuple(Period.year(first + step) for step in range(longest)),
    )

    def raw(code: str) -> Cells | None:
        if code not in example.inputs:
            return None
        row = _as_row(example.inputs[code])
        padded = (None,) * (longest - len(row)) + row
        values = np.array([[np.nan if v is None else v] for v in padded])
        flags = np.where(np.isnan(values), f.MISSING, f.MEASURED).astype(np.uint8)
        return values, flags

    return Calculator(definitions, raw, context).indicator(indicator.code)


def agrees(computed: float, written: float | None) -> bool:
    """Is ``written`` the computed number, at the precision it is written to?

    >>> agrees(6.7162, 6.72), agrees(6.7162, 6.71), agrees(float("nan"), None)
    (True, False, True)
    """
    if written is None or math.isnan(computed):
        return written is None and math.isnan(computed)
    exponent = Decimal(repr(written)).normalize().as_tuple().exponent
    digits = max(-exponent, 0) if isinstance(exponent, int) else 0
    return abs(computed - written) <= 0.5 * 10.0**-digits * (1 + 1e-9)


def _as_row(
    given: float | tuple[float | None, ...] | None,
) -> tuple[float | None, ...]:
    return given if isinstance(given, tuple) else (given,)
