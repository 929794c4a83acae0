"""Numerator, denominator and value of indicators on planes."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube import flags as f
from miara.cube.definitions import Calculator, load_definitions
from miara.cube.formula import Context
from miara.cube.periods import Period


def calculator(planes, kinds=("1",), level="gmina", years=(2024,)):
    context = Context(np.array(kinds), level, tuple(map(Period.year, years)))
    return Calculator(load_definitions(), planes.get, context)


def plane(rows, flags=None):
    values = np.array(rows, dtype=float)
    states = np.where(np.isnan(values), f.MISSING, f.MEASURED).astype(np.uint8)
    return values, states if flags is None else np.array(flags, dtype=np.uint8)


def test_parts_and_value_are_kept_apart():
    cells = calculator(
        {"fires": plane([[3, 0]]), "population": plane([[1500, 2000]])}, ("1", "2")
    ).indicator("fires_per_1000")
    assert cells.numerator.tolist() == [[3, 0]]
    assert cells.denominator.tolist() == [[1500, 2000]]
    assert cells.value.tolist() == [[2.0, 0.0]]


def test_no_inhabitants_means_no_value():
    cells = calculator({"fires": plane([[3]]), "population": plane([[0]])}).indicator(
        "fires_per_1000"
    )
    assert math.isnan(cells.value[0, 0])
    assert cells.flags[0, 0] == f.MISSING


def test_small_denominator_gives_no_value_but_keeps_the_parts():
    planes = {
        "false_alarms": plane([[4, 4]]),
        "fire_service_incidents": plane([[19, 20]]),
    }
    cells = calculator(planes, ("1", "1")).indicator("false_alarms_percent")
    assert cells.denominator.tolist() == [[19, 20]]
    assert cells.flags.tolist() == [[f.MISSING, f.MEASURED]]
    assert cells.value[0, 1] == 20.0


def test_variable_nobody_loaded_is_missing_everywhere():
    cells = calculator({}).indicator("births_rate")
    assert cells.flags.tolist() == [[f.MISSING]]


def test_derived_residents_fill_years_without_a_balance():
    planes = {
        "population": plane([[math.nan], [900]]),
        "population_pre_working_age": plane([[200], [1]]),
        "population_working_age": plane([[600], [1]]),
        "population_post_working_age": plane([[150], [1]]),
    }
    values, _ = calculator(planes, years=(2019, 2024)).cells("residents")
    assert values[:, 0].tolist() == [950, 900]


def test_confidential_input_shows_in_the_indicator():
    planes = {
        "fires": plane([[math.nan]], [[f.CONFIDENTIAL]]),
        "population": plane([[900]]),
    }
    assert calculator(planes).indicator("fires_per_1000").flags.tolist() == [
        [f.CONFIDENTIAL]
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(1, 100_000)),
        min_size=2,
        max_size=8,
    )
)
def test_an_aggregate_is_the_ratio_of_sums(members):
    """Never the mean of ratios: the county's value comes from the county's sums."""
    births = plane([[float(b) for b, _ in members]])
    people = plane([[float(p) for _, p in members]])
    kinds = ("1",) * len(members)
    small = calculator({"births": births, "population": people}, kinds)
    parts = small.indicator("births_rate")
    total = {
        "births": plane([[births[0].sum()]]),
        "population": plane([[people[0].sum()]]),
    }
    county = calculator(total, ("P",), "powiat").indicator("births_rate")

    expected = 1000 * parts.numerator.sum() / parts.denominator.sum()
    assert county.value[0, 0] == pytest.approx(expected)
    lowest, highest = np.nanmin(parts.value), np.nanmax(parts.value)
    assert lowest - 1e-9 <= county.value[0, 0] <= highest + 1e-9


def test_breaks_of_an_indicator_come_from_its_variables():
    definitions = load_definitions()
    periods = [b.period.label for b in definitions.breaks_of("births_rate")]
    assert periods == ["2020"]
    act = [b for b in definitions.breaks_of("own_revenue_per_person") if b.act]
    assert [b.period.label for b in act] == ["2025"]


def test_share_of_published_percentages_cannot_be_aggregated():
    definitions = load_definitions()
    assert not definitions.can_be_aggregated("water_access_percent")
    assert definitions.can_be_aggregated("births_rate")
