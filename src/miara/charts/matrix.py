"""A table of two ordered scales, each cell with its level and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.svg import Chart

_CELL: Final = 52.0
_HEAD: Final = 26.0
_FILLS: Final = ("b1", "b2", "b3")


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: its level, the place of its band (0 the lowest) and its words."""

    level: str
    band: int
    text: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by row from the bottom up, each row from the left.

    ``across`` and ``up`` name the steps of the scales, ``bands`` says how many bands
    the cells have.
    """

    uid: str
    title: str
    description: str
    across: Sequence[str]
    up: Sequence[str]
    cells: Sequence[Sequence[MatrixCell]]
    bands: int
    across_title: str = ""
    up_title: str = ""


def matrix(data: Matrix, *, width: int = 640) -> Chart:
    """Squares darker with the band; the level in a corner, the words in the middle.

    Colour only repeats what the levels and the place say.
    """
    names = max((texts.width(name) for name in data.up), default=0.0)
    left = min(names + 16, width * 0.34)
    wide = (width - left - 4) / max(len(data.across), 1)
    bottom = _HEAD + _CELL * len(data.up)
    parts = [
        svg.label(data.up_title, 4, 16, room=width - 8, kind="at"),
        *_rows(data, left, wide, bottom),
        *_foot(data, left, wide, bottom, width),
    ]
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=data.description,
        kind="matrix",
        width=width,
        height=round(bottom + 44),
    )


def _rows(data: Matrix, left: float, wide: float, bottom: float) -> list[str]:
    out = []
    for i, (name, row) in enumerate(zip(data.up, data.cells, strict=True)):
        y = bottom - _CELL * (i + 1)
        middle = y + _CELL / 2 + 5
        out.append(svg.label(name, left - 8, middle, room=left - 10, anchor="end"))
        for j, cell in enumerate(row):
            out.append(_cell(cell, data.bands, left + wide * j, y, wide))
    return out


def _cell(cell: MatrixCell, bands: int, x: float, y: float, wide: float) -> str:
    share = cell.band / max(bands - 1, 1)
    fill = _FILLS[round(share * (len(_FILLS) - 1))]
    tie = f' data-k="{texts.safe(cell.key)}"/>' if cell.key else "/>"
    square = svg.rect(x + 1, y + 1, wide - 2, _CELL - 2, fill).replace("/>", tie)
    middle = x + wide / 2
    room = wide - 8
    words = svg.label(
        cell.text, middle, y + 36, room=room, anchor="middle", kind="lb own"
    )
    return square + svg.label(cell.level, x + 6, y + 17, room=room, kind="at") + words


def _foot(
    data: Matrix, left: float, wide: float, bottom: float, width: int
) -> list[str]:
    names = [
        svg.label(
            name,
            left + wide * (j + 0.5),
            bottom + 18,
            room=wide - 4,
            anchor="middle",
        )
        for j, name in enumerate(data.across)
    ]
    title = svg.label(
        data.across_title,
        width - 4,
        bottom + 38,
        room=width - 8,
        anchor="end",
        kind="at",
    )
    return [*names, title]
