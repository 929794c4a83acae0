"""Cells of official tables to numbers and flags."""

import math
import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from miara.cube import flags

Cell = str | float | int | bool | object | None

#: A cell's number (NaN when it has none) and flag.
Parsed = tuple[float, int]

NO_VALUE: Final[Parsed] = (math.nan, flags.MISSING)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_FORMS: Final = {
    ",": re.compile(r"[+-]?\d+(?:,\d+)?"),
    ".": re.compile(r"[+-]?\d+(?:\.\d+)?"),
}


def parse_number(text: str, decimal: str) -> float | None:
    """A number as printed, or None when the text is no number.

    Spaces of any width may separate thousands; the other decimal mark, exponents,
    ``nan`` and ``inf`` are refused.

    Parameters
    ----------
    text
        The cell, without surrounding spaces.
    decimal
        Decimal mark of the file, ``,`` or ``.``.

    >>> parse_number("1 234,50", ",")
    1234.5
    >>> parse_number("1.234", ",") is None
    True
    """
    form = _FORMS[decimal]
    if form.fullmatch(text) is None:
        text = _SPACES.sub("", text)
        if form.fullmatch(text) is None:
            return None
    return float(text.replace(",", "."))


class CellReader:
    """Turns cells into numbers and flags by the marks of one table.

    Parameters
    ----------
    decimal
        Decimal mark of numbers written as text.
    marks
        Flag of each mark (``-``, ``x``, the empty cell ...) in this table.
    """

    def __init__(self, decimal: str, marks: Mapping[str, int]) -> None:
        self._decimal = decimal
        self._known: dict[str, Parsed] = {
            mark: (_value_of(flag), flag) for mark, flag in marks.items()
        }

    def read(self, cell: Cell) -> Parsed | None:
        """Number and flag of a cell; None when it is neither number nor mark."""
        if cell is None or isinstance(cell, str):
            return self._read_text(cell or "")
        if isinstance(cell, bool) or not isinstance(cell, float | int):
            return None
        return (float(cell), flags.MEASURED) if math.isfinite(cell) else None

    def _read_text(self, cell: str) -> Parsed | None:
        known = self._known.get(cell)
        if known is None:
            text = cell.strip()
            known = self._known.get(text)
        if known is not None:
            return known
        number = parse_number(text, self._decimal)
        return None if number is None else (number, flags.MEASURED)


def _value_of(flag: int) -> float:
    return 0.0 if flag & flags.STATE_MASK == flags.ZERO_EVENT else math.nan


def with_flag(parsed: Parsed, flag: int) -> Parsed:
    """A cell whose attribute column says more than the cell itself.

    A state without number takes the number away; marks are added.

    >>> with_flag((0.0, flags.MEASURED), flags.MISSING)[1] == flags.MISSING
    True
    >>> with_flag((3.0, flags.MEASURED), flags.PROVISIONAL)
    (3.0, 16)
    """
    value, own = parsed
    array = np.array([own], dtype=np.uint8), np.array([flag], dtype=np.uint8)
    if flag & flags.STATE_MASK == flags.MEASURED:
        return value, own | flag
    merged = int(flags.derived(*array)[0])
    return (math.nan, merged)
