"""Posts and their holders; a reorganisation from a table."""

from datetime import date

import pytest
from tests.factories.plans import NOW, TODAY, UNIT, make_office

from miara.organisations import public as organisations
from miara.organisations.actions.structure import StructureLoopError
from miara.organisations.domain.reorganising import Fault, read_moves

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office(UNIT)


def test_a_deputy_acts_for_the_post_too(office):
    person = office.people["engineer"]
    office.treasurer.deputy = office.engineer
    office.treasurer.save()
    held = organisations.posts_held_by(person, UNIT, TODAY)
    assert [(each.post, each.as_deputy) for each in held] == [
        (office.engineer, False),
        (office.treasurer, True),
    ]


def test_a_post_that_ended_is_held_by_nobody(office):
    office.engineer.until = date(2026, 1, 1)
    office.engineer.save()
    person = office.people["engineer"]
    assert organisations.posts_held_by(person, UNIT, TODAY) == []
    assert organisations.posts_held_by(person, UNIT, date(2025, 6, 1)) != []


def test_nobody_and_other_units_hold_nothing(office):
    assert organisations.posts_held_by("", UNIT, TODAY) == []
    person = office.people["engineer"]
    assert organisations.posts_held_by(person, "120611", TODAY) == []
    assert organisations.post_of_unit(office.engineer.pk, "120611") is None


def test_a_table_of_moves_is_read_with_its_faults():
    posts, units = {"skarbnik": "p1"}, {"fn": "u1", "dr": "u2"}
    rows = [
        ["stanowisko", "komórka", "do komórki", "likwidacja"],
        ["Skarbnik", "", "DR", ""],
        ["", "FN", "", "tak"],
        ["Kucharz", "", "DR", ""],
        ["", "FN", "XX", ""],
        ["Skarbnik", "", "DR", ""],
        ["Skarbnik", "", "", ""],
        ["", "", "", ""],
    ]
    moves, faults = read_moves(rows, posts, units)
    assert [(m.post, m.unit, m.to, m.ends) for m in moves] == [
        ("p1", "", "u2", False),
        ("", "u1", "", True),
    ]
    assert [(f.cell, f.fault) for f in faults] == [
        ("A4", Fault.UNKNOWN_POST),
        ("C5", Fault.UNKNOWN_UNIT),
        ("A6", Fault.TWICE),
        ("A7", Fault.NOTHING),
    ]


def test_a_table_without_headings_is_told():
    assert read_moves([["a", "b"]], {}, {})[1][0].fault is Fault.NO_COLUMNS
    assert read_moves([], {}, {})[1][0].fault is Fault.NO_COLUMNS


def test_a_loop_changes_nothing(office):
    moves = [
        organisations.Move(office.finance, unit=office.roads),
        organisations.Move(office.roads, unit=office.finance, title="Inne"),
    ]
    with pytest.raises(StructureLoopError):
        organisations.reorganise(UNIT, moves, on=TODAY, by=None, now=NOW)
    office.roads.refresh_from_db()
    assert (office.roads.name, office.roads.parent) == ("Drogi", None)


def test_one_act_moves_renames_and_closes(office):
    moves = [
        organisations.Move(office.treasurer, unit=office.roads),
        organisations.Move(office.finance, ends=True),
    ]
    assert organisations.reorganise(UNIT, moves, on=TODAY, by=None, now=NOW) == 2
    found = organisations.organisational_units_of(UNIT, TODAY)
    assert [row.code for row in found] == ["DR"]
    office.treasurer.refresh_from_db()
    assert office.treasurer.organisational_unit == office.roads
