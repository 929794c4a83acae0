"""Indicators computed from the official files, and checked against raw cells."""

import csv

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from miara.cube import flags as f
from miara.cube.definitions import Calculator, Status, load_definitions
from miara.cube.formula import Context
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.sources import read

DEFINITIONS = load_definitions()
FILES = {
    "gus/tablica_IV_ludnosc_2024.xls": None,
    "bdl/ludnosc_wiek_2010-2019_CTAB.csv": None,
    "bdl/dochody_gmin_2010-2019_CTAB.csv": None,
    "bdl/dochody_na_mieszk_2016-2019_CTAB.csv": "bdl_revenue_per_person",
    "bdl/wydatki_na_mieszk_2016-2019_CTAB.csv": "bdl_expenditure_per_person",
    "bdl/wodociagi_kanalizacja_gaz_2019_CTAB.csv": None,
    "bdl/gminy_zielen_2015_2022_CREL.csv": None,
    "bdl/LUDN_2425_CTAB_20250611231708.csv": None,
    "bdl_powiaty/average_salary_2002-2022.xlsx": None,
    "bdl_powiaty/regon_per_10000_2002-2023.xlsx": None,
    "bdl_powiaty/unemployed_2002-2022.xlsx": None,
    "psp/zdarzenia_psp_2023_2024.xlsx": None,
    "mf/pit_gminy_2020.xlsx": None,
    "mf/pit_miasta_npp_2020.xlsx": None,
}
DIGITS = {Level.MUNICIPALITY: 6, Level.COUNTY: 4}
pytestmark = pytest.mark.real_data


class World:
    """All planes of the real files on the axes of one level."""

    def __init__(self, loads, level):
        planes = [plane for load in loads for plane in load.planes]
        wanted = {
            code
            for plane in planes
            for code in plane.unit_codes
            if len(code) == DIGITS[level]
        }
        self.codes = sorted(wanted)
        self.periods = tuple(sorted({p for plane in planes for p in plane.periods}))
        self.data = {}
        for plane in planes:
            self.add(plane)
        kinds = np.array(["1"] * len(self.codes))
        context = Context(kinds, level.value, self.periods)
        self.calculator = Calculator(DEFINITIONS, self.data.get, context)

    def add(self, plane):
        shape = len(self.periods), len(self.codes)
        values, flags = self.data.setdefault(
            plane.variable,
            (np.full(shape, np.nan), np.full(shape, f.MISSING, np.uint8)),
        )
        column = {code: i for i, code in enumerate(self.codes)}
        here = [i for i, code in enumerate(plane.unit_codes) if code in column]
        there = [column[plane.unit_codes[i]] for i in here]
        for row, period in enumerate(plane.periods):
            known = f.has_number(plane.flags[row, here])
            target = self.periods.index(period), np.array(there, dtype=int)[known]
            values[target] = plane.values[row, here][known]
            flags[target] = plane.flags[row, here][known]

    def value(self, indicator, code, year):
        cells = self.calculator.indicator(indicator)
        row = self.periods.index(Period.year(year))
        return float(cells.value[row, self.codes.index(code)])


@pytest.fixture(scope="module")
def loads(real_data):
    return [read(real_data / name, table=table) for name, table in FILES.items()]


@pytest.fixture(scope="module")
def gminas(loads):
    return World(loads, Level.MUNICIPALITY)


@pytest.fixture(scope="module")
def counties(loads):
    return World(loads, Level.COUNTY)


def test_at_least_forty_indicators_are_computable(gminas, counties):
    computed = {
        indicator.code
        for world, level in ((gminas, Level.MUNICIPALITY), (counties, Level.COUNTY))
        for indicator in DEFINITIONS.at_level(level)
        if np.isfinite(world.calculator.indicator(indicator.code).value).any()
    }
    assert len(computed) >= 40
    assert all(
        DEFINITIONS.indicators[code].status is Status.CONFIRMED for code in computed
    )


def test_nearly_all_real_values_are_plausible(gminas, counties):
    """The limits are there to catch errors, so they must let truth pass."""
    for world, level in ((gminas, Level.MUNICIPALITY), (counties, Level.COUNTY)):
        for indicator in DEFINITIONS.at_level(level):
            value = world.calculator.indicator(indicator.code).value
            value = value[np.isfinite(value)]
            low, high = indicator.plausible.low, indicator.plausible.high
            odd = ((value < low) | (value > high)).mean() if value.size else 0.0
            assert odd <= 0.003, f"{indicator.code}: {odd:.2%} outside"


def test_every_peer_feature_is_computable(gminas):
    for (topic, feature), tree in DEFINITIONS.features.items():
        values, _ = gminas.calculator.expression(tree)
        assert np.isfinite(values).sum() > 2400, f"{topic}: {feature}"


def table_iv(real_data, code):
    book = CalamineWorkbook.from_path(real_data / "gus/tablica_IV_ludnosc_2024.xls")
    rows = book.get_sheet_by_index(0).to_python()
    return next(row for row in rows if str(row[1]).strip().removesuffix(".0") == code)


@pytest.mark.parametrize(
    ("code", "typed"), [("120617", "1206172"), ("126101", "1261011")]
)
def test_vital_rates_from_the_raw_table(gminas, real_data, code, typed):
    row = table_iv(real_data, typed)
    population, births, deaths, net = row[2], row[4], row[5], row[14]
    for indicator, count in (
        ("births_rate", births),
        ("deaths_rate", deaths),
        ("net_migration_rate", net),
    ):
        expected = count / population * 1000
        assert gminas.value(indicator, code, 2024) == pytest.approx(expected)


def test_fires_from_the_raw_sheet(gminas, real_data):
    path = real_data / "psp/zdarzenia_psp_2023_2024.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if row[0] == "120617")
    people = table_iv(real_data, "1206172")[2]
    assert gminas.value("fires_per_1000", "120617", 2024) == pytest.approx(
        row[7] / people * 1000
    )
    assert gminas.value("incidents_change_percent", "120617", 2024) == pytest.approx(
        (row[5] - row[4]) / row[4] * 100
    )


def ctab(path, typed):
    """Header and row of one unit, by the csv module alone."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        header = next(reader)
        row = next(row for row in reader if row[0] == typed)
    return dict(zip(header, row, strict=True))


def test_property_tax_per_person_from_the_raw_files(gminas, real_data):
    income = ctab(real_data / "bdl/dochody_gmin_2010-2019_CTAB.csv", "1206172")
    ages = ctab(real_data / "bdl/ludnosc_wiek_2010-2019_CTAB.csv", "1206172")
    tax = next(
        v
        for k, v in income.items()
        if "podatek od nieruchomości" in k and ";2019;" in k
    )
    people = sum(
        float(ages[f"w wieku {age};ogółem;2019;[osoba]"])
        for age in ("przedprodukcyjnym", "produkcyjnym", "poprodukcyjnym")
    )
    expected = float(tax.replace(",", ".")) / people
    assert gminas.value("property_tax_per_person", "120617", 2019) == pytest.approx(
        expected
    )
