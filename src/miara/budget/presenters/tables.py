"""A table of a page: plain cells, numbers to the right, stacked on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

__all__ = ["Cell", "Column", "Table"]

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and whether numbers stand below it."""

    label: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; ``note`` stands below in smaller letters."""

    text: Text = ""
    url: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; the first cell of a row is its heading."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Rows as pairs of a column and a cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]
