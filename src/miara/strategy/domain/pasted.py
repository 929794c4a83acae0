"""A table of values as people paste it from a spreadsheet, with errors by cell.

The first row names the periods, the first column the indicators, by symbol or name; an
optional column "jednostka" or "unit" brings units of measure; results of a survey may
bring their margin of error (``77,3 ± 3,1``)::

    wskaźnik ; jednostka ; 2022 ; 2023
    PM25     ; µg/m³     ; 16   ; 15
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from miara.cube.periods import Period
from miara.strategy.domain.numbers import BadNumberError, read_with_margin

__all__ = ["Cell", "CellError", "Fault", "Grid", "Read", "read_values", "rows_of_text"]

Grid = Sequence[Sequence[str]]
_UNIT_HEADINGS = {"jednostka", "jednostka miary", "jm", "j.m.", "unit", "measure"}


class Fault(StrEnum):
    """What is wrong with a cell or with the whole table."""

    EMPTY = "empty"
    NO_PERIODS = "no_periods"
    BAD_PERIOD = "bad_period"
    PERIOD_TWICE = "period_twice"
    UNKNOWN_INDICATOR = "unknown_indicator"
    INDICATOR_TWICE = "indicator_twice"
    BAD_NUMBER = "bad_number"
    BEYOND_HEADINGS = "beyond_headings"


@dataclass(frozen=True, slots=True)
class CellError:
    """Where (as in a spreadsheet, ``C4``), what is wrong, what stands there."""

    cell: str
    fault: Fault
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the table; ``indicator`` is what the caller knows it by."""

    cell: str
    indicator: str
    period: str
    value: Decimal
    measure: str = ""
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a table holds, and everything that is wrong with it."""

    cells: tuple[Cell, ...]
    errors: tuple[CellError, ...]


def rows_of_text(text: str) -> list[list[str]]:
    """Rows of a pasted text: cells stand apart by tabs, else by semicolons."""
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    mark = "\t" if any("\t" in line for line in lines) else ";"
    return [[cell.strip() for cell in line.split(mark)] for line in lines]


def read_values(rows: Grid, indicators: Mapping[str, str]) -> Read:
    """Values of a table.

    Parameters
    ----------
    rows
        Text of the cells; the first row names the periods.
    indicators
        Symbols and names in lower case to what the caller knows an indicator by.

    Returns
    -------
    Read
        Empty cells and marks of missing data are left out: nothing is made zero.
    """
    if not rows:
        return Read((), (CellError("A1", Fault.EMPTY, ""),))
    heads = _Heads.of(rows[0])
    errors = list(heads.errors)
    cells: list[Cell] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        name = row[0] if row else ""
        key = indicators.get(name.casefold())
        if key is None or key in seen:
            fault = Fault.INDICATOR_TWICE if key else Fault.UNKNOWN_INDICATOR
            if any(row):
                errors.append(CellError(_place(0, number), fault, name))
            continue
        seen.add(key)
        found, wrong = _read_row(row, number, key, heads)
        cells += found
        errors += wrong
    return Read(tuple(cells), tuple(errors))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Periods by column, and the column of units (-1 = none)."""

    periods: dict[int, str]
    unit: int
    errors: tuple[CellError, ...]

    @classmethod
    def of(cls, row: Sequence[str]) -> _Heads:
        periods: dict[int, str] = {}
        errors: list[CellError] = []
        unit = -1
        for column, text in enumerate(row[1:], start=1):
            if text.casefold() in _UNIT_HEADINGS:
                unit = column
            elif text:
                fault = _period_fault(text, periods)
                if fault:
                    errors.append(CellError(_place(column, 1), fault, text))
                else:
                    periods[column] = text
        if not periods and not errors:
            errors.append(CellError("B1", Fault.NO_PERIODS, ""))
        return cls(periods, unit, tuple(errors))


def _period_fault(text: str, known: Mapping[int, str]) -> Fault | None:
    try:
        Period.parse(text)
    except ValueError:
        return Fault.BAD_PERIOD
    return Fault.PERIOD_TWICE if text in known.values() else None


def _read_row(
    row: Sequence[str], number: int, key: str, heads: _Heads
) -> tuple[list[Cell], list[CellError]]:
    cells: list[Cell] = []
    errors: list[CellError] = []
    measure = row[heads.unit] if 0 < heads.unit < len(row) else ""
    named = {*heads.periods, heads.unit, 0}
    broken = {error.cell for error in heads.errors}
    for column, text in enumerate(row):
        place = _place(column, number)
        if column in heads.periods:
            try:
                value, margin = read_with_margin(text)
            except BadNumberError:
                errors.append(CellError(place, Fault.BAD_NUMBER, text))
                continue
            if value is not None:
                period = heads.periods[column]
                cells.append(Cell(place, key, period, value, measure, margin))
        elif text and column not in named and _place(column, 1) not in broken:
            errors.append(CellError(place, Fault.BEYOND_HEADINGS, text))
    return cells, errors


def _place(column: int, row: int) -> str:
    """Name of a cell as spreadsheets write it.

    >>> _place(27, 3)
    'AB3'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
