"""The check of a value, its life, shares of answers, pasted tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.strategy.domain.checks import Remark, Subject, check_value, is_blocked
from miara.strategy.domain.life import (
    MOVES,
    State,
    after_import,
    after_submitting,
    may_move,
)
from miara.strategy.domain.numbers import BadNumberError, read_number
from miara.strategy.domain.pasted import Fault, read_values, rows_of_text
from miara.strategy.domain.surveys import margin_of_share, share_of_answers

TODAY = date(2026, 2, 1)
PERCENT = Subject(
    "%", 1, lowest=Decimal(0), highest=Decimal(100), before=(Decimal(40), Decimal(41))
)


def remarks(subject=PERCENT, **facts):
    given_ = {"period": "2025", "value": Decimal("42.5"), "today": TODAY, **facts}
    return [found.remark for found in check_value(subject, **given_)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"value": Decimal(101)}, [Remark.ABOVE_HIGHEST, Remark.JUMP]),
        ({"value": Decimal(-1)}, [Remark.BELOW_LOWEST, Remark.JUMP]),
        ({"value": Decimal("42.55")}, [Remark.TOO_MANY_DECIMALS]),
        ({"value": Decimal(62)}, [Remark.JUMP]),
        ({"period": "2026"}, [Remark.NOT_OVER]),
        ({"period": "2025-Q4"}, [Remark.OTHER_FREQUENCY]),
        ({"period": "rok 2025"}, [Remark.BAD_PERIOD]),
        ({"measure": "szt."}, [Remark.OTHER_UNIT]),
        ({"measure": " % "}, []),
        ({"margin": Decimal(-1)}, [Remark.NEGATIVE_MARGIN]),
        ({"value": None, "period": "2026"}, [Remark.NOT_OVER]),
    ],
)
def test_the_check(facts, expected):
    assert remarks(**facts) == expected


def test_a_value_that_never_moves_is_remarked():
    same = Subject("szt.", 0, before=(Decimal(6), Decimal(6), Decimal(6)))
    assert remarks(same, value=Decimal(6)) == [Remark.SAME_FOR_LONG]


def test_typed_and_imported_values_part_ways():
    jump = check_value(PERCENT, period="2025", value=Decimal(90), today=TODAY)
    wrong = check_value(PERCENT, period="2025", value=Decimal(190), today=TODAY)
    assert not is_blocked(jump)
    assert [after_submitting(found) for found in ([], jump, wrong)] == [
        State.CHECKED,
        State.SUBMITTED,
        State.DRAFT,
    ]
    assert [after_import(found) for found in ([], jump, wrong)] == [
        State.CHECKED,
        State.DRAFT,
        State.DRAFT,
    ]


@given(st.lists(st.sampled_from(list(State)), max_size=12))
def test_nothing_is_published_that_was_not_checked_and_approved(path):
    state, seen = State.DRAFT, [State.DRAFT]
    for wish in path:
        if may_move(state, wish):
            state = wish
            seen.append(wish)
    if State.PUBLISHED in seen:
        place = seen.index(State.PUBLISHED)
        assert seen[place - 2 : place] == [State.CHECKED, State.APPROVED]


def test_a_corrected_version_is_the_end():
    assert MOVES[State.CORRECTED] == frozenset()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", Decimal("1234.5")),
        ("1\u202f234.5", Decimal("1234.5")),
        ("−3", Decimal(-3)),
        ("12%", Decimal(12)),
        ("b.d.", None),
        ("", None),
    ],
)
def test_numbers_as_people_type_them(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["12,3,4", "około 5", "1e5", "9" * 30])
def test_what_is_no_number_is_said(text):
    with pytest.raises(BadNumberError):
        read_number(text)


def test_published_margins_of_the_city_survey():
    assert [round(margin_of_share(50, n), 1) for n in (1109, 1125)] == [2.9, 2.9]


def test_weights_shrink_the_effective_number():
    answers = [("yes", 1.0)] * 50 + [("no", 1.0)] * 40 + [("none", 2.0)] * 10
    found = share_of_answers(answers, frozenset({"yes"}), without=frozenset({"none"}))
    assert (found.percent, found.answers, found.effective) == (Decimal("55.6"), 90, 90)
    whole = share_of_answers(answers, frozenset({"yes"}))
    assert (whole.percent, whole.answers) == (Decimal("45.5"), 100)
    assert whole.effective == pytest.approx(110**2 / 130)


@given(st.lists(st.floats(0.1, 5), min_size=2, max_size=50))
def test_effective_number_never_exceeds_the_answers(weights):
    answers = [("yes", w) for w in weights]
    found = share_of_answers(answers, frozenset({"yes"}))
    assert found.effective <= len(weights) + 1e-9
    assert (found.percent, found.margin) == (Decimal(100), Decimal(0))


def test_nobody_answered():
    assert share_of_answers([], frozenset({"yes"})) is None
    with pytest.raises(ValueError, match="negative"):
        share_of_answers([("yes", -1.0)], frozenset({"yes"}))


KNOWN = {"pm25": "1", "łąki kwietne": "2"}


def test_a_pasted_table_is_read_cell_by_cell():
    text = (
        "wskaźnik\tjednostka\t2022\t2023\nPM25\tµg/m³\t16\t15\nŁąki kwietne\tha\t\t10,5"
    )
    read = read_values(rows_of_text(text), KNOWN)
    assert read.errors == ()
    assert [
        (c.cell, c.indicator, c.period, c.value, c.measure) for c in read.cells
    ] == [
        ("C2", "1", "2022", Decimal(16), "µg/m³"),
        ("D2", "1", "2023", Decimal(15), "µg/m³"),
        ("D3", "2", "2023", Decimal("10.5"), "ha"),
    ]


def test_every_error_names_its_cell_and_the_rest_is_kept():
    text = "wskaźnik;2022;rok 23;2022\nPM25;16;15;1\nsmog;1;2;3\nŁąki kwietne;dużo;1;2"
    read = read_values(rows_of_text(text), KNOWN)
    assert [(e.cell, e.fault) for e in read.errors] == [
        ("C1", Fault.BAD_PERIOD),
        ("D1", Fault.PERIOD_TWICE),
        ("A3", Fault.UNKNOWN_INDICATOR),
        ("B4", Fault.BAD_NUMBER),
    ]
    assert [c.cell for c in read.cells] == ["B2"]


def test_an_indicator_twice_and_a_cell_beyond_the_headings():
    text = "wskaźnik;2022\nPM25;16;99\nPM25;17"
    read = read_values(rows_of_text(text), KNOWN)
    assert [(e.cell, e.fault) for e in read.errors] == [
        ("C2", Fault.BEYOND_HEADINGS),
        ("A3", Fault.INDICATOR_TWICE),
    ]


@pytest.mark.parametrize(
    ("text", "fault"), [("", Fault.EMPTY), ("wskaźnik", Fault.NO_PERIODS)]
)
def test_a_table_without_anything(text, fault):
    assert [e.fault for e in read_values(rows_of_text(text), KNOWN).errors] == [fault]


@given(
    st.dictionaries(
        st.integers(1990, 2030), st.decimals(-999, 999, places=2), min_size=1
    )
)
def test_what_was_written_is_read_back(values):
    heads = ["", *map(str, values)]
    row = ["PM25", *(str(v).replace(".", ",") for v in values.values())]
    read = read_values([heads, row], KNOWN)
    assert {int(c.period): c.value for c in read.cells} == values
