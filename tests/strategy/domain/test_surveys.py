"""Estimates from counts of answers, and reading answers of single people.

Proven by numbers of the literature, by an independent count over rows, and by how often
the intervals hold the truth in samples drawn with unequal weights.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from miara.strategy.domain.answers import (
    MOST_NUMBERS,
    MOST_TEXTS,
    AnswerFault,
    read_answers,
)
from miara.strategy.domain.estimates import Counted, mean_of, share_of


def counted(weights):
    return Counted(len(weights), float(np.sum(weights)), float(np.sum(weights**2)))


def people(n):
    """So many people of equal weight."""
    return Counted(n, float(n), float(n))


@pytest.mark.parametrize(
    ("yes", "n", "lower", "upper"),
    # Newcombe 1998, table I, method 3.
    [
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_as_published(yes, n, lower, upper):
    found = share_of([people(yes)], [people(n - yes)])
    assert (round(found.lower, 2), round(found.upper, 2)) == (lower, upper)
    assert found.value == pytest.approx(100 * yes / n)
    assert found.margin == max(found.upper - found.value, found.value - found.lower)


def test_a_mean_of_equal_weights_is_the_schoolbook_one():
    numbers = np.array([1, 2, 2, 3, 3, 3, 4, 5])
    found = mean_of([(v, people(int((numbers == v).sum()))) for v in (1, 2, 3, 4, 5)])
    half = stats.t.ppf(0.975, 7) * numbers.std(ddof=1) / np.sqrt(8)
    assert found.value == pytest.approx(numbers.mean())
    assert found.margin == pytest.approx(half)
    assert found.effective == 8


def test_weights_all_multiplied_change_nothing():
    yes, no = np.array([0.5, 1.0, 2.0]), np.array([1.5, 0.2])
    one = share_of([counted(yes)], [counted(no)])
    ten = share_of([counted(10 * yes)], [counted(10 * no)])
    assert (one.lower, one.upper) == pytest.approx((ten.lower, ten.upper))
    assert one.effective == pytest.approx(5.2**2 / (0.25 + 1 + 4 + 2.25 + 0.04))


def test_nothing_gives_no_number():
    assert share_of([], []) is None
    assert share_of([Counted(3, 0.0, 0.0)], []) is None
    assert mean_of([(4, people(1))]) is None
    assert share_of([people(5)], []).upper == 100


row = st.tuples(st.sampled_from("abc"), st.floats(0.01, 10))


@given(st.lists(row, min_size=2, max_size=40))
def test_counts_say_what_rows_say(rows):
    cells = [["odpowiedź", "waga"], *([a, repr(w)] for a, w in rows)]
    read = read_answers(cells)
    found = read.questions["odpowiedź"]
    role = {"a": 1.0, "b": 0.0, "c": 4.0}
    values = np.array([role[a] for a, _w in rows])
    weights = np.array([w for _a, w in rows])
    share = share_of(
        [found["a"]] if "a" in found else [], [c for a, c in found.items() if a != "a"]
    )
    expected = 100 * weights[values == 1].sum() / weights.sum()
    assert share.value == pytest.approx(expected)
    effective = min(weights.sum() ** 2 / (weights**2).sum(), len(rows))
    assert share.effective == pytest.approx(effective)
    mean = mean_of([(role[a], c) for a, c in found.items()])
    if mean is not None:
        assert mean.value == pytest.approx(np.average(values, weights=weights))
        spread = np.average((values - mean.value) ** 2, weights=weights)
        half = stats.t.ppf(0.975, effective - 1) * np.sqrt(spread / (effective - 1))
        assert mean.margin == pytest.approx(half, rel=1e-6, abs=1e-9)


@given(st.lists(row, min_size=1, max_size=30), st.randoms())
def test_the_order_of_people_never_matters(rows, shuffle):
    def read(some):
        return read_answers([["p", "waga"], *([a, repr(w)] for a, w in some)])

    moved = list(rows)
    shuffle.shuffle(moved)
    one, two = read(rows).questions["p"], read(moved).questions["p"]
    assert list(one) == list(two)
    assert [c.people for c in one.values()] == [c.people for c in two.values()]
    assert [c.weight for c in one.values()] == pytest.approx(
        [c.weight for c in two.values()]
    )


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Samples of 200 with weights that do not depend on the answer: near 95 of 100."""
    rng = np.random.default_rng(20261122)
    draws, size = 1500, 200
    weights = rng.gamma(4.0, 0.25, (draws, size))
    for truth in (0.08, 0.35, 0.5):
        answers = rng.random((draws, size)) < truth
        held = 0
        for said, weight in zip(answers, weights, strict=True):
            found = share_of([counted(weight[said])], [counted(weight[~said])])
            held += found.lower <= 100 * truth <= found.upper
        assert 0.935 < held / draws < 0.97
    marks = rng.choice([1, 2, 3, 4, 5], (draws, size), p=[0.1, 0.1, 0.2, 0.3, 0.3])
    held = 0
    for said, weight in zip(marks, weights, strict=True):
        found = mean_of([(v, counted(weight[said == v])) for v in (1, 2, 3, 4, 5)])
        held += found.lower <= 3.6 <= found.upper
    assert 0.935 < held / draws < 0.965


HEAD = ["Czy jest czysto?", "waga"]


@pytest.mark.parametrize(
    ("rows", "weight", "told"),
    [
        ([], "", [("A1", AnswerFault.EMPTY)]),
        ([["", ""]], "", [("A1", AnswerFault.EMPTY)]),
        ([HEAD], "", [("A2", AnswerFault.NO_ROWS)]),
        ([["a", ""], ["1", "2"]], "", [("B1", AnswerFault.NO_HEADING)]),
        ([["a", "A"], ["1", "2"]], "", [("B1", AnswerFault.HEADING_TWICE)]),
        ([HEAD, ["tak", "dużo"]], "", [("B2", AnswerFault.BAD_WEIGHT)]),
        ([HEAD, ["tak", "-1"]], "", [("B2", AnswerFault.NEGATIVE_WEIGHT)]),
        (
            [HEAD, ["tak"], ["nie", ""]],
            "",
            [("B2", AnswerFault.NO_WEIGHT), ("B3", AnswerFault.NO_WEIGHT)],
        ),
        ([HEAD, ["tak", "1", "może"]], "", [("C2", AnswerFault.TOO_LONG_ROW)]),
        ([HEAD, ["tak", "1"]], "masa", [("A1", AnswerFault.NO_SUCH_WEIGHT)]),
        ([["waga"], ["1"]], "", [("A1", AnswerFault.NO_QUESTION)]),
    ],
)
def test_errors_name_their_cells(rows, weight, told):
    found = read_answers(rows, weight)
    assert [(error.cell, error.fault) for error in found.errors] == told
    assert not found.questions


def test_columns_of_names_and_remarks_are_not_kept():
    rows = [["nazwisko", "uwagi", "ocena", "minuty", "płeć"]]
    rows += [
        [f"Kowalska {n}", "x" * 130, str(1 + n % 5), str(n % MOST_NUMBERS), "KM"[n % 2]]
        for n in range(MOST_TEXTS + 100)
    ]
    found = read_answers(rows)
    assert found.left_out == ("nazwisko", "uwagi")
    assert list(found.questions) == ["ocena", "minuty", "płeć"]
    assert list(found.questions["ocena"]) == ["1", "2", "3", "4", "5"]
    assert "Kowalska" not in str(found.as_json())


def test_an_empty_answer_is_no_answer_and_a_polish_weight_is_a_number():
    found = read_answers([HEAD, ["tak", "0,5"], ["", "2"], [" tak ", "1,5"], ["", ""]])
    assert found.errors == ()
    assert found.people == 3
    assert found.weight == "waga"
    assert found.questions["Czy jest czysto?"] == {"tak": Counted(2, 2.0, 2.5)}
