"""Arrays against the plain-Python version, and text against tree."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube import flags as f
from miara.cube.formula import (
    Context,
    FormulaSyntaxError,
    evaluate,
    parse,
    to_text,
)
from miara.cube.formula import nodes as n
from miara.cube.formula.parsing import KINDS, LEVELS, parse_condition
from miara.cube.periods import Period

_spec = importlib.util.spec_from_file_location(
    "slow_formula", Path(__file__).with_name("slow_formula.py")
)
slow = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(slow)

CODES = ("a", "b", "c")
YEARS = (2015, 2016, 2017, 2019, 2020)  # a hole, as real series have

conditions = st.recursive(
    st.one_of(
        st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).map(
            lambda kinds: n.KindIn(tuple(kinds))
        ),
        st.lists(st.sampled_from(LEVELS), min_size=1, max_size=2).map(
            lambda levels: n.LevelIn(tuple(levels))
        ),
    ),
    lambda inner: st.one_of(
        inner.map(n.Not),
        st.builds(n.Both, st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=4,
)

numbers = st.one_of(
    st.integers(0, 10_000).map(float),
    st.floats(0, 1e300, allow_nan=False, allow_infinity=False),
)

expressions = st.recursive(
    st.one_of(
        numbers.map(n.Number),
        st.sampled_from(CODES).map(n.Name),
        st.sampled_from([100.0, 1000.0, 0.5]).map(n.Per),
    ),
    lambda inner: st.one_of(
        inner.map(n.Negation),
        st.builds(n.Operation, st.sampled_from("+-*/"), inner, inner),
        st.builds(
            n.InTime,
            st.sampled_from(["lag", "growth", "mean"]),
            inner,
            st.integers(1, 3),
            st.booleans(),
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda i: n.Sum(tuple(i))),
        st.lists(inner, min_size=2, max_size=3).map(lambda i: n.Coalesce(tuple(i))),
        st.builds(n.Conditional, conditions, inner, inner),
    ),
    max_leaves=8,
)

states = st.sampled_from(["measured"] * 4 + list(f.STATE_NAMES.values()))
marks = st.sets(st.sampled_from(sorted(f.MARK_NAMES.values())), max_size=2)


@st.composite
def cells(draw):
    state = draw(states)
    if state == "measured":
        value = float(draw(st.integers(-50, 50)))
    else:
        value = 0.0 if state == "zero_event" else None
    return slow.Cell(value, state, draw(marks))


units = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.fixed_dictionaries(
            {
                code: st.fixed_dictionaries(dict.fromkeys(YEARS, cells()))
                for code in CODES
            }
        ),
    ),
    min_size=1,
    max_size=3,
)


def _plane(table, code):
    values = [
        [math.nan if (v := data[code][y].value) is None else v for _, data in table]
        for y in YEARS
    ]
    flags = [
        [f.from_names([data[code][y].state, *data[code][y].marks]) for _, data in table]
        for y in YEARS
    ]
    return np.array(values), np.array(flags, dtype=np.uint8)


@settings(max_examples=300, deadline=None)
@given(expression=expressions, table=units, level=st.sampled_from(LEVELS))
def test_evaluation_agrees_with_plain_python(expression, table, level):
    planes = {code: _plane(table, code) for code in CODES}
    context = Context(
        kinds=np.array([kind for kind, _ in table]),
        level=level,
        periods=tuple(Period.year(year) for year in YEARS),
    )

    values, flags = evaluate(expression, planes.__getitem__, context)

    assert values.shape == flags.shape == context.shape
    for row, year in enumerate(YEARS):
        for column, (kind, data) in enumerate(table):
            expected = slow.cell(expression, data, year, kind, level)
            words = f.names(int(flags[row, column]))
            assert words[0] == expected.state
            assert set(words[1:]) == expected.marks
            if expected.counts:
                assert values[row, column] == pytest.approx(expected.value, rel=1e-9)
            else:
                assert math.isnan(values[row, column])


@settings(max_examples=400, deadline=None)
@given(expressions)
def test_text_of_a_tree_parses_to_the_same_tree(expression):
    assert parse(to_text(expression)) == expression


@given(conditions)
def test_text_of_a_condition_parses_to_the_same_condition(condition):
    assert parse_condition(to_text(condition)) == condition


@given(st.text(alphabet="ab1.+-*/(), \nif", max_size=30))
def test_any_text_parses_or_says_where_it_fails(text):
    try:
        tree = parse(text)
    except FormulaSyntaxError as caught:
        problem = caught
        assert_points_inside(problem, text)
    else:
        assert parse(to_text(tree)) == tree


def assert_points_inside(problem, text):
    assert 0 <= problem.position <= len(text)
    assert problem.pointer().endswith("^")
