"""The files of the sample: always the same, in the layout of official ones."""

import csv
import hashlib
import io
import json
import math
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from miara.language import fold
from miara.sample import cast
from miara.sample.public import boundaries_file, correction
from miara.sample.shapes import land
from miara.units.domain.history import EventKind
from miara.units.domain.terc import parse_terc

# Signs of cells without a number; a dash says that nothing happened.
READ = {"": math.nan, "#": math.nan, "x": math.nan, "-": "0"}
DIGESTS = """
import hashlib
from miara.cube.definitions import load_definitions
from miara.sample import public as sample
definitions = load_definitions()
files = [*sample.first_files(definitions), sample.correction(definitions)]
contents = [f.content for f in files] + [sample.boundaries_file()]
contents += list(sample.register_files().values())
print(*(hashlib.sha256(content).hexdigest() for content in contents))
"""


def digests_in_a_new_process(seed):
    done = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_every_run_writes_the_same_bytes(sample_files, sample_definitions):
    found = digests_in_a_new_process("1")
    assert len(set(found)) == len(found) > 10
    assert digests_in_a_new_process("2") == found
    here = [*sample_files, correction(sample_definitions)]
    assert [item.load.origin.sha256 for item in here] == found[: len(here)]


def test_origins_name_fiction_and_their_bytes(sample_files):
    for item in sample_files:
        origin = item.load.origin
        assert origin.sha256 == hashlib.sha256(item.content).hexdigest()
        assert origin.source == "sample"
        assert "fikcyjne" in origin.title
        assert "fikcyjne" in origin.publisher


def test_the_archive_says_what_the_planes_say(sample_files):
    """Read back by a plain reader: the same numbers, cell by cell."""
    for item in sample_files:
        rows = iter(csv.reader(io.StringIO(item.content.decode()), delimiter=";"))
        for plane in item.load.planes:
            assert next(rows)[2:] == [p.label for p in plane.periods]
            for u, code in enumerate(plane.unit_codes):
                variable, unit, *cells = next(rows)
                assert (variable, unit) == (plane.variable, code)
                told = [float(READ.get(cell, cell)) for cell in cells]
                np.testing.assert_array_equal(told, plane.values[:, u])
        assert next(rows, None) is None


def test_the_register_tells_what_happened(sample_history):
    events = Counter(e.kind for unit in sample_history.units for e in unit.events)
    assert events == {EventKind.ABOLISHED: 1, EventKind.TYPE_CHANGED: 1}
    ended = next(u for u in sample_history.units if u.uid == cast.ABOLISHED_CODE)
    heirs = tuple(sorted((b.to_uid, b.share) for b in sample_history.bridges))
    assert heirs == cast.HEIRS
    assert ended.events[0].not_later_than.year == cast.ABOLISHED_FROM


def test_the_register_has_units_of_every_kind(sample_register):
    kinds = Counter(u.kind for u in sample_register.units if u.exists)
    assert kinds == {"1": 10, "2": 34, "3": 16, "M": 2, "P": 5, "W": 1, "K": 1}


def official_rows(real_data):
    """Codes and names of every row of every official edition, parts too."""
    for path in sorted((real_data / "teryt").glob("*")):
        yield from parse_terc(path.read_bytes()).snapshot.units


@pytest.mark.real_data
def test_nothing_in_the_sample_exists(real_data):
    official = list(official_rows(real_data))
    assert len(official) > 5000
    codes = {unit.code[:2] for unit in official}
    known = {fold(unit.name) for unit in official}
    ours = {fold(place.name) for place in cast.places()}
    ours |= {fold(county.name) for county in cast.COUNTIES}
    ours.add(fold(cast.VOIVODESHIP_NAME))
    assert len(ours) == len(cast.places()) + len(cast.COUNTIES) + 1
    assert ours & known == set()
    assert cast.VOIVODESHIP_CODE not in codes


def rings():
    """Outer and inner rings by code, as in the file."""
    features = json.loads(boundaries_file())["features"]
    return {f["properties"]["terc"]: f["geometry"]["coordinates"] for f in features}


def test_every_existing_municipality_has_a_shape(sample_register):
    ours = {u.code for u in sample_register.units if u.exists and len(u.code) == 6}
    assert set(rings()) == ours


def test_neighbours_share_their_borders_to_the_point():
    """Each piece of border belongs to one unit and the sea, or to two units, once in
    each direction: no gaps, no overlaps."""
    steps = Counter(
        step for shape in rings().values() for ring in shape
        for step in pairwise(map(tuple, ring))
    )  # fmt: skip
    assert set(steps.values()) == {1}
    inner = sum((b, a) in steps for a, b in steps)
    assert 0.5 < inner / len(steps) < 0.95


def test_rings_are_closed():
    for shape in rings().values():
        for ring in shape:
            assert ring[0] == ring[-1]
            assert len(ring) > 4


def test_areas_of_the_map_are_near_those_of_the_densities():
    wanted = [place.people / place.density for place in cast.places()]
    ratio = sorted(land().area_km2 / wanted)
    assert ratio[0] > 0.5
    assert ratio[-1] < 2.0
    assert 0.85 < ratio[len(ratio) // 2] < 1.25
