"""Suspicious numbers against a slow version, and what they must not be."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from miara.cube.flags import BREAK_BEFORE
from miara.cube.stats.intervals import IntervalMethod
from miara.indicators.domain import suspicious
from miara.indicators.domain.suspicious import implausible, jumps

NONE = IntervalMethod.NONE


def found(values, flags=None, denominator=None, *, method=NONE, factor=1.0):
    values = np.asarray(values, dtype=float)
    flags = np.zeros(values.shape, np.uint8) if flags is None else flags
    denominator = np.full(values.shape, np.nan) if denominator is None else denominator
    cells = jumps(values, flags, denominator, method=method, factor=factor)
    return {
        (int(t), int(u)): float(size)
        for t, u, size in zip(cells.period, cells.unit, cells.size, strict=True)
    }


def slow_jumps(values):
    """The same rule written cell by cell, for values without chance of counts."""
    times, units = values.shape
    change = np.diff(values, axis=0)

    def sizes(row, least):
        known = [x for x in row if not math.isnan(x)]
        if len(known) < least:
            return [math.nan] * len(row)
        middle = statistics.median(known)
        spread = 1.4826 * statistics.median(abs(x - middle) for x in known)
        return [(x - middle) / spread if spread > 0 else math.nan for x in row]

    among = [sizes(list(change[t]), suspicious.LEAST_CHANGES) for t in range(times - 1)]
    found = set()
    for u in range(units):
        own = [abs(row[u]) for row in among if not math.isnan(row[u])]
        enough = len(own) >= suspicious.LEAST_OWN_CHANGES
        usual = 1.4826 * statistics.median(own) if enough else 0.0
        found |= {
            (t + 1, u)
            for t, row in enumerate(among)
            if abs(row[u]) > 5 * max(usual, 1.0)
        }
    return found


@settings(max_examples=60)
@given(
    arrays(
        float,
        st.tuples(st.integers(2, 8), st.integers(18, 30)),
        elements=st.one_of(
            st.integers(-40, 40).map(float), st.just(math.nan), st.just(-900.0)
        ),
    )
)
def test_jumps_agree_with_the_slow_version(values):
    # A negative number keeps the values on their own scale.
    values[0, 0] = -1.0
    assert set(found(values)) == slow_jumps(values)


def test_one_planted_jump_is_the_only_one_found():
    chance = np.random.default_rng(7)
    values = chance.normal(-100, 1, (10, 60))
    values[6:, 11] += 40
    [(place, size)] = found(values).items()
    assert place == (6, 11)
    assert size == pytest.approx(40 / np.sqrt(2), rel=0.35)


def test_what_all_units_do_together_is_no_jump():
    chance = np.random.default_rng(7)
    values = chance.normal(-100, 1, (10, 60))
    values[5:] += 500
    assert found(values) == {}


def test_a_unit_that_always_moves_is_not_named_for_it():
    chance = np.random.default_rng(7)
    values = chance.normal(-100, 1, (10, 60))
    values[:, 3] = np.where(np.arange(10) % 2, -150, -50)
    assert found(values) == {}


def test_nothing_is_compared_across_a_break():
    chance = np.random.default_rng(7)
    values = chance.normal(-100, 1, (10, 60))
    values[6:, 11] += 40
    flags = np.zeros(values.shape, np.uint8)
    flags[6, 11] = BREAK_BEFORE
    assert found(values, flags) == {}


def test_counts_of_small_units_may_jump_more():
    """Ten events more are much for a city of a million, little for a village."""
    chance = np.random.default_rng(3)
    people = np.full((8, 80), 3_000.0)
    people[:, 40:] = 300_000.0
    events = chance.poisson(people * 0.004).astype(float)
    assert (
        found(
            events / people * 1000,
            None,
            people,
            method=IntervalMethod.BYAR,
            factor=1000,
        )
        == {}
    )
    events[5, 50] += 500
    assert (5, 50) in found(
        events / people * 1000, None, people, method=IntervalMethod.BYAR, factor=1000
    )


def test_too_few_units_tell_nothing():
    values = np.full((6, 19), -1.0) + np.random.default_rng(1).normal(0, 1, (6, 19))
    values[3, 2] = 1e6
    assert found(values) == {}


def test_values_outside_the_range_are_named_and_the_ends_are_inside():
    cells = implausible(np.array([[0.0, 10.0, 10.1], [-0.1, np.nan, 5.0]]), 0, 10)
    assert list(zip(cells.period, cells.unit, strict=True)) == [(0, 2), (1, 0)]
    assert np.isnan(cells.size).all()
