"""The official register behind the API: counts against the bare file."""

import csv

import pytest
from tests.factories.units import NOW

from miara.units import public as units

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_unit_of_the_official_file_is_listed(real_data, client):
    path = real_data / "teryt" / "TERC_2020-01-01.csv"
    units.import_terc(path=path, by=None, now=NOW)
    rows = [row for row in rows_of(path) if row["WOJ"]]
    expected = {
        "gmina": {
            r["WOJ"] + r["POW"] + r["GMI"] for r in rows if r["RODZ"] in {"1", "2", "3"}
        },
        "powiat": {r["WOJ"] + r["POW"] for r in rows if r["POW"] and not r["GMI"]},
        "wojewodztwo": {r["WOJ"] for r in rows if not r["POW"]},
    }
    for level, codes in expected.items():
        listed = client.get(f"/api/v1/units?level={level}&limit=10000").json()
        found = {
            (item["county_code"] or item["code"]) if level == "powiat" else item["code"]
            for item in listed["items"]
        }
        assert found == codes
        assert listed["count"] == len(codes) == len(listed["items"])
    for code, status in (("120617", 200), ("1261", 308), ("320304", 410)):
        assert client.get(f"/api/v1/units/{code}").status_code == status
    names = {"w Dąbrowie Górniczej": "246501", "w Zielonkach": "120617"}
    for text, code in names.items():
        items = client.get("/api/v1/units", {"search": text}).json()["items"]
        assert items[0]["code"] == code
