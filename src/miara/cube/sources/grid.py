"""What a reader hands on: rows of written codes, columns of variables and periods."""

from dataclasses import dataclass

import numpy as np

from miara.cube import flags
from miara.cube.flags import FlagArray, FloatArray
from miara.cube.periods import Period
from miara.cube.sources.mapping import Column


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before its codes are understood.

    Attributes
    ----------
    codes, names, lines
        Written code, printed name and line of each row.
    columns
        Mapping and period of each column.
    values, flags
        Shape (row, column); NaN where the flag carries no number.
    """

    codes: list[str]
    names: list[str]
    lines: list[int]
    columns: list[tuple[Column, Period]]
    values: FloatArray
    flags: FlagArray


def empty_grid(
    codes: list[str],
    names: list[str],
    lines: list[int],
    columns: list[tuple[Column, Period]],
) -> Grid:
    """A grid whose cells are all missing, to be filled in place."""
    shape = (len(codes), len(columns))
    return Grid(
        codes,
        names,
        lines,
        columns,
        np.full(shape, np.nan),
        np.full(shape, flags.MISSING, dtype=np.uint8),
    )
