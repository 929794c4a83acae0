"""Marks where law or method changed."""

from collections.abc import Iterable

from miara.cube.assemble.types import Plane
from miara.cube.flags import BREAK_BEFORE
from miara.cube.periods import Period


def mark_breaks(plane: Plane, labels: Iterable[str]) -> None:
    """Set BREAK_BEFORE on all cells of the periods named, also on empty ones.

    A gap in one unit's series must not hide the break from its trend. When the
    data skip the period, the next one carries the mark; a break before the first
    period separates nothing and is left out.

    Raises
    ------
    ValueError
        When a label is not a period.
    """
    for label in labels:
        start = Period.parse(label).start
        later = [row for row, p in enumerate(plane.periods) if p.start >= start]
        if not later:
            continue
        row = later[0]
        if row > 0 or plane.periods[0].start == start:
            plane.flags[row] |= BREAK_BEFORE
