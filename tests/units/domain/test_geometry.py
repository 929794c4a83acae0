"""Neighbours keep the same line; nothing tears."""

import gzip

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube.register import Level
from miara.units.domain.boundaries import join, outlines, read_boundaries
from miara.units.domain.geometry import (
    Grid,
    dissolve,
    doubled_area,
    mercator,
    path_data,
    read_path,
    simplify,
    visvalingam,
)


def edges(rings):
    """Undirected edges walked an odd number of times."""
    odd = set()
    for ring in rings:
        for i, point in enumerate(ring):
            odd ^= {frozenset((ring[i - 1], point))}
    return odd


@st.composite
def tilings(draw):
    """A rectangle cut into columns by jagged shared borders."""
    height = 12
    columns = draw(st.integers(2, 4))
    borders = []
    for i in range(columns + 1):
        middle = 20 * i
        is_outer = i in (0, columns)
        wiggle = st.just(0) if is_outer else st.integers(-6, 6)
        borders.append([(middle + draw(wiggle), y) for y in range(height + 1)])
    return {
        str(i): [tuple(borders[i + 1]) + tuple(reversed(borders[i]))]
        for i in range(columns)
    }


@given(tilings(), st.floats(0, 40))
@settings(max_examples=60)
def test_shared_borders_stay_shared(shapes, tolerance):
    simple = simplify(shapes, tolerance)
    whole = dissolve(simple)
    # No gap and no overlap: the areas of the parts add up to the area of the whole.
    parts = sum(abs(doubled_area(r)) for rings in simple.values() for r in rings)
    assert parts == sum(abs(doubled_area(ring)) for ring in whole)
    assert len(whole) == 1
    assert parts == 2 * 12 * 20 * len(shapes)


def test_enclave_and_its_hole_are_simplified_alike():
    island = tuple(
        (50 + x, 50 + y) for x, y in [(0, 0), (5, 1), (10, 0), (11, 9), (2, 8)]
    )
    hole = island[2:] + island[:2]
    frame = ((0, 0), (100, 0), (100, 100), (0, 100))
    simple = simplify({"out": [frame, hole[::-1]], "in": [island]}, 3)
    assert edges([simple["out"][1]]) == edges(simple["in"])


def test_visvalingam_keeps_ends_and_big_corners():
    line = tuple((x, (x % 2) * (30 if x == 5 else 1)) for x in range(11))
    kept = visvalingam(line, 4)
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    assert (5, 30) in kept
    assert len(kept) < len(line)
    assert visvalingam(line, 0) == line


points = st.tuples(st.integers(-50, 2_000), st.integers(-50, 2_000))


@given(st.lists(st.lists(points, min_size=3, max_size=9).map(tuple), min_size=1))
def test_path_data_reads_back(rings):
    assert read_path(path_data(rings)) == rings


def test_grid_puts_the_country_upright():
    """Gdańsk is above Kraków, Lublin right of it, distances keep their ratio."""
    gdansk, krakow, lublin = (
        mercator(*p) for p in ((18.65, 54.35), (19.94, 50.06), (22.57, 51.25))
    )
    assert gdansk[1] < lublin[1] < krakow[1]
    assert gdansk[0] < krakow[0] < lublin[0]
    grid = Grid.around([[(14.1, 49.0), (24.2, 54.9)]], 1_000)
    assert grid.width == 1_000
    assert grid.height == pytest.approx(1_000 * 9.455 / 10.1, rel=0.02)


@pytest.fixture(scope="session")
def real_joined(real_data, real_directory):
    """Real municipalities, joined and simplified."""
    content = (real_data / "granice/gminy.geojson").read_bytes()
    return join(read_boundaries(content), real_directory)


@pytest.mark.real_data
def test_real_boundaries_join_but_two(real_joined):
    assert real_joined.missing == ("120713", "200216")
    assert real_joined.unknown_codes == ()
    assert len(real_joined.rings) == 2477


@pytest.mark.real_data
def test_real_map_is_small(real_joined):
    paths = "".join(
        f'<path d="{path_data(rings)}"/>' for rings in real_joined.rings.values()
    )
    assert len(gzip.compress(paths.encode())) < 100_000


@pytest.mark.real_data
def test_real_neighbours_still_touch(real_data, real_directory, real_joined):
    """Every border between two municipalities of the file is between them still."""
    grid = real_joined.grid
    data = orjson.loads((real_data / "granice/gminy.geojson").read_bytes())
    assert data["features"]
    boundaries = read_boundaries((real_data / "granice/gminy.geojson").read_bytes())
    before = {
        real_directory.uid_of(code): [grid.snap(ring) for ring in rings]
        for code, rings in boundaries.rings.items()
    }
    lost = neighbours(before) - neighbours(real_joined.rings)
    # Borders of a few metres fall into one cell of the grid; none longer is lost.
    assert len(lost) <= 0.002 * len(neighbours(before))
    walked = count_edges(real_joined.rings)
    assert max(walked.values()) <= 2 + 1  # a spike may lie on a border, nothing else


def count_edges(shapes):
    """How many rings walk each edge."""
    walked = {}
    for rings in shapes.values():
        for edge in {e for ring in rings for e in ring_edges(ring)}:
            walked[edge] = walked.get(edge, 0) + 1
    return walked


def ring_edges(ring):
    """Undirected edges of a ring."""
    return [frozenset((ring[i - 1], point)) for i, point in enumerate(ring)]


def neighbours(shapes):
    """Pairs of units with a common edge."""
    owners = {}
    for uid, rings in shapes.items():
        for edge in {e for ring in rings for e in ring_edges(ring)}:
            owners.setdefault(edge, set()).add(uid)
    return {frozenset(pair) for pair in owners.values() if len(pair) == 2}


@pytest.mark.real_data
@pytest.mark.parametrize(("level", "count"), [("powiat", 380), ("wojewodztwo", 16)])
def test_real_outlines_are_the_sum_of_their_municipalities(
    real_joined, real_directory, level, count
):
    found = outlines(real_joined.rings, real_directory, Level(level))
    assert len(found) == count
    every = edges(r for rings in real_joined.rings.values() for r in rings)
    assert edges(r for rings in found.values() for r in rings) == every
