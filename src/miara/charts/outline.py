"""Where the middle of a shape is."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

__all__ = ["centre", "extent_of"]

_TOKEN: Final = re.compile(r"[MmLlHhVvZz]|-?\d*\.?\d+")
Point = tuple[float, float]


@lru_cache(maxsize=4096)
def centre(path: str) -> Point:
    """The centre of gravity of the largest ring of SVG path data.

    Straight lines only, as shapes of units have them.

    >>> centre("M0 0h10v10h-10z M90 90l1 0 0 1z")
    (5.0, 5.0)
    """
    rings = [ring for ring in _rings(path) if ring]
    if not rings:
        return 0.0, 0.0
    area, x, y = max((_weigh(ring) for ring in rings), key=lambda found: abs(found[0]))
    if area:
        return x, y
    points = rings[0]
    return (
        sum(p[0] for p in points) / len(points),
        sum(p[1] for p in points) / len(points),
    )


def extent_of(paths: Iterable[str]) -> tuple[float, float, float, float]:
    """The box around shapes: left, top, width, height.

    >>> extent_of(["M5 5h10v10h-10z", "M20 1l2 2 0 1z"])
    (5.0, 1.0, 17.0, 14.0)
    """
    points = [p for path in paths for ring in _rings(path) for p in ring]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    return left, top, right - left, bottom - top


def _rings(path: str) -> Iterator[list[Point]]:
    ring: list[Point] = []
    x = y = 0.0
    start = (0.0, 0.0)
    command = "M"
    parts = iter(_TOKEN.findall(path))
    for part in parts:
        if part.isalpha():
            command = part
            if part in "Zz":
                x, y = start
            if part in "Mm":
                yield ring
                ring = []
            continue
        value = float(part)
        if command in "Hh":
            x = value + (x if command == "h" else 0)
        elif command in "Vv":
            y = value + (y if command == "v" else 0)
        else:
            other = float(next(parts))
            is_relative = command.islower()
            x, y = value + (x if is_relative else 0), other + (y if is_relative else 0)
        if command in "Mm":
            start = (x, y)
            command = "L" if command == "M" else "l"  # further pairs are lines
        ring.append((x, y))
    yield ring


def _weigh(ring: list[Point]) -> tuple[float, float, float]:
    """Twice the signed area, and the centre."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return (area, x / (3 * area), y / (3 * area)) if area else (0.0, 0.0, 0.0)
