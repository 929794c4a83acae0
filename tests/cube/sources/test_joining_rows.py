"""Cells of several rows of one unit, and totals, checked against plain Python."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from miara.cube import flags
from miara.cube.loads import Plane
from miara.cube.periods import Period
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.merging import join_cells
from miara.cube.sources.totals import check_totals

measured = st.integers(0, 3).map(lambda n: (float(n), flags.MEASURED))
zero = st.just((0.0, flags.ZERO_EVENT))
without = st.sampled_from(
    [(math.nan, f) for f in (flags.MISSING, flags.NOT_APPLICABLE, flags.CONFIDENTIAL)]
)
cells = st.lists(st.one_of(measured, zero, without), min_size=1, max_size=5)


def _same(left: tuple, right: tuple) -> bool:
    return np.array_equal(left[:2], right[:2], equal_nan=True)


@given(cells, st.booleans(), st.randoms())
def test_order_of_rows_never_matters(rows: list, adding: bool, random) -> None:
    shuffled = random.sample(rows, len(rows))

    assert _same(join_cells(rows, adding=adding), join_cells(shuffled, adding=adding))


@given(cells)
def test_one_number_wins_two_different_ones_give_none(rows: list) -> None:
    numbers = {value for value, _ in rows if not math.isnan(value)}

    value, flag, clash = join_cells(rows, adding=False)

    if len(numbers) == 1:
        assert {value} == numbers
    else:
        assert math.isnan(value)
        assert flag & flags.STATE_MASK > flags.ZERO_EVENT
    assert set(clash) == (numbers if len(numbers) > 1 else set())


@given(cells)
def test_added_cells_equal_a_plain_sum(rows: list) -> None:
    numbers = [value for value, _ in rows if not math.isnan(value)]

    value, flag, clash = join_cells(rows, adding=True)

    assert clash == ()
    assert (flag <= flags.ZERO_EVENT) == bool(numbers)
    if numbers:
        assert value == sum(numbers)


def _country(parts: list[int], printed: float) -> Plane:
    codes = ("PL", "02", *(f"0201{i:02d}" for i in range(1, len(parts) + 1)))
    values = np.array([[printed, printed, *parts]], dtype=np.float64)
    return Plane(
        "births", (Period.year(2024),), codes, values, np.zeros(values.shape, np.uint8)
    )


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.integers(-40, 40))
def test_totals_differ_by_no_more_than_rounding(parts: list[int], off: int) -> None:
    log = FindingLog()

    compared = check_totals(_country(parts, sum(parts) + off), 1, log)

    assert compared == 2
    told = {finding.code for finding in log.findings()}
    assert told == ({"total_mismatch"} if abs(off) > (len(parts) + 1) / 2 else set())


def test_a_total_over_a_gap_is_not_judged() -> None:
    plane = _country([1, 2, 3], 99.0)
    plane.flags[0, 3] = flags.MISSING
    plane.values[0, 3] = math.nan
    log = FindingLog()

    assert check_totals(plane, 1, log) == 0
    assert log.findings() == ()
