"""Pages to planes against a slow version over plain dicts."""

import math
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube import flags
from miara.cube.harvest.attributes import FLAGS
from miara.cube.harvest.pages import read_page
from miara.cube.harvest.planes import Series, plane_of
from miara.cube.register import Level
from miara.cube.sources.findings import FindingLog

YEARS = (2020, 2021, 2022)
CELL = st.fixed_dictionaries(
    {
        "val": st.one_of(
            st.none(),
            st.integers(-5, 5),
            st.floats(-1e6, 1e6, allow_nan=False),
            st.just("1,5"),
        ),
        "attrId": st.one_of(st.sampled_from(sorted(FLAGS)), st.sampled_from([2, 300])),
    }
)
UNIT = st.fixed_dictionaries(
    {
        "number": st.integers(1, 3),
        "kind": st.sampled_from("12345"),
        "cells": st.dictionaries(st.sampled_from(YEARS), CELL, max_size=3),
    }
)
REPLY = st.lists(
    UNIT, min_size=1, max_size=12, unique_by=lambda u: (u["number"], u["kind"])
)
Cell = tuple[float, int]


def cell_of(told: dict[str, Any]) -> Cell:
    """One cell, by the rules of the reference."""
    value = told["val"]
    flag = FLAGS.get(told["attrId"], flags.MISSING)
    if flag & flags.STATE_MASK == flags.MISSING:
        return math.nan, flag
    if not isinstance(value, int | float):
        return math.nan, flags.MISSING
    return float(value), flag


def joined(cells: list[Cell]) -> Cell:
    """One cell of a unit that has several rows."""
    numbers = [cell for cell in cells if not math.isnan(cell[0])]
    marks = 0
    for _, flag in numbers or cells:
        marks |= flag & ~flags.STATE_MASK
    if not numbers:
        return math.nan, flags.MISSING | marks
    if len({value for value, _ in numbers}) > 1:
        return math.nan, flags.MISSING
    return numbers[0][0], flags.MEASURED | marks


@settings(max_examples=200, deadline=None)
@given(REPLY)
def test_planes_are_those_of_the_slow_version(units: list[dict[str, Any]]) -> None:
    results = [
        {
            "id": f"0112120060{unit['number']}{unit['kind']}",
            "name": "X",
            "values": [{"year": str(y), **cell} for y, cell in unit["cells"].items()],
        }
        for unit in units
    ]
    body = {"totalRecords": len(units), "variableId": 7, "results": results}
    page = read_page(orjson.dumps(body), 7, 0)

    series = Series(7, "v", Level.MUNICIPALITY, YEARS)
    plane = plane_of([page], series, FindingLog())

    rows: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        if unit["kind"] in "123":
            rows.setdefault(f"12060{unit['number']}", []).append(unit["cells"])
    told = sorted({year for unit in units for year in unit["cells"]})
    assert plane.unit_codes == tuple(sorted(rows))
    assert [period.start.year for period in plane.periods] == told
    nothing = (math.nan, flags.MISSING)
    for t, year in enumerate(told):
        for u, code in enumerate(plane.unit_codes):
            cells = [
                cell_of(each[year]) if year in each else nothing for each in rows[code]
            ]
            value, flag = joined(cells)
            found = plane.values[t, u]
            assert found == value or (math.isnan(found) and math.isnan(value))
            assert plane.flags[t, u] == flag
