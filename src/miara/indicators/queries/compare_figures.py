"""Several units on chosen indicators, on one scale each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FlagArray, FloatArray
from miara.cube.kernels.rules import BAND_SHARES
from miara.cube.stats import quantiles
from miara.indicators.queries.unit_level import LevelFacts

MOST_UNITS = 8
MOST_INDICATORS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Numbers of N units on J indicators, NaN = none.

    Attributes
    ----------
    rows
        int (J,): positions along ``facts.indicators``.
    period
        int (J,): the period in which the most of the units have a number (the newest
        of them), or the one asked for.
    value, lower, upper
        float64 (J, N).
    flag
        uint8 (J, N).
    bands
        float64 (5, J): quantiles 10, 25, 50, 75, 90 of the whole level then.
    """

    facts: LevelFacts
    places: tuple[int, ...]
    rows: NDArray[np.intp]
    period: NDArray[np.intp]
    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    flag: FlagArray
    bands: FloatArray


def comparison(
    facts: LevelFacts,
    places: Sequence[int],
    rows: Sequence[int],
    period: int | None = None,
) -> Comparison:
    """Numbers of some units (at least one) on some indicators."""
    chosen = np.array(rows, dtype=np.intp)
    columns = np.array(places, dtype=np.intp)
    values = facts.quantity("value")
    theirs = values[np.ix_(chosen, np.arange(len(facts.periods)), columns)]
    shown = _fullest(theirs) if period is None else np.full(len(chosen), period)

    def cells(name: str) -> NDArray[Any]:
        return facts.quantity(name)[chosen[:, None], shown[:, None], columns]

    _count, bands = quantiles.of_rows(np.array(values[chosen, shown]), BAND_SHARES)
    return Comparison(
        facts=facts,
        places=tuple(places),
        rows=chosen,
        period=shown,
        value=cells("value"),
        lower=cells("lower"),
        upper=cells("upper"),
        flag=cells("flag"),
        bands=bands,
    )


def telling(facts: LevelFacts, places: Sequence[int]) -> list[int]:
    """Indicators to begin with: the first of each domain that all the units have."""
    values = facts.quantity("value")
    found: dict[str, int] = {}
    for i, indicator in enumerate(facts.indicators):
        if indicator.domain in found:
            continue
        theirs = np.asarray(values[i][:, list(places)])
        if not np.isnan(theirs).all(axis=0).any():
            found[indicator.domain] = i
    return list(found.values())


def _fullest(theirs: FloatArray) -> NDArray[np.intp]:
    """Last of the periods with the most numbers, (J,)."""
    known = np.count_nonzero(~np.isnan(theirs), axis=2)
    return known.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
