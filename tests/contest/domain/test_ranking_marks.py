"""Points, means, ties, thresholds, discrepancies: exact to the last digit."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from miara.contest.domain.ranking.marks import (
    Criterion,
    FaultyMarks,
    Mark,
    places_of,
    scores,
    standings,
)
from miara.contest.domain.ranking.rules import (
    Step,
    above_threshold,
    discrepancies,
    must_be_discussed,
)

CRITERIA = [
    Criterion("innovation", Decimal(30), Decimal(10)),
    Criterion("effect", Decimal(50), Decimal(20)),
    Criterion("transfer", Decimal(20), Decimal(3)),
]


def rows(entry, expert, *points, cell="A", criteria=CRITERIA):
    return [
        Mark(entry, cell, expert, criterion.code, Decimal(str(value)))
        for criterion, value in zip(criteria, points, strict=False)
        if value is not None
    ]


def test_points_are_weighted_shares_of_a_hundred():
    (score,) = scores(rows("e", "x", 10, 10, 3), CRITERIA)
    assert score.points == 30 + 25 + 20


def test_points_agree_with_fractions_for_any_marks():
    random = np.random.default_rng(2)
    for _ in range(200):
        given = [int(random.integers(0, int(c.most) * 2 + 1)) for c in CRITERIA]
        (score,) = scores(rows("e", "x", *(Decimal(g) / 2 for g in given)), CRITERIA)
        exact = sum(
            Fraction(int(c.weight), 100) * Fraction(g, 2) / int(c.most) * 100
            for c, g in zip(CRITERIA, given, strict=True)
        )
        assert abs(Fraction(score.points) - exact) < Fraction(1, 10**20)


def test_a_missing_mark_makes_no_score_and_is_named():
    given = scores(rows("e", "x", 5, None, 2) + rows("e", "y", 10, 20, 3), CRITERIA)
    assert given[0].points is None
    assert given[0].missing == ("effect",)
    (standing,) = standings(given)
    assert (standing.mean, standing.scores, standing.incomplete) == (Decimal(100), 1, 1)


def test_an_entry_without_a_complete_score_has_no_place():
    given = scores(rows("a", "x", 5, 5) + rows("b", "x", 1, 1, 1), CRITERIA)
    places = {s.entry: (s.place, s.mean is None) for s in standings(given)}
    assert places == {"b": (1, False), "a": (None, True)}


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ([Mark("e", "A", "x", "beauty", Decimal(1))], "UNKNOWN_CRITERION"),
        ([Mark("e", "A", "x", "effect", Decimal("20.5"))], "OUT_OF_SCALE"),
        ([Mark("e", "A", "x", "effect", Decimal(-1))], "OUT_OF_SCALE"),
        ([Mark("e", "A", "x", "effect", Decimal(1))] * 2, "TWICE"),
        (
            [
                Mark("e", "A", "x", "effect", Decimal(1)),
                Mark("e", "B", "y", "effect", Decimal(1)),
            ],
            "TWO_CELLS",
        ),
    ],
)
def test_rows_that_contradict_are_refused(marks, code):
    with pytest.raises(FaultyMarks) as refused:
        scores(marks, CRITERIA)
    assert refused.value.code == code


def test_thirds_that_are_equal_are_a_tie_whatever_their_order():
    thirds = [
        Criterion("one", Decimal(1), Decimal(3)),
        Criterion("two", Decimal(1), Decimal(7)),
    ]
    given = scores(
        rows("a", "x", 1, 2, criteria=thirds)
        + rows("a", "y", 2, 5, criteria=thirds)
        + rows("a", "z", 2, 3, criteria=thirds)
        + rows("b", "x", 2, 3, criteria=thirds)
        + rows("b", "y", 1, 5, criteria=thirds)
        + rows("b", "z", 2, 2, criteria=thirds),
        thirds,
    )
    order = standings(given)
    assert [(s.place, s.tied) for s in order] == [(1, True), (1, True)]


def test_ties_share_a_place_and_a_chain_of_small_steps_is_not_one_tie():
    means = {
        "a": Decimal("90.0"),
        "b": Decimal("89.6"),
        "c": Decimal("89.2"),
        "d": Decimal("80"),
    }
    assert places_of(means) == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert places_of(means, Decimal("0.5")) == {"a": 1, "b": 1, "c": 3, "d": 4}
    assert places_of(means, Decimal("0.4")) == {"a": 1, "b": 1, "c": 3, "d": 4}
    assert places_of({"a": Decimal("60.004"), "b": Decimal("60.001")}) == {
        "a": 1,
        "b": 2,
    }


def test_cells_have_places_of_their_own():
    given = scores(
        rows("a", "x", 1, 1, 1) + rows("b", "x", 2, 2, 2, cell="B"), CRITERIA
    )
    assert [(s.cell, s.place) for s in standings(given)] == [("A", 1), ("B", 1)]


def test_the_threshold_is_compared_before_rounding():
    one = [Criterion("all", Decimal(1), Decimal(100))]
    points = {
        "a": Decimal("60.004"),
        "b": Decimal(60),
        "c": Decimal("59.996"),
        "d": Decimal(61),
    }
    marks = [Mark(e, "A", "x", "all", p) for e, p in points.items()]
    order = standings(scores(marks, one))
    assert {s.entry for s in above_threshold(order, Decimal(60))} == {"a", "d"}
    assert {s.entry for s in above_threshold(order, Decimal(60), inclusive=True)} == {
        "a",
        "b",
        "d",
    }
    assert {str(s.shown) for s in order} == {"61.00", "60.00"}


def test_a_gap_above_the_share_calls_a_third_expert_and_then_a_consensus():
    one = [Criterion("all", Decimal(1), Decimal(100))]

    def given(*points):
        return scores(
            [Mark("e", "A", f"x{n}", "all", Decimal(p)) for n, p in enumerate(points)],
            one,
        )

    assert discrepancies(given(50, 75), Decimal("0.25")) == []
    (found,) = discrepancies(given(50, "75.5"), Decimal("0.25"))
    assert (found.step, found.gap) == (Step.THIRD_EXPERT, Decimal("25.5"))
    assert (found.low_expert, found.high_expert) == ("x0", "x1")
    (still,) = discrepancies(given(50, 60, 80), Decimal("0.25"))
    assert still.step is Step.CONSENSUS
    assert discrepancies(given(50), Decimal("0.25")) == []
    assert discrepancies(given(10, 90), Decimal("0.25"), expected=3) == []


def test_below_seven_tenths_the_jury_is_asked_to_look():
    assert must_be_discussed(0.699)
    assert not must_be_discussed(0.7)
