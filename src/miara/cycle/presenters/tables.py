"""A table as ``components/table.html`` draws it, for pages of plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Cell", "Column", "Row", "Table"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; plans are not sorted by a press on its heading."""

    label: str
    numeric: bool = False
    key: str = ""
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, perhaps with an address; ``note`` stands below in smaller letters."""

    text: str = ""
    url: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; the first one is the heading."""

    cells: Sequence[Cell]
    key: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=tuple)
    note: str = ""
    sort: str = ""
