"""Reading a table of resolutions: columns, cells, days, differences."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miara.council.domain.cells import UnreadableTableError, cells_of
from miara.council.domain.days import day_of
from miara.council.domain.differences import Stored, plan_of
from miara.council.domain.table import (
    BadTableError,
    Fault,
    Known,
    Problem,
    read_table,
)

HEAD = ["Numer uchwały", "Data", "W sprawie", "Wykonawca", "Stan", "Termin", "Link"]
KNOWN = Known(
    posts={"skarbnik": [1], "skarbnik fn": [1], "inspektor": [2, 3]},
    states={"podjeta": "ADOPTED", "wykonana": "EXECUTED"},
    goals={"i 1": [7], "i 2": [8, 9]},
    today=date(2026, 3, 2),
)
DAY = date(2025, 3, 27)


def read(*rows, head=HEAD):
    return read_table([head, *rows], KNOWN)


def faults(*row, head=HEAD):
    return [(fault.column, fault.fault) for fault in read(row, head=head).faults]


def test_a_whole_row_is_read():
    row = ["X/1", "27.03.2025", "  w  sprawie ", "Skarbnik (FN)", "WYKONANA", "", ""]
    found = read(row, ["X/2", DAY, "b"])
    assert found.faults == ()
    assert found.rows[0].key == ("X/1", DAY)
    assert found.rows[0].values == {
        "title": "w sprawie",
        "executor": 1,
        "state": "EXECUTED",
    }
    assert found.rows[1].values == {"title": "b"}


def test_headings_are_found_below_a_title_and_unknown_ones_told():
    cells = [["Rejestr uchwał"], [], ["Data", "Uwagi", "Nr"], ["27.03.2025", "x", 12.0]]
    found = read_table(cells, KNOWN)
    assert found.ignored == ("Uwagi",)
    assert (found.rows[0].number, found.rows[0].line) == ("12", 4)
    assert found.headings == {"number": "Nr", "adopted_on": "Data"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["", "27.03.2025"], ("number", Fault.NO_NUMBER)),
        (
            [datetime.combine(DAY, time()), "27.03.2025"],
            ("number", Fault.NUMBER_IS_DAY),
        ),
        (["X" * 81, "27.03.2025"], ("number", Fault.TOO_LONG)),
        (["X", ""], ("adopted_on", Fault.NO_DAY)),
        (["X", "wiosną"], ("adopted_on", Fault.BAD_DAY)),
        (["X", "03.03.2026"], ("adopted_on", Fault.DAY_OUTSIDE)),
        (["X", "27.03.1889"], ("adopted_on", Fault.DAY_OUTSIDE)),
        (["X", DAY, "a" * 1001], ("title", Fault.TOO_LONG)),
        (["X", DAY, "a", "Burmistrz"], ("executor", Fault.UNKNOWN_POST)),
        (["X", DAY, "a", "Inspektor"], ("executor", Fault.MANY_POSTS)),
        (["X", DAY, "a", "", "zrobiona"], ("state", Fault.UNKNOWN_STATE)),
        (["X", DAY, "a", "", "", "kiedyś"], ("deadline", Fault.BAD_DEADLINE)),
        (["X", DAY, "a", "", "", "1.03.2025"], ("deadline", Fault.DEADLINE_BEFORE)),
        (
            ["X", DAY, "a", "", "", "", "javascript:x"],
            ("publication", Fault.BAD_ADDRESS),
        ),
        (
            ["X", DAY, "a", "", "", "", "https://a b.pl"],
            ("publication", Fault.BAD_ADDRESS),
        ),
    ],
)
def test_each_fault_names_its_cell(row, wrong):
    assert faults(*row) == [wrong]


def test_goals_are_read_by_symbol():
    head = ["nr", "data", "cele"]
    assert read(["X", DAY, "I.1"], head=head).rows[0].values == {"goals": (7,)}
    assert faults("X", DAY, "I.1; IX", head=head) == [("goals", Fault.UNKNOWN_GOAL)]
    assert faults("X", DAY, "I.2", head=head) == [("goals", Fault.MANY_GOALS)]


def test_a_resolution_stands_once():
    found = read(["X", DAY, "a"], ["X", "27.03.2025", "b"])
    (fault,) = found.faults
    assert (fault.line, fault.fault, fault.value) == (3, Fault.TWICE, "2")


@pytest.mark.parametrize(
    ("cells", "problem", "detail"),
    [
        ([], Problem.EMPTY, ""),
        ([HEAD], Problem.EMPTY, ""),
        ([["Data", "Tytuł"], ["27.03.2025", "a"]], Problem.NO_COLUMN, "number"),
        ([["Numer"], ["X"]], Problem.NO_COLUMN, "adopted_on"),
        ([HEAD, *([["X", DAY]] * 2001)], Problem.TOO_LONG, "2001"),
    ],
)
def test_a_table_that_cannot_be_read(cells, problem, detail):
    with pytest.raises(BadTableError) as caught:
        read_table(cells, KNOWN)
    assert (caught.value.problem, caught.value.detail) == (problem, detail)


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"a;b\x00c", b"\x81\x00"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(UnreadableTableError):
        cells_of(content)


def test_text_of_old_programs_is_read():
    assert cells_of("Numer;Łódź\n1;2".encode("cp1250")) == [
        ["Numer", "Łódź"],
        ["1", "2"],
    ]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@settings(max_examples=25)
def test_a_day_is_read_however_it_is_written(day):
    for shape in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y r."):
        assert day_of(day.strftime(shape)) == day
    assert day_of(datetime.combine(day, time())) == day


def test_days_in_words():
    assert day_of("1 października 2024 r.") == date(2024, 10, 1)
    assert day_of("5 XII 2024") == date(2024, 12, 5)
    assert day_of("31 lutego 2024") is None


def stored(**values):
    whole = {"title": "a", "state": "ADOPTED", "executor": None, "goals": (), **values}
    return {("X", DAY): Stored(5, "X", DAY, whole)}


def test_a_table_is_compared_with_the_register():
    rows = read(["X", DAY, "b", "Skarbnik"], ["Y", DAY, "c"], ["Z", DAY]).rows
    plan = plan_of(rows, stored())
    assert [row.number for row in plan.added] == ["Y", "Z"]
    (change,) = plan.changed
    assert (change.before, change.after) == (
        {"title": "a", "executor": None},
        {"title": "b", "executor": 1},
    )
    assert [(f.line, f.fault) for f in plan.faults] == [(4, Fault.NO_TITLE)]


def test_an_empty_cell_changes_nothing_and_the_same_again_is_idle():
    plan = plan_of(read(["X", DAY, "", "", ""]).rows, stored(executor=1))
    assert plan.is_idle
    assert plan.same == 1
    other = plan_of(read(["X", DAY, "b"]).rows, stored())
    again = plan_of(read(["X", DAY, "b"]).rows, stored())
    assert plan.digest != other.digest == again.digest
