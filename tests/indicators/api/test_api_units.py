"""Units by level, by name, by code, and those that are gone."""

import csv
import io
from datetime import date

from tests.factories.units import make_snapshot
from tests.factories.vintages import UNITS

from miara.units import public as units
from miara.units.domain.facts import Kind


def codes(response):
    return [item["code"] for item in response.json()["items"]]


def test_a_city_with_county_rights_answers_at_two_levels(ask):
    municipalities = ask("units?level=gmina")
    counties = ask("units?level=powiat")
    expected = {
        "gmina": sum(len(unit.code) == 6 for unit in UNITS),
        "powiat": sum(unit.kind in {Kind.COUNTY, Kind.CITY} for unit in UNITS),
        "wojewodztwo": sum(unit.kind is Kind.VOIVODESHIP for unit in UNITS),
    }
    assert municipalities.json()["count"] == expected["gmina"]
    assert counties.json()["count"] == expected["powiat"]
    assert ask("units?level=wojewodztwo").json()["count"] == expected["wojewodztwo"]
    assert {"126101", "126301", "146501"} <= set(codes(municipalities))
    assert {"126101", "126301", "146501"} <= set(codes(counties))
    assert ask("units").json()["count"] == len(UNITS)


def test_pages_follow_each_other_without_gap_or_repetition(ask, client):
    whole = codes(ask("units?level=gmina"))
    found, address = [], "/api/v1/units?level=gmina&limit=7"
    while address:
        page = client.get(address).json()
        found += [item["code"] for item in page["items"]]
        address = page["next"] and page["next"].partition("//")[2].partition("/")[2]
        address = address and f"/{address}"
    assert found == whole


def test_names_are_found_in_any_form(ask):
    assert codes(ask("units?search=w Zielonkach")) == ["120617"]
    assert codes(ask("units?search=krakow&level=powiat"))[0] == "126101"
    assert codes(ask("units?search=xyzxyz")) == []


def test_one_unit_with_its_parents_in_both_languages(ask):
    polish, english = ask("units/120617").json(), ask("units/120617?lang=en").json()
    assert polish["full_name"] == "gmina Zielonki"
    assert english["full_name"] == "municipality of Zielonki"
    assert [parent["code"] for parent in polish["parents"]] == ["1206", "12"]
    assert polish["url"].endswith("/jednostki/120617-zielonki/")
    assert english["url"].endswith("/en/jednostki/120617-zielonki/")


def test_second_codes_lead_to_the_first(ask):
    for code, own in (("1261", "126101"), ("1206172", "120617")):
        response = ask(f"units/{code}?lang=en")
        assert response.status_code == 308
        assert response.headers["Location"] == f"/api/v1/units/{own}?lang=en"


def test_an_abolished_unit_is_gone_with_its_successors(ask, openapi):
    """Ostrowice ended in 2019; the reviewed change says who took it over."""
    neighbours = tuple(
        unit
        for unit in (
            *UNITS,
            *_drawsko(),
        )
    )
    make_snapshot(neighbours, day=date(2026, 1, 1))
    from tests.factories.units import NOW

    units.rebuild_history(now=NOW)
    response = ask("units/320304")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (410, "abolished-unit")
    assert {unit["code"] for unit in problem["successors"]} == {"320302", "320306"}
    assert ask("values?unit=320304").status_code == 410
    assert ask("peers/320304").status_code == 410
    assert ask("units/320304?on=2018-05-01").json()["name"] == "Ostrowice"
    assert "320304" not in codes(ask("units?level=gmina"))


def _drawsko():
    from miara.units.domain.facts import SnapshotUnit

    return (
        SnapshotUnit("32", Kind.VOIVODESHIP, "zachodniopomorskie"),
        SnapshotUnit("3203", Kind.COUNTY, "drawski"),
        SnapshotUnit("320302", Kind.URBAN_RURAL, "Drawsko Pomorskie"),
        SnapshotUnit("320306", Kind.URBAN_RURAL, "Złocieniec"),
    )


def test_the_table_says_the_same(ask):
    listed = ask("units?level=powiat").json()["items"]
    text = ask("units.csv?level=powiat").content.decode()
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in table] == [item["code"] for item in listed]
    assert [row["levels"].split() for row in table] == [u["levels"] for u in listed]
    assert {row["voivodeship"] for row in table} == {"12", "14"}
