"""What formulas mean, what they refuse and how they say it."""

from fractions import Fraction

import numpy as np
import pytest

from miara.cube import flags as f
from miara.cube.formula import (
    CircularFormula,
    Context,
    FormulaSyntaxError,
    UnitOfMeasure,
    UnitOfMeasureMismatch,
    UnknownName,
    check,
    evaluate,
    names_in,
    parse,
    sorted_by_dependency,
    to_text,
)
from miara.cube.periods import Period

PERSON = UnitOfMeasure.of({"PERSON": 1})
PLN = UnitOfMeasure.of({"PLN": 1})
EVENT = UnitOfMeasure.of({"EVENT": 1})
PERCENT = UnitOfMeasure.of({}, Fraction(1, 100))
UNITS = {
    "population": PERSON,
    "pupils": PERSON,
    "revenue": PLN,
    "births": EVENT,
    "share": PERCENT,
}
YEARS = tuple(Period.year(year) for year in (2018, 2019, 2020, 2021))


def run(text, kinds=("1",), level="gmina", **rows):
    planes = {
        code: (
            np.array([[np.nan if v is None else v] * len(kinds) for v, _ in cells]),
            np.array([[flag] * len(kinds) for _, flag in cells], dtype=np.uint8),
        )
        for code, cells in rows.items()
    }
    context = Context(np.array(kinds), level, YEARS)
    return evaluate(parse(text), planes.__getitem__, context)


def series(*numbers):
    return [(v, f.MEASURED if v is not None else f.MISSING) for v in numbers]


def test_zero_event_computes_as_zero():
    values, flags = run(
        "a + 1", a=[(0.0, f.ZERO_EVENT), (3.0, 0), (None, f.MISSING), (0.0, 0)]
    )
    assert values[:, 0].tolist()[:2] == [1.0, 4.0]
    assert flags[:, 0].tolist() == [f.MEASURED, f.MEASURED, f.MISSING, f.MEASURED]


def test_division_by_zero_is_missing_and_never_infinite():
    values, flags = run("a / b", a=series(1, 2, 0, 4), b=series(0, 2, 0, 8))
    assert np.isnan(values[[0, 2], 0]).all()
    assert flags[:, 0].tolist() == [f.MISSING, 0, f.MISSING, 0]
    assert values[[1, 3], 0].tolist() == [1.0, 0.5]


def test_confidential_input_makes_the_result_confidential():
    _, flags = run(
        "a / b",
        a=[(None, f.CONFIDENTIAL), (None, f.MISSING), (1.0, f.PROVISIONAL), (1.0, 0)],
        b=[(None, f.MISSING), (None, f.NOT_APPLICABLE), (0.0, 0), (2.0, f.ESTIMATED)],
    )
    assert flags[:, 0].tolist() == [
        f.CONFIDENTIAL,
        f.NOT_APPLICABLE,
        f.MISSING | f.PROVISIONAL,
        f.ESTIMATED,
    ]


def test_lag_before_the_first_period_is_missing():
    values, flags = run("lag(a, 2)", a=series(1, 2, 3, 4))
    assert flags[:, 0].tolist() == [f.MISSING, f.MISSING, 0, 0]
    assert values[2:, 0].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("growth(a, 1)", [None, 1.0, None, 0.5]),
        ("growth(a, 1, across_breaks)", [None, 1.0, 1.0, 0.5]),
        ("mean(a, 2)", [None, 1.5, None, 5.0]),
        ("lag(a, 1)", [None, 1.0, None, 4.0]),
        ("lag(a, 1, across_breaks)", [None, 1.0, 2.0, 4.0]),
    ],
)
def test_nothing_looks_across_a_break_unless_told(text, expected):
    values, _ = run(text, a=[(1.0, 0), (2.0, 0), (4.0, f.BREAK_BEFORE), (6.0, 0)])
    assert [None if np.isnan(v) else v for v in values[:, 0]] == expected


def test_condition_chooses_for_each_unit():
    values, _ = run(
        "if(kind in (1, M), a, b)",
        kinds=("1", "2", "M"),
        a=series(1, 1, 1, 1),
        b=series(9, 9, 9, 9),
    )
    assert values[0].tolist() == [1.0, 9.0, 1.0]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("births / ", 9),
        ("(births", 7),
        ("births population", 7),
        ("births % population", 7),
        ("lag(births)", 10),
        ("lag(births, 1.5)", 12),
        ("lag(births, 0)", 12),
        ("per(0)", 4),
        ("coalesce(births)", 15),
        ("if(kid == 1, a, b)", 3),
        ("if(kind == 7, a, b)", 11),
        ("12abc", 0),
        ("lag", 0),
        ("", 0),
        ("1e999", 0),
    ],
)
def test_syntax_error_points_at_the_character(text, position):
    with pytest.raises(FormulaSyntaxError) as caught:
        parse(text)
    assert caught.value.position == position
    assert caught.value.pointer().split("\n")[1] == " " * position + "^"


def test_pointer_shows_the_right_line_of_a_long_formula():
    with pytest.raises(FormulaSyntaxError) as caught:
        parse("births /\n  (population ?)")
    assert (caught.value.line, caught.value.column) == (2, 15)
    assert caught.value.pointer() == "  (population ?)\n              ^"


def test_mistyped_function_and_kind_are_corrected():
    with pytest.raises(FormulaSyntaxError) as caught:
        parse("groth(births, 1)")
    assert caught.value.data["suggestion"] == "growth"
    with pytest.raises(FormulaSyntaxError) as caught:
        parse("if(level == powjat, a, b)")
    assert caught.value.data["suggestion"] == "powiat"


def test_unknown_code_suggests_the_nearest():
    text = "births / popualtion"
    with pytest.raises(UnknownName) as caught:
        check(parse(text), UNITS, text=text)
    assert caught.value.data == {"name": "popualtion", "suggestion": "population"}
    assert caught.value.position == 9
    assert "did you mean 'population'?" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "revenue + population",
        "revenue - 1",
        "share - pupils / population",
        "coalesce(revenue, births)",
        "if(kind == 1, revenue, population)",
        "sum(revenue, revenue, births)",
        "revenue / population + revenue",
    ],
)
def test_unlike_quantities_are_refused(text):
    with pytest.raises(UnitOfMeasureMismatch, match="cannot be added"):
        check(parse(text), UNITS, text=text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("revenue / population", UnitOfMeasure.of({"PLN": 1, "PERSON": -1})),
        ("pupils / population * per(100)", PERCENT),
        ("per(100) - share", PERCENT),
        ("growth(revenue, 1)", UnitOfMeasure()),
        ("growth(revenue, 1) * per(100)", PERCENT),
        (
            "births / population * per(1000)",
            EVENT / PERSON * PERCENT * PERCENT * UnitOfMeasure.of({}, 10),
        ),
        ("mean(revenue, 3) - lag(revenue, 1)", PLN),
        ("-revenue * 2", PLN),
        ("population * population", UnitOfMeasure.of({"PERSON": 2})),
        ("revenue / revenue", UnitOfMeasure()),
    ],
)
def test_unit_of_measure_of_a_formula(text, unit):
    assert check(parse(text), UNITS) == unit


def test_counts_cancel_only_against_counts():
    counts = frozenset({"EVENT", "PERSON"})
    assert (EVENT / PERSON).without_counts(counts) == UnitOfMeasure()
    assert PERSON.without_counts(counts) == UnitOfMeasure.of({"COUNT": 1})
    assert (PLN / PERSON).without_counts(counts) != PLN


def test_circular_formulas_are_refused_with_the_circle():
    formulas = {"a": parse("b + 1"), "b": parse("lag(c, 1)"), "c": parse("a * 2")}
    with pytest.raises(CircularFormula, match="a -> b -> c -> a"):
        sorted_by_dependency(formulas)
    with pytest.raises(CircularFormula, match="x -> x"):
        sorted_by_dependency({"x": parse("x / 2")})


def test_order_puts_inputs_first():
    formulas = {"d": parse("b + c"), "c": parse("b * 2"), "b": parse("raw")}
    assert sorted_by_dependency(formulas) == ("b", "c", "d")


def test_names_are_listed_once_in_reading_order():
    assert names_in(parse("if(kind == 1, z, a) / sum(a, lag(q, 1))")) == ("z", "a", "q")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a*(b/c)", "a * (b / c)"),
        ("-(a+b)", "-(a + b)"),
        ("a - -b", "a - -b"),
        (
            "if( kind!=M and (level==gmina or level==powiat) ,a,b)",
            "if(not kind == M and (level == gmina or level == powiat), a, b)",
        ),
    ],
)
def test_text_keeps_only_needed_parentheses(written, normal):
    assert to_text(parse(written)) == normal


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(FormulaSyntaxError, match="nested"):
        parse("(" * 5000 + "a" + ")" * 5000)
    with pytest.raises(FormulaSyntaxError, match="nested"):
        parse("-" * 5000 + "a")
