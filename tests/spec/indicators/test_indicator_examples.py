"""Every worked example of every indicator, three ways.

The arrays must give the written number; so must the plain-Python formula
evaluator; and the written bounds must be those of the stated interval method.
"""

import importlib.util
from pathlib import Path

import pytest

from miara.cube.compute.blocks import method_of
from miara.cube.definitions import load_definitions
from miara.cube.definitions.examples import agrees, run_example
from miara.cube.stats.intervals import interval

_spec = importlib.util.spec_from_file_location(
    "slow_formula_for_examples",
    Path(__file__).parents[2] / "cube" / "formula" / "slow_formula.py",
)
slow = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(slow)

DEFINITIONS = load_definitions()
EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.code}-{number}")
    for indicator in DEFINITIONS.indicators.values()
    for number, example in enumerate(indicator.examples, start=1)
]


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_example_comes_out_as_written(indicator, example):
    cells = run_example(DEFINITIONS, indicator, example)
    assert agrees(float(cells.value[-1, 0]), example.expected)


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_example_agrees_with_plain_python(indicator, example):
    assert agrees(_by_hand(indicator, example), example.expected)


@pytest.mark.parametrize(
    ("indicator", "example"),
    [p for p in EXAMPLES if p.values[1].lower is not None],
)
def test_bounds_of_an_example_follow_its_method(indicator, example):
    cells = run_example(DEFINITIONS, indicator, example)
    lower, upper = interval(
        cells.numerator,
        cells.denominator,
        method_of(indicator).interval,
        indicator.factor,
    )
    assert agrees(float(lower[-1, 0]), example.lower)
    assert agrees(float(upper[-1, 0]), example.upper)


def test_each_interval_method_with_bounds_has_an_example_of_them():
    used = {i.interval for i in DEFINITIONS.indicators.values()}
    shown = {p.values[0].interval for p in EXAMPLES if p.values[1].lower is not None}
    assert shown == {method for method in used if method not in ("process", "none")}


def _by_hand(indicator, example):
    """Value in the last year, through Python numbers only."""
    rows = {
        code: list(given) if isinstance(given, tuple) else [given]
        for code, given in example.inputs.items()
    }
    length = max(map(len, rows.values()))
    years = range(example.year - length + 1, example.year + 1)
    data = {}
    for code in DEFINITIONS.variables:
        data[code] = {year: _cell(None) for year in years}
    for code, row in rows.items():
        padded = [None] * (length - len(row)) + row
        data[code] = dict(zip(years, map(_cell, padded), strict=True))
    for code, tree in DEFINITIONS.derived.items():
        data[code] = {
            year: slow.cell(tree, data, year, example.kind, example.level.value)
            for year in years
        }
    compiled = DEFINITIONS.compiled[indicator.code]
    place = (data, example.year, example.kind, example.level.value)
    above = slow.cell(compiled.numerator, *place)
    if compiled.denominator is None:
        return indicator.factor * above.value if above.counts else float("nan")
    below = slow.cell(compiled.denominator, *place)
    if not (above.counts and below.counts) or below.value == 0:
        return float("nan")
    if abs(below.value) < (indicator.minimum_denominator or 0):
        return float("nan")
    return indicator.factor * above.value / below.value


def _cell(value):
    return slow.Cell(value, "missing" if value is None else "measured")
