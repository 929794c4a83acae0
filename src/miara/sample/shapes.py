"""Boundaries of the fictional units: cells of a warped grid, grown and smoothed.

Counties are cells around their capitals, municipalities cells inside their county
with areas near those their density asks for. Neighbours share every point of
their common border, as in official files. The land lies in the open sea, so that
nobody takes it for a real place.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from miara.sample.cast import (
    ABOLISHED_CODE,
    ABOLISHED_FROM,
    HEIRS,
    YEARS,
    Place,
    index_of,
    inherited,
    places,
)
from miara.sample.chance import FloatArray, stream

IntArray = NDArray[np.int64]
Vertex = tuple[int, int]
LonLat = tuple[float, float]

WIDTH: Final = 132
HEIGHT: Final = 108
CELL_KM: Final = 0.75
NOBODY: Final = -1

_LEFT, _TOP = 17.6, 56.4  # the Baltic
_KM_PER_DEGREE: Final = 111.2
_ROUNDS: Final = 100
_SMOOTHING: Final = 6
_AROUND_CITIES: Final = {"9861": (0.46, 0.47), "9862": (0.74, 0.30)}
_CAPITALS: Final = {
    "9801": (0.41, 0.51),
    "9802": (0.22, 0.28),
    "9803": (0.70, 0.27),
    "9804": (0.68, 0.73),
    "9805": (0.23, 0.76),
}


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """The map: which place each cell belongs to, and areas.

    Attributes
    ----------
    owner
        int64 (HEIGHT, WIDTH), position on the axis of places; -1 = sea.
    area_km2
        float64 (N,): of every place before the division of the abolished one.
    """

    owner: IntArray
    area_km2: FloatArray


@cache
def areas() -> FloatArray:
    """Area of every place in every year, km², (T, N)."""
    before = land().area_km2
    after = inherited(before, whole=False)
    changed = np.array(YEARS)[:, None] >= ABOLISHED_FROM
    return np.where(changed, after, before)


@cache
def land() -> Land:
    """The land as it is today, and areas as they were at the beginning."""
    x, y = _warped()
    owner = np.full(x.shape, NOBODY)
    county = _counties(x, y)
    for code in sorted(set(county[county >= 0].tolist())):
        members = [p for p in places() if int(p.county) == code and _exists(p)]
        _divide(owner, county == code, members, x, y)
    area = np.bincount(owner[owner >= 0], minlength=len(places())) * CELL_KM**2
    return Land(owner, _with_abolished(area.astype(np.float64)))


def _exists(place: Place) -> bool:
    return place.code != ABOLISHED_CODE


def _with_abolished(area: FloatArray) -> FloatArray:
    """The abolished place had what its density says; its heirs had so much less."""
    lost = places()[index_of(ABOLISHED_CODE)]
    had = round(lost.people / lost.density)
    area[index_of(ABOLISHED_CODE)] = had
    for code, share in HEIRS:
        area[index_of(code)] -= share * had
    return area


def _warped() -> tuple[FloatArray, FloatArray]:
    """Coordinates 0-1 of the cells, bent so that borders are not straight."""
    rng = stream("land")
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    x, y = (x + 0.5) / WIDTH, (y + 0.5) / HEIGHT
    bent = [x.copy(), y.copy()]
    for axis in range(2):
        for frequency in (2, 3, 5, 8):
            a, b, phase = rng.uniform(-1, 1, 3)
            wave = np.sin(2 * np.pi * (frequency * (a * x + b * y) + phase))
            bent[axis] += 0.035 / frequency * wave
    return bent[0], bent[1]


def _is_land(x: FloatArray, y: FloatArray) -> NDArray[np.bool_]:
    dx, dy = x - 0.47, y - 0.5
    angle = np.arctan2(dy, dx)
    reach = 0.46 + 0.03 * np.sin(3 * angle + 0.6) + 0.02 * np.sin(5 * angle + 2)
    return np.hypot(dx, dy) < reach


def _counties(x: FloatArray, y: FloatArray) -> IntArray:
    """Four-digit codes by cell; cities are discs of the area they need."""
    codes = np.array([int(code) for code in _CAPITALS])
    centres = np.array(list(_CAPITALS.values()))
    far = (x[..., None] - centres[:, 0]) ** 2 + (y[..., None] - centres[:, 1]) ** 2
    far[..., 0] += 0.004  # the county around the capital is smaller
    county = np.where(_is_land(x, y), codes[far.argmin(axis=-1)], NOBODY)
    for place in places():
        if place.kind == "M":
            cx, cy = _AROUND_CITIES[place.county]
            away = np.hypot((x - cx) * WIDTH, (y - cy) * HEIGHT) * CELL_KM
            away[county < 0] = np.inf
            cells = round(place.people / place.density / CELL_KM**2)
            nearest = np.argsort(away, axis=None, kind="stable")[:cells]
            county.flat[nearest] = int(place.county)
    return county


def _divide(
    owner: IntArray,
    inside: NDArray[np.bool_],
    members: list[Place],
    x: FloatArray,
    y: FloatArray,
) -> None:
    """Give every cell of a county to a place, areas near those wanted."""
    cells = np.column_stack([x[inside], y[inside]])
    wanted = np.array([place.people / place.density for place in members])
    wanted *= len(cells) / wanted.sum()
    seeds = _scattered(cells, len(members), members[0].county)
    weight = np.zeros(len(members))
    for turn in range(_ROUNDS):
        far = ((cells[:, None, :] - seeds) ** 2).sum(axis=-1) - weight
        mine = far.argmin(axis=1)
        have = np.bincount(mine, minlength=len(members))
        step = 4e-4 * (1 - turn / _ROUNDS) + 2e-5
        weight += step * np.clip((wanted - have) / wanted, -1, 1)
        if turn < _ROUNDS // 2:  # first let the seeds spread
            for k in range(len(members)):
                if have[k]:
                    seeds[k] += 0.3 * (cells[mine == k].mean(axis=0) - seeds[k])
    positions = np.array([index_of(place.code) for place in members])
    owner[inside] = positions[mine]
    _join_fragments(owner, inside, positions)


def _scattered(cells: FloatArray, count: int, topic: str) -> FloatArray:
    """Points far from one another: each next one is the farthest of some draws."""
    rng = stream(f"land-{topic}")
    points = [cells[rng.integers(len(cells))]]
    while len(points) < count:
        drawn = cells[rng.integers(len(cells), size=24)]
        far = ((drawn[:, None, :] - np.array(points)) ** 2).sum(axis=-1).min(axis=1)
        points.append(drawn[far.argmax()])
    return np.array(points)


def _join_fragments(
    owner: IntArray, inside: NDArray[np.bool_], positions: IntArray
) -> None:
    """Cells cut off from the main body of a place go to a neighbour."""
    loose = np.zeros(owner.shape, bool)
    for position in positions:
        parts, count = ndimage.label(owner == position)
        if count > 1:
            sizes = np.bincount(parts.ravel())[1:]
            loose |= (parts > 0) & (parts != sizes.argmax() + 1)
    settled = inside & ~loose
    if loose.any() and settled.any():
        _, nearest = ndimage.distance_transform_edt(~settled, return_indices=True)
        owner[loose] = owner[nearest[0], nearest[1]][loose]


def outlines() -> dict[str, list[list[LonLat]]]:
    """Closed rings in longitude and latitude of every existing municipality."""
    owner = land().owner
    traced = {k: _trace(owner == k) for k in sorted(set(owner[owner >= 0].tolist()))}
    where = _smoothed(traced)
    return {
        places()[k].code: [[where[v] for v in (*ring, ring[0])] for ring in rings]
        for k, rings in traced.items()
    }


def _trace(mask: NDArray[np.bool_]) -> list[list[Vertex]]:
    """Rings along the sides of cells, the area always on the right hand."""
    padded = np.pad(mask, 1)
    ahead: dict[Vertex, list[Vertex]] = defaultdict(list)
    for r, c in np.argwhere(mask).tolist():
        sides = (
            (padded[r, c + 1], (r, c), (r, c + 1)),
            (padded[r + 1, c + 2], (r, c + 1), (r + 1, c + 1)),
            (padded[r + 2, c + 1], (r + 1, c + 1), (r + 1, c)),
            (padded[r + 1, c], (r + 1, c), (r, c)),
        )
        for neighbour, start, end in sides:
            if not neighbour:
                ahead[start].append(end)
    rings = []
    while ahead:
        rings.append(_one_ring(ahead))
    return rings


def _one_ring(ahead: dict[Vertex, list[Vertex]]) -> list[Vertex]:
    start = vertex = min(ahead)
    ring: list[Vertex] = []
    step = (0, 0)
    while not ring or vertex != start:
        ring.append(vertex)
        options = ahead[vertex]
        right = (vertex[0] + step[1], vertex[1] - step[0])
        following = right if right in options else options[0]
        options.remove(following)
        if not options:
            del ahead[vertex]
        step = (following[0] - vertex[0], following[1] - vertex[1])
        vertex = following
    return ring


def _smoothed(traced: dict[int, list[list[Vertex]]]) -> dict[Vertex, LonLat]:
    """Where each corner of the grid goes; one corner, one point, for all owners."""
    beside: dict[Vertex, set[Vertex]] = defaultdict(set)
    for rings in traced.values():
        for ring in rings:
            for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
                beside[one].add(other)
                beside[other].add(one)
    order = {vertex: k for k, vertex in enumerate(sorted(beside))}
    at = np.array(sorted(beside), dtype=np.float64)
    rows, columns = zip(
        *((order[v], order[o]) for v in order for o in sorted(beside[v])), strict=True
    )
    degree = np.bincount(rows)[:, None]
    for _ in range(_SMOOTHING):
        total = np.zeros_like(at)
        np.add.at(total, list(rows), at[list(columns)])
        at = 0.5 * at + 0.5 * total / degree
    return {vertex: _lon_lat(at[k]) for vertex, k in order.items()}


def _lon_lat(point: FloatArray) -> LonLat:
    latitude = _TOP - point[0] * CELL_KM / _KM_PER_DEGREE
    middle = np.cos(np.radians(_TOP - HEIGHT * CELL_KM / 2 / _KM_PER_DEGREE))
    longitude = _LEFT + point[1] * CELL_KM / (_KM_PER_DEGREE * middle)
    return round(float(longitude), 6), round(float(latitude), 6)
