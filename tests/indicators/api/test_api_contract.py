"""Real answers have the shape that the OpenAPI document promises."""

import csv
import io

import pytest
from tests.indicators.api.shapes import faults

ANSWERS = {
    "/api/v1/units": ["units", "units?level=powiat&limit=2", "units?search=tarn"],
    "/api/v1/units.csv": ["units.csv?level=gmina"],
    "/api/v1/units/{code}": ["units/120617", "units/126101?on=2025-02-01", "units/12"],
    "/api/v1/indicators": ["indicators", "indicators?domain=safety&level=kraj"],
    "/api/v1/indicators.csv": ["indicators.csv?lang=en"],
    "/api/v1/indicators/{code}": [
        "indicators/fires_per_1000",
        "indicators/residents_total?lang=en",
    ],
    "/api/v1/values": [
        "values?limit=3000",
        "values?unit=PL&unit=12&unit=126101&indicator=fires_per_1000",
    ],
    "/api/v1/values.csv": ["values.csv?unit=120617"],
    "/api/v1/peers/{code}": ["peers/120617", "peers/126101?topic=safety"],
    "/api/v1/peers/{code}.csv": ["peers/120617.csv"],
    "/api/v1/vintages": ["vintages"],
    "/api/v1/vintages.csv": ["vintages.csv"],
}
REFUSALS = [
    ("units?lvel=gmina", 400, "unknown-parameter", "lvel"),
    ("units?level=gmina&level=powiat", 400, "repeated-parameter", "level"),
    ("units?level=gmna", 400, "invalid-parameter", "level"),
    ("units?limit=0", 400, "invalid-parameter", "limit"),
    ("units?limit=many", 400, "invalid-parameter", "limit"),
    ("units?on=yesterday", 400, "invalid-parameter", "on"),
    ("units/999999", 404, "unknown-unit", None),
    ("units/120617?x=1", 400, "unknown-parameter", "x"),
    ("indicators?domain=fire", 400, "invalid-parameter", "domain"),
    ("indicators/fires", 404, "unknown-indicator", None),
    ("values?indicator=fires", 404, "unknown-indicator", "indicator"),
    ("values?unit=120699", 404, "unknown-unit", "unit"),
    ("values?from=20x4", 400, "invalid-parameter", "from"),
    ("values?as_of=2020-01-01", 404, "nothing-published", "as_of"),
    ("values?as_of=!", 400, "invalid-parameter", "as_of"),
    ("values?limit=10001", 400, "invalid-parameter", "limit"),
    ("peers/120617?topic=finances", 404, "unknown-topic", "topic"),
    ("peers/120617?year=1999", 404, "no-peers", "year"),
    ("peers/120617?level=powiat", 400, "invalid-parameter", "level"),
    ("nothing/here", 404, "not-found", None),
]


def test_every_address_is_asked(openapi):
    # Those of practices have tests of their own.
    others = {path for path in openapi["paths"] if "/practices" not in path}
    assert set(ANSWERS) == others


@pytest.mark.parametrize(("path", "addresses"), ANSWERS.items())
def test_answers_have_the_promised_shape(ask, openapi, path, addresses):
    promised = openapi["paths"][path]["get"]["responses"]["200"]["content"]
    for address in addresses:
        response = ask(address)
        assert response.status_code == 200, response.content
        kind = response.headers["Content-Type"].partition(";")[0]
        assert kind in promised
        if kind == "text/csv":
            rows = list(csv.reader(io.StringIO(response.content.decode())))
            assert len(rows) > 1
            assert {len(row) for row in rows} == {len(rows[0])}
        else:
            schema = promised[kind]["schema"]
            assert faults(response.json(), schema, openapi) == []


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusals_are_typed_and_say_what_to_do(ask, openapi, refusal):
    address, status, code, parameter = refusal
    response = ask(address)
    problem = response.json()
    assert (response.status_code, problem["code"], problem.get("parameter")) == (
        status,
        code,
        parameter,
    )
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["type"].endswith(f"/api/v1/#{code}")
    assert problem["remedy"]
    assert faults(problem, openapi["components"]["schemas"]["Problem"], openapi) == []


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("units?lvel=gmina", ["level"]),
        ("indicators/fires_per_100", ["fires_per_1000"]),
        ("peers/120617?topic=finances", ["finance"]),
        ("units/120618", ["120617", "120616", "120615"]),
        ("units/9", None),
    ],
)
def test_refusals_name_the_nearest(ask, address, nearest):
    assert ask(address).json().get("nearest") == nearest


def test_refusals_are_promised(openapi):
    for path, methods in openapi["paths"].items():
        for status, response in methods["get"]["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], path


def test_each_type_of_problem_is_described_on_the_page(ask):
    page = ask("").content.decode()
    for _address, _status, code, _parameter in REFUSALS:
        assert f'id="{code}"' in page


def test_the_reader_of_schemas_sees_faults(openapi):
    unit = {"$ref": "#/components/schemas/UnitRef"}
    good = {"code": "12", "name": "x", "level": "gmina"}
    assert faults(good, unit, openapi) == []
    for bad in (
        {**good, "level": "gmna"},
        {**good, "more": 1},
        {**good, "code": 12},
        {"code": "12", "name": "x"},
        None,
    ):
        assert faults(bad, unit, openapi)
