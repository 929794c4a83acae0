"""Simplifying boundaries without tearing neighbours apart.

Rings are cut at junctions into arcs; an arc shared by two units is one object,
simplified once (Visvalingam: the vertex with the smallest triangle goes first), so
that both neighbours keep exactly the same line. Coordinates become whole numbers on
a grid before anything else: equality of points is then exact.
"""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Point = tuple[int, int]
Ring = tuple[Point, ...]  # closed: the first point is not repeated
LonLatRing = Sequence[Sequence[float]]

# Conformal, and what web maps use; Poland is 1.6 times taller than in degrees.
_MAX_LATITUDE: Final = 85.0


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Web Mercator in radians, y downwards as on a screen."""
    clipped = math.radians(max(-_MAX_LATITUDE, min(_MAX_LATITUDE, latitude)))
    y = math.log(math.tan(math.pi / 4 + clipped / 2))
    return math.radians(longitude), -y


@dataclass(frozen=True, slots=True)
class Grid:
    """Whole-number grid over a bounding box in projected coordinates."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    @classmethod
    def around(cls, rings: Iterable[LonLatRing], width: int) -> "Grid":
        """The grid ``width`` cells wide that holds all rings."""
        points = [mercator(p[0], p[1]) for ring in rings for p in ring]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        scale = width / max(right - left, 1e-12)
        return cls(left, top, scale, width, math.ceil((bottom - top) * scale))

    def snap(self, ring: LonLatRing) -> Ring:
        """A ring on the grid, without repeated neighbours and its closing point."""
        points: list[Point] = []
        for position in ring:
            x, y = mercator(position[0], position[1])
            point = (
                round((x - self.left) * self.scale),
                round((y - self.top) * self.scale),
            )
            if not points or points[-1] != point:
                points.append(point)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        return tuple(points)


def simplify(
    shapes: Mapping[str, Sequence[Ring]], tolerance: float
) -> dict[str, list[Ring]]:
    """Simplify all shapes together.

    Parameters
    ----------
    shapes
        Rings by unit, on one grid.
    tolerance
        Smallest area of a triangle, in grid cells, that a vertex must span to stay.

    Returns
    -------
    dict
        The same units. Rings smaller than the tolerance vanish, but each unit keeps
        at least its largest ring. A border shared before is the same line after.
    """
    junctions = _junctions(shapes)
    done: dict[Ring, Ring] = {}
    result: dict[str, list[Ring]] = {}
    for unit, rings in shapes.items():
        drawn = []
        for ring in rings:
            line = _simplified_ring(ring, junctions, tolerance, done)
            if len(line) >= 3:
                drawn.append(line)
        drawn.sort(key=lambda line: -abs(doubled_area(line)))
        result[unit] = drawn[:1] + [
            line for line in drawn[1:] if abs(doubled_area(line)) > 2 * tolerance
        ]
    return result


def _junctions(shapes: Mapping[str, Sequence[Ring]]) -> set[Point]:
    """Points where arcs must end: where the set of neighbouring points differs."""
    around: dict[Point, frozenset[Point]] = {}
    junctions: set[Point] = set()
    for rings in shapes.values():
        for ring in rings:
            for i, point in enumerate(ring):
                sides = frozenset((ring[i - 1], ring[(i + 1) % len(ring)]))
                if around.setdefault(point, sides) != sides:
                    junctions.add(point)
    return junctions


def _simplified_ring(
    ring: Ring, junctions: set[Point], tolerance: float, done: dict[Ring, Ring]
) -> Ring:
    cuts = [i for i, point in enumerate(ring) if point in junctions]
    if len(cuts) < 2:
        # No junction, or one: an island, or an enclave its neighbour goes around.
        # Cut at two points that do not depend on where the ring was begun.
        cuts = _stable_cuts(ring, cuts)
    if len(cuts) < 2:
        return ring
    line: list[Point] = []
    for start, end in zip(cuts, cuts[1:] + [cuts[0] + len(ring)], strict=True):
        arc = tuple(ring[i % len(ring)] for i in range(start, end + 1))
        line += _simplified_arc(arc, tolerance, done)[:-1]
    return tuple(line)


def _stable_cuts(ring: Ring, cuts: list[int]) -> list[int]:
    if len(ring) < 3:
        return cuts
    first = cuts[0] if cuts else ring.index(min(ring))
    origin = ring[first]
    farthest = max(
        ring, key=lambda p: ((p[0] - origin[0]) ** 2 + (p[1] - origin[1]) ** 2, p)
    )
    return sorted({first, ring.index(farthest)})


def _simplified_arc(arc: Ring, tolerance: float, done: dict[Ring, Ring]) -> Ring:
    """An arc simplified once; the neighbour's reversed arc gives it reversed."""
    backwards = arc[::-1]
    key = min(arc, backwards)
    if key not in done:
        done[key] = visvalingam(key, tolerance)
    line = done[key]
    return line if key == arc else line[::-1]


def visvalingam(line: Ring, tolerance: float) -> Ring:
    """Drop the vertices whose triangles are smaller than the tolerance.

    Ends stay. The area of a dropped vertex is passed on, so that a long gentle
    curve is not eaten from one side.

    >>> visvalingam(((0, 0), (5, 1), (10, 0), (10, 10)), 6)
    ((0, 0), (10, 0), (10, 10))
    """
    count = len(line)
    before = list(range(-1, count - 1))
    after = list(range(1, count + 1))
    gone = [False] * count
    heap = [(_triangle(line, i - 1, i, i + 1), i) for i in range(1, count - 1)]
    area = {i: a for a, i in heap}
    heapq.heapify(heap)
    while heap:
        size, i = heapq.heappop(heap)
        if gone[i] or size != area[i]:
            continue
        if size >= tolerance:
            break
        gone[i] = True
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < count - 1:
                area[j] = max(size, _triangle(line, before[j], j, after[j]))
                heapq.heappush(heap, (area[j], j))
    return tuple(point for i, point in enumerate(line) if not gone[i])


def _triangle(line: Ring, i: int, j: int, k: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[i], line[j], line[k]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def doubled_area(ring: Ring) -> int:
    """Twice the signed area of a ring."""
    return sum(
        ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
        for i in range(len(ring))
    )


def dissolve(shapes: Mapping[str, Sequence[Ring]]) -> list[Ring]:
    """Outline of several shapes together: their common borders vanish.

    The shapes share their lines exactly, as :func:`simplify` leaves them.

    >>> left = ((0, 0), (0, 2), (1, 2), (1, 0))
    >>> right = ((1, 0), (1, 2), (2, 2), (2, 0))
    >>> [len(ring) for ring in dissolve({"a": [left], "b": [right]})]
    [6]
    """
    # An edge walked an even number of times is inside, or a spike of one ring; what
    # is left meets every point an even number of times, so walks always close.
    edges: set[tuple[Point, Point]] = set()
    for rings in shapes.values():
        for ring in rings:
            for i, point in enumerate(ring):
                edges ^= {min((ring[i - 1], point), (point, ring[i - 1]))}
    ways: dict[Point, list[Point]] = {}
    for start, end in sorted(edges):
        ways.setdefault(start, []).append(end)
        ways.setdefault(end, []).append(start)
    return _rings_of(ways)


def _rings_of(ways: dict[Point, list[Point]]) -> list[Ring]:
    """Walk every edge once; each walk that comes back to its start is a ring."""
    rings = []
    for start in sorted(ways):
        while ways[start]:
            ring = [start]
            point = ways[start].pop()
            ways[point].remove(start)
            while point != start:
                ring.append(point)
                following = ways[point].pop()
                ways[following].remove(point)
                point = following
            if len(ring) >= 3:
                rings.append(tuple(ring))
    return rings


def path_data(rings: Iterable[Ring]) -> str:
    """SVG path of rings in relative whole steps, as short as it goes.

    >>> path_data([((1, 2), (3, 2), (3, 5))])
    'M1 2l2 0 0 3z'
    """
    parts = []
    for ring in rings:
        steps = []
        for (ax, ay), (bx, by) in pairwise(ring):
            steps.append(f"{bx - ax} {by - ay}")
        text = " ".join(steps).replace(" -", "-")
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{text}z")
    return "".join(parts)


def read_path(path: str) -> list[Ring]:
    """Inverse of :func:`path_data`.

    >>> read_path("M1 2l2 0 0 3z")
    [((1, 2), (3, 2), (3, 5))]
    """
    rings = []
    for part in path.split("M")[1:]:
        head, _, tail = part.rstrip("z").partition("l")
        x, y = (int(n) for n in head.split())
        points = [(x, y)]
        numbers = [int(n) for n in tail.replace("-", " -").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        rings.append(tuple(points))
    return rings
