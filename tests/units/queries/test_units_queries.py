"""Units as pages and programs read them."""

from datetime import date

import pytest
from django.utils import translation
from tests.factories.units import SMALL_REGISTER, make_register, make_snapshot

from miara.cube.register import Level
from miara.units import public as units
from miara.units.domain.facts import Kind, SnapshotUnit

pytestmark = pytest.mark.django_db


def test_unit_knows_its_names_and_place():
    make_register()
    unit = units.unit_by_code("120617")
    with translation.override("en"):
        assert unit.full_name == "municipality of Zielonki"
        assert unit.summary == "rural · krakowski county · małopolskie"
    assert unit.address == "120617-zielonki"
    assert unit.locative == "w Zielonkach"
    assert unit.county.code == "1206"
    assert unit.voivodeship.name == "małopolskie"


def test_city_answers_to_both_codes_and_acts_at_two_levels():
    make_register()
    city = units.unit_by_code("1261")
    assert city == units.unit_by_code("126101") == units.unit_by_code("1261011")
    assert city.code == "126101"
    assert city.levels == (Level.MUNICIPALITY, Level.COUNTY)
    assert city.county is None
    names = {level: [u.name for u in units.units_at(level)] for level in Level}
    assert names[Level.MUNICIPALITY] == [
        "Bochnia", "Bochnia", "Kraków", "Skawina", "Tarnów", "Tarnów", "Warszawa",
        "Zielonki",
    ]  # fmt: skip
    assert names[Level.COUNTY] == [
        "bocheński", "krakowski", "Kraków", "tarnowski", "Tarnów", "Warszawa"
    ]  # fmt: skip
    assert names[Level.COUNTRY] == []


def test_unknown_code_is_nobody():
    make_register()
    assert units.unit_by_code("999999") is None
    assert units.unit_by_uid("999999") is None
    assert units.history_of("999999") == []


def test_members_are_the_units_directly_below():
    make_register()
    assert [u.code for u in units.members_of("1206")] == ["120611", "120617"]
    below = [u.code for u in units.members_of("12")]
    assert below == ["1201", "1206", "126101", "1216", "126301"]


def test_register_has_every_unit_and_the_country():
    make_register()
    register = units.register()
    assert len(register.units) == len(SMALL_REGISTER) + 1
    assert register.uid_of("1261") == register.uid_of("126101") == "126101"
    assert len(register.at_level(Level.COUNTY)) == 6
    assert register.digest == units.register_digest()
    krakow = register.units[register.position("126101")]
    assert (krakow.parent_county, krakow.parent_voivodeship) == ("126101", "12")


def test_reads_take_one_query_once_the_register_is_known(django_assert_num_queries):
    make_register()
    units.register()
    units.search("krak")
    for read in (
        units.register,
        lambda: units.unit_by_code("120617"),
        lambda: units.units_at(Level.MUNICIPALITY),
        lambda: units.search("boch"),
        lambda: units.history_of("120617"),
    ):
        with django_assert_num_queries(1):
            read()


def test_empty_register_has_no_units():
    assert units.search("krak") == []
    assert units.units_at(Level.MUNICIPALITY) == []
    assert [unit.code for unit in units.register().units] == ["PL"]
    assert units.register_day() is None


def test_search_tells_equal_names_apart():
    make_register()
    matches = units.search("w Bochni", language="en")
    assert [m.unit.code for m in matches] == ["120101", "120102"]
    assert all(m.is_ambiguous for m in matches)
    assert len({m.hint for m in matches}) == 2
    assert matches[0].hint == "urban · bocheński county · małopolskie"


def test_search_follows_the_inhabitants_it_is_given():
    make_register()
    urban, rural = (units.unit_by_code(code).uid for code in ("120101", "120102"))

    def first(people):
        return units.search("b", population=people)[0].unit.uid

    units.prepare_search({urban: 2.0, rural: 1.0})
    assert first({urban: 2.0, rural: 1.0}) == urban
    assert first({urban: 1.0, rural: 2.0}) == rural
    assert first({urban: 2.0, rural: 1.0}) == urban


def test_search_of_another_day_shows_the_facts_of_that_day():
    old = [
        SnapshotUnit("120617", Kind.RURAL, "Zielonki Stare")
        if unit.code == "120617"
        else unit
        for unit in SMALL_REGISTER
        if unit.code != "120611"
    ]
    make_snapshot(old, day=date(2017, 1, 1))
    make_register()
    on = date(2018, 1, 1)
    assert units.search("Skawina", on=on) == []
    assert units.search("zielonki", on=on)[0].unit.name == "Zielonki Stare"
    (event,) = units.history_of("120617")
    with translation.override("en"):
        (event,) = units.history_of("120617")
        assert "name changed from Zielonki Stare to Zielonki." in event.sentence
        assert event.sentence.startswith("Between ")


def test_polish_texts_read_as_people_write_them():
    make_register()
    with translation.override("pl"):
        unit = units.unit_by_code("120617")
        assert unit.title == "Gmina Zielonki"
        assert unit.summary == "wiejska · powiat krakowski · małopolskie"
        city = units.unit_by_code("126101")
        assert city.full_name == "miasto Kraków"
        assert city.summary == "miasto na prawach powiatu · małopolskie"
        assert city.beside_name == city.summary
        county = units.unit_by_code("1206")
        assert county.full_name == "powiat krakowski"
        assert county.beside_name == "małopolskie"
        assert units.unit_by_code("12").beside_name == ""
