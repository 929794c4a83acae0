"""A table as the component ``components/table.html`` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` stands in the address when people sort by it."""

    key: str
    label: Text
    numeric: bool = False
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows.

    ``reason`` says in words why there is no number; ``note`` stands below the text
    in smaller letters.
    """

    text: Text = ""
    url: str = ""
    reason: Text = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its heading.

    ``key`` ties it to the mark of a chart with the same key, ``own`` marks the
    unit the page is about.
    """

    cells: Sequence[Cell]
    key: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; ``sort`` is the present order (``key`` or ``-key``)."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default_factory=tuple)
    note: Text = ""
    sort: str = ""
