"""Values agree with the files they come from and with each other."""

import csv
import io
import math

from tests.factories.vintages import (
    BUILT_AT,
    PUBLISHED_AT,
    YEARS,
    publish,
    small_loads,
    small_world,
)

from miara.cube.register import Level
from miara.indicators.queries.value_cells import Question, Wanted, values_for
from miara.indicators.queries.vintages import open_vintage, served_vintage

FIRES = "values?indicator=fires_per_1000"


def source(variable, code, year):
    """A number straight from the invented file."""
    for load in small_loads():
        for plane in load.planes:
            if plane.variable == variable:
                unit = plane.unit_codes.index(code)
                return float(plane.values[YEARS.index(year), unit])
    raise AssertionError(variable)


def test_a_value_is_the_division_of_the_numbers_in_the_files(ask):
    items = ask(f"{FIRES}&unit=120617&from=2019&to=2021").json()["items"]
    assert [item["period"] for item in items] == ["2019", "2020", "2021"]
    for item in items:
        year = int(item["period"])
        fires = source("fires", "120617", year)
        people = source("population", "120617", year)
        assert item["numerator"] == fires
        assert item["denominator"] == people
        assert math.isclose(item["value"], 1000 * fires / people)
        assert item["lower"] < item["value"] < item["upper"]
        assert item["flag"][0] == "measured"
    assert "break_before" in items[1]["flag"]  # the census: 2020 on is another base


def test_a_missing_number_says_why(ask):
    asked = f"{FIRES}&unit=120103&unit=120606&from=2024"
    items = {item["unit"]: item for item in ask(asked).json()["items"]}
    assert items["120103"]["flag"][0] == "missing"
    assert items["120606"]["flag"][0] == "confidential"
    for item in items.values():
        numbers = ("value", "lower", "upper", "percentile")
        assert [item[name] for name in numbers] == [None] * 4


def test_a_city_is_a_municipality_by_six_digits_and_a_county_by_four(ask):
    def level(query):
        return {i["level"] for i in ask(f"{FIRES}&{query}").json()["items"]}

    assert level("unit=126101") == {"gmina"}
    assert level("unit=1261") == {"powiat"}
    assert level("unit=126101&level=powiat") == {"powiat"}
    assert level("unit=126101&level=powiat&level=gmina") == {"gmina", "powiat"}
    assert level("unit=120617&level=powiat") == set()
    assert level("unit=PL") == {"kraj"}


def test_the_other_level_only_where_the_first_lacks_the_indicator(served):
    vintage = open_vintage(served_vintage())
    everywhere = set(vintage.block("kraj").indicators)
    lacking = set(vintage.block("gmina").indicators) - everywhere
    wanted = [Wanted("120617", Level.MUNICIPALITY, unless=Level.COUNTRY)]
    for codes, found in ((everywhere, set()), (lacking, lacking)):
        answer = values_for(vintage, Question(indicators=codes, units=wanted))
        rows = list(answer.rows(vintage.code_of_unit, 0, answer.total))
        assert {row["indicator"] for row in rows} == found
    assert lacking


def test_pages_make_the_whole_in_order(ask):
    asked = "values?indicator=fires_per_1000&indicator=residents_total&level=gmina"
    whole = ask(f"{asked}&limit=10000").json()
    parts = []
    for offset in range(0, whole["count"], 97):
        parts += ask(f"{asked}&limit=97&offset={offset}").json()["items"]
    assert parts == whole["items"]
    assert len(parts) == whole["count"] > 194
    keys = [(i["level"], i["indicator"], i["unit"], i["period"]) for i in parts]
    assert len(set(keys)) == len(keys)


def test_the_table_has_the_same_numbers(ask):
    asked = "unit=120617&unit=126101"
    listed = ask(f"values?{asked}&limit=10000").json()
    response = ask(f"values.csv?{asked}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert response.headers["X-Total-Count"] == str(listed["count"]) == str(len(rows))
    for row, item in zip(rows, listed["items"], strict=True):
        assert row["flag"].split() == item["flag"]
        for name in ("value", "lower", "upper", "percentile", "peer_median"):
            assert (float(row[name]) if row[name] else None) == item[name]


def test_every_number_of_the_vintage_comes_out(ask):
    """The sum over all pages is the sum over the arrays."""
    import numpy as np

    total, offset = 0.0, 0
    while True:
        page = ask(f"values?limit=10000&offset={offset}").json()
        total += sum(item["value"] or 0 for item in page["items"])
        offset += 10000
        if page["next"] is None:
            break
    blocks = open_vintage(served_vintage()).blocks
    expected = sum(float(np.nansum(block.quantity("value"))) for block in blocks)
    assert math.isclose(total, expected, rel_tol=1e-12)


def test_numbers_as_known_earlier(ask):
    ids = small_world().ids
    publish(ids["first"], at=BUILT_AT)
    publish(ids["current"], at=PUBLISHED_AT)
    now = ask(f"{FIRES}&unit=120617&from=2020&to=2020").json()
    then = ask(f"{FIRES}&unit=120617&from=2020&to=2020&as_of=2026-03-01").json()
    named = ask(f"{FIRES}&unit=120617&from=2020&to=2020&as_of={ids['first']}").json()
    assert (now["vintage"], then["vintage"]) == (ids["current"], ids["first"])
    assert now["items"][0]["numerator"] == 9
    assert then["items"][0]["numerator"] == 8
    assert named["items"] == then["items"]


def test_too_long_tables_are_refused_not_cut(ask, monkeypatch):
    from miara.indicators.api import values

    monkeypatch.setattr(values, "MOST_ROWS", 100)
    refused = ask("values.csv?level=gmina")
    assert refused.json()["code"] == "too-many-rows"
    assert ask("values.csv?level=gmina&limit=100").status_code == 200


def test_peers_are_those_of_the_vintage(ask):
    answer = ask("peers/120617?topic=safety").json()
    vintage = open_vintage(served_vintage())
    peers, block = vintage.peers("gmina", "safety"), vintage.block("gmina")
    row = peers.neighbour[block.index_of_unit["120617"]]
    expected = [vintage.code_of_unit[block.units[i]] for i in row if i >= 0]
    assert [item["code"] for item in answer["items"]] == expected
    distances = [item["distance"] for item in answer["items"]]
    assert distances == sorted(distances)
    assert answer["lonely"] is False
    assert ask("peers/126101").json()["unit"]["level"] == "gmina"
    assert ask("peers/1261").json()["unit"]["level"] == "powiat"


def test_coverage_of_an_indicator(ask):
    coverage = ask("indicators/fires_per_1000").json()["coverage"]
    periods = {item["level"]: item["periods"] for item in coverage}
    assert periods["gmina"] == [str(year) for year in YEARS]


def test_vintages_are_listed_newest_first(ask):
    ids = small_world().ids
    publish(ids["first"], at=BUILT_AT)
    publish(ids["current"], at=PUBLISHED_AT)
    items = ask("vintages").json()["items"]
    assert [item["vintage"] for item in items] == [ids["current"], ids["first"]]
    assert [item["is_current"] for item in items] == [True, False]
