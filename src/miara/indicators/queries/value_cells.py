"""Values of many indicators, units and periods, cut into pages."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import STATE_MASK, ZERO_EVENT, names
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.store import Block, Vintage

#: Quantities of one value beside its flag, with the digits they are given to.
NUMBERS: Final[Mapping[str, int | None]] = {
    "value": None,
    "lower": None,
    "upper": None,
    "numerator": None,
    "denominator": None,
    "percentile": 4,  # four-byte floats: more digits would be noise
    "peer_median": None,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A unit at a level; ``unless``: only for indicators that level does not have."""

    uid: str
    level: Level
    unless: Level | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Which values are asked for; None means all.

    Attributes
    ----------
    first, last
        Periods that start before ``first`` or end after ``last`` are left out.
    """

    indicators: Collection[str] | None = None
    units: Collection[Wanted] | None = None
    levels: Collection[Level] | None = None
    first: Period | None = None
    last: Period | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cells of one indicator at one level: every chosen unit in every period.

    ``units`` and ``periods`` are places on the axes of ``block``; the cells are in
    the order of units, then of periods.
    """

    block: Block
    indicator: str
    units: NDArray[np.intp]
    periods: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.units) * len(self.periods)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Everything that fits, not read yet. ``total`` counts its cells."""

    grids: tuple[Grid, ...]

    @property
    def total(self) -> int:
        """Number of cells, those without a number included."""
        return sum(map(len, self.grids))

    def rows(
        self, codes: Mapping[str, str], offset: int, limit: int
    ) -> Iterator[dict[str, Any]]:
        """Cells ``offset`` to ``offset + limit`` as plain mappings.

        Parameters
        ----------
        codes
            Public code of each uid.
        """
        for grid in self.grids:
            if limit <= 0:
                return
            if offset >= len(grid):
                offset -= len(grid)
                continue
            stop = min(len(grid), offset + limit)
            yield from _rows(grid, codes, offset, stop)
            limit -= stop - offset
            offset = 0


def values_for(vintage: Vintage, question: Question) -> Answer:
    """Cells that fit a question, by level, indicator, unit and period.

    A period in which an indicator has no number for any unit of the level is left
    out; within the others a cell without a number is there, with the reason in its
    flag.
    """
    return Answer(
        tuple(
            grid
            for block in vintage.blocks
            if question.levels is None or block.level in question.levels
            for grid in _grids(vintage, block, question)
            if len(grid)
        )
    )


def periods_with_numbers(
    vintage: Vintage, indicator: str
) -> Iterator[tuple[Block, list[Period]]]:
    """Blocks that hold an indicator, with the periods that have any number."""
    for block in vintage.blocks:
        row = block.index_of_indicator.get(indicator)
        if row is not None:
            present = _present(vintage, block.level, block.frequency)[row]
            yield block, [block.periods[t] for t in np.flatnonzero(present)]


def _grids(vintage: Vintage, block: Block, question: Question) -> Iterator[Grid]:
    in_time = np.array(
        [
            (question.first is None or period.start >= question.first.start)
            and (question.last is None or period.end <= question.last.end)
            for period in block.periods
        ],
        dtype=bool,
    )
    present = _present(vintage, block.level, block.frequency)
    for row, code in enumerate(block.indicators):
        if question.indicators is None or code in question.indicators:
            places = _places(vintage, block, code, question.units)
            yield Grid(block, code, places, np.flatnonzero(present[row] & in_time))


def _places(
    vintage: Vintage, block: Block, indicator: str, units: Collection[Wanted] | None
) -> NDArray[np.intp]:
    """Places on the unit axis, ascending."""
    if units is None:
        return np.arange(len(block.units))
    chosen = {
        block.index_of_unit[unit.uid]
        for unit in units
        if unit.level == block.level
        and unit.uid in block.index_of_unit
        and not _has(vintage, unit.unless, indicator)
    }
    return np.array(sorted(chosen), dtype=np.intp)


def _has(vintage: Vintage, level: Level | None, indicator: str) -> bool:
    return level is not None and any(
        block.level == level and indicator in block.index_of_indicator
        for block in vintage.blocks
    )


@lru_cache(maxsize=16)
def _present(vintage: Vintage, level: str, frequency: str) -> NDArray[np.bool_]:
    """bool (I, T): any unit has a number."""
    block = vintage.block(level, frequency)
    assert block is not None, (level, frequency)
    found = np.zeros((len(block.indicators), len(block.periods)), dtype=bool)
    for row, flags in enumerate(block.quantity("flag")):
        found[row] = ((flags & STATE_MASK) <= ZERO_EVENT).any(axis=1)
    return found


def _rows(
    grid: Grid, codes: Mapping[str, str], start: int, stop: int
) -> Iterator[dict[str, Any]]:
    block = grid.block
    unit, period = np.divmod(np.arange(start, stop), len(grid.periods))
    u, t = grid.units[unit], grid.periods[period]
    row = block.index_of_indicator[grid.indicator]
    columns = [
        _numbers(block.quantity(name)[row][t, u], digits)
        for name, digits in NUMBERS.items()
    ]
    flags = block.quantity("flag")[row][t, u].tolist()
    labels = [item.label for item in block.periods]
    for i, numbers in enumerate(zip(*columns, strict=True)):
        yield {
            "indicator": grid.indicator,
            "unit": codes[block.units[u[i]]],
            "level": str(block.level),
            "period": labels[t[i]],
            **dict(zip(NUMBERS, numbers, strict=True)),
            "flag": _words(flags[i]),
        }


def _numbers(values: NDArray[Any], digits: int | None) -> list[float | None]:
    whole = values.astype(np.float64)
    if digits is not None:
        whole = np.round(whole, digits)
    return [None if isnan(number) else number for number in whole.tolist()]


@lru_cache(maxsize=256)
def _words(flag: int) -> list[str]:
    return names(flag)
