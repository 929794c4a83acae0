"""Tables as ``components/table.html`` draws them.

The component belongs to the shell above and asks only for these attributes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``key`` stands in the address when people sort by it."""

    key: str
    label: str
    numeric: bool = False
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows.

    ``reason`` says in words why there is no number, ``note`` stands below the text.
    """

    text: str = ""
    url: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its heading, ``key`` ties it to a mark of a chart."""

    cells: Sequence[Cell]
    key: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; ``sort`` is the present order (``key`` or ``-key``)."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=tuple)
    note: str = ""
    sort: str = ""
