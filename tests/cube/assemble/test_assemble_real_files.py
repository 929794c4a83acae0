"""Ten years of real revenues across real territorial changes."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from python_calamine import CalamineWorkbook
from tests.cube.assemble.tables import START, always, make_register

import miara.definitions
from miara.cube.assemble import AssembledVariables, VariableRule, assemble
from miara.cube.flags import BRIDGED, MISSING, STATE_MASK, SUMMED
from miara.cube.periods import Period
from miara.cube.register import Bridge, Register
from miara.cube.sources import read

pytestmark = pytest.mark.real_data
FILE = "bdl/dochody_gmin_2010-2019_CTAB.csv"
CHANGES = Path(miara.definitions.__file__).parent / "territorial_changes"
YEARS = range(2010, 2020)


def changes() -> Iterator[dict[str, Any]]:
    for path in sorted(CHANGES.glob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def register_of(real_data: Path) -> Register:
    """The division of 2025 and the reviewed changes that led to it; uid = code."""
    archive = zipfile.ZipFile(real_data / "teryt/TERC_Urzedowy_2025-11-18.zip")
    name = next(name for name in archive.namelist() if name.endswith(".csv"))
    text = archive.read(name).decode("utf-8-sig")
    codes: dict[str, list[tuple[str, date, date | None]]] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        code = row["WOJ"] + row["POW"] + row["GMI"]
        if len(code) == 6 and row["RODZ"] in {"1", "2", "3"}:
            codes[code] = always(code)
            if row["POW"] >= "61":
                codes[code] += always(code[:4])
        elif len(code) == 2 or (len(code) == 4 and row["POW"] < "61"):
            codes[code] = always(code)
    bridges = []
    for change in changes():
        day, before = change["effective"], change["before"]["code"]
        after = change["after"]
        if change["kind"] == "renumbered":
            codes[after[0]["code"]].append((before, START, day))
            continue
        if change["kind"] == "merged":
            codes[before] = [(before, START, day)]
        else:
            for unit in after:
                codes[unit["code"]] = [(unit["code"], day, None)]
        bridges += [
            Bridge(before, unit["code"], unit["share"], day, "act") for unit in after
        ]
    return make_register(codes, bridges)


@pytest.fixture(scope="module")
def register(real_data: Path) -> Register:
    return register_of(real_data)


@pytest.fixture(scope="module")
def done(real_data: Path, register: Register) -> AssembledVariables:
    load = read(real_data / FILE)
    rule = VariableRule("own_revenue", additive=True)
    return assemble([load], register, {rule.code: rule})


def raw_totals(real_data: Path) -> dict[str, dict[int, Decimal]]:
    """Own revenue by prefix of code and year, added up from the raw file."""
    totals: dict[str, dict[int, Decimal]] = {}
    with (real_data / FILE).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        for row in rows:
            code = row[0].zfill(7)
            for prefix in ("PL", code[:2], code[:6]):
                sums = totals.setdefault(prefix, dict.fromkeys(YEARS, Decimal(0)))
                for year, cell in zip(YEARS, row[2:12], strict=True):
                    if cell not in {"", "-"}:
                        sums[year] += Decimal(cell.replace(",", "."))
    return totals


def number(done: AssembledVariables, uid: str, year: int) -> tuple[float, int]:
    variable = done.variables["own_revenue"]
    cell = variable.periods.index(Period.year(year)), done.units.index(uid)
    return float(variable.values[cell]), int(variable.flags[cell])


def test_every_code_of_the_file_has_a_unit(done: AssembledVariables) -> None:
    codes = {finding.code for finding in done.findings}
    assert {"bridged_cell", "summed_cell"} <= codes
    assert not codes & {"unplaced_code", "rows_differ", "revised_cell"}


def test_country_and_voivodeships_are_the_sums_of_the_raw_rows(
    real_data: Path, done: AssembledVariables
) -> None:
    totals = raw_totals(real_data)
    for prefix in ["PL", *sorted(code for code in totals if len(code) == 2)]:
        for year in YEARS:
            value, flag = number(done, prefix, year)
            assert flag == SUMMED, (prefix, year)
            assert value == pytest.approx(float(totals[prefix][year]), rel=1e-13)


def test_incidents_inside_municipalities_made_later_are_counted_above(
    real_data: Path, register: Register
) -> None:
    """The file of 2023 and 2024 has rows of municipalities made on 1 January 2025."""
    path = real_data / "psp/zdarzenia_psp_2023_2024.xlsx"
    rule = VariableRule("fire_service_incidents", additive=True)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    raw = [(str(row[0]), float(row[4])) for row in sheet[1:]]

    done = assemble([read(path)], register, {rule.code: rule})

    variable = done.variables[rule.code]
    for prefix in ("12", "1207", "20", "2002", "PL"):
        inside = [n for code, n in raw if prefix == "PL" or code.startswith(prefix)]
        found = variable.values[0, done.units.index(prefix)]
        assert found == sum(inside), prefix
    assert dict(raw)["120713"] > 0


def test_units_of_today_have_the_whole_revenue_of_every_year(
    real_data: Path, register: Register, done: AssembledVariables
) -> None:
    """Nothing is lost or counted twice by carrying abolished units over."""
    since = {span.uid: span.since for span in register.spans if len(span.code) == 6}
    today = [
        uid for uid, day in since.items() if day == START and _lives(register, uid)
    ]
    totals = raw_totals(real_data)["PL"]
    for year in YEARS:
        values = [number(done, uid, year)[0] for uid in today]
        assert np.sum(values) == pytest.approx(float(totals[year]), rel=1e-12)


def test_zielona_gora_got_the_municipality_around_it(
    real_data: Path, done: AssembledVariables
) -> None:
    totals = raw_totals(real_data)
    city, around = "086201", "080910"
    for year in (2010, 2014):
        value, flag = number(done, city, year)
        expected = totals[city][year] + totals[around][year]
        assert flag == BRIDGED
        assert value == pytest.approx(float(expected), rel=1e-14)
    assert number(done, city, 2015) == (float(totals[city][2015]), 0)
    assert number(done, around, 2015)[1] & STATE_MASK == MISSING


def _lives(register: Register, uid: str) -> bool:
    return any(span.uid == uid and span.until is None for span in register.spans)
