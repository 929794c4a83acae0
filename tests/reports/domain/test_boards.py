"""Which questions follow from public facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.reports.domain.boards import MOST, Question, SpentPart, questions_of

NOTHING = {
    "bad_targets": [],
    "goals_without_target": 0,
    "targets_without_number": 0,
    "spending": [],
    "quarter": 0,
    "stopped": [],
    "late": [],
    "not_executed": 0,
    "has_report": True,
}


def asked(**more):
    return [(q.question, q.about, q.count) for q in questions_of(**{**NOTHING, **more})]


def test_no_facts_no_questions():
    assert asked() == []
    assert asked(has_report=False) == [(Question.NO_REPORT, "", 0)]


@pytest.mark.parametrize(
    ("planned", "executed", "quarter", "is_slow"),
    [
        (100, 25, 2, False),  # exactly a quarter behind
        (100, 24, 2, True),
        (100, 0, 1, False),
        (100, 0, 0, False),
        (0, 0, 4, False),
        (-5, 0, 4, False),
    ],
)
def test_slow_spending(planned, executed, quarter, is_slow):
    assert SpentPart("x", planned, executed).is_slow(quarter) is is_slow


def test_the_largest_slow_parts_are_asked_about_first():
    parts = [SpentPart(f"d{n}", 100 * n, 0) for n in range(1, 6)]
    parts.append(SpentPart("paid", 10_000, 9_000))
    found = asked(spending=parts, quarter=4)
    assert [about for _q, about, _c in found] == ["d5", "d4", "d3"]


def test_counts_come_once_and_names_a_few_times():
    names = [f"n{n}" for n in range(9)]
    found = asked(bad_targets=names, stopped=names, late=names, not_executed=7)
    assert len(found) == 3 * MOST + 1
    assert found[-1] == (Question.NOT_EXECUTED, "", 7)
    assert found[0] == (Question.BAD_TARGET, "n0", 0)


@given(
    st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), max_size=20),
    st.integers(0, 4),
)
def test_never_more_than_a_page_of_questions(amounts, quarter):
    parts = [SpentPart(str(n), *each) for n, each in enumerate(amounts)]
    assert len(asked(spending=parts, quarter=quarter)) <= MOST
