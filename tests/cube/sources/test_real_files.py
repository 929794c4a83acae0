"""Each real file: its shape, cells copied from it by hand, and independent sums."""

import csv
import math
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from miara.cube import flags, sources
from miara.cube.loads import Load, Severity
from miara.cube.register import CodeSpan, Register

pytestmark = pytest.mark.real_data

# file: table, rows, {variable: (units, periods, cells with a number)}
SHAPES = {
    "bdl/LUDN_2425_CTAB_20250611231708.csv": (
        "bdl_density",
        4314,
        {
            "population_density": (2874, 1, 2874),
            "population_density_built_up": (2874, 1, 17),
            "population_change_per_1000": (2874, 1, 2874),
            "population_thousands": (2874, 1, 2874),
            "men_thousands": (2874, 1, 2874),
            "women_thousands": (2874, 1, 2874),
            "urbanisation_rate": (2874, 1, 2874),
        },
    ),
    "bdl/LUDN_2425_XPIV_20241020170820.xlsx": (
        "bdl_density",
        114724,
        {"population_density": (2484, 29, 54516)},
    ),
    "bdl/gminy_zielen_2015_2022_CREL.csv": (
        "bdl_green_areas",
        15452,
        {"green_area_percent": (2476, 2, 4951), "plantings_per_km2": (2476, 2, 2475)},
    ),
    "bdl/wodociagi_kanalizacja_gaz_2019_CTAB.csv": (
        "bdl_networks",
        2477,
        {
            f"{network}_users_percent": (2477, 1, 2477)
            for network in ("water", "sewage", "gas")
        },
    ),
    "bdl_powiaty/average_salary_2002-2022.xlsx": (
        "powiat_wages",
        8001,
        {"average_gross_wage": (381, 21, 7969)},
    ),
    "bdl_powiaty/regon_per_10000_2002-2023.xlsx": (
        "powiat_regon",
        8382,
        {"regon_entities_per_10000": (381, 22, 7970)},
    ),
    "bdl_powiaty/unemployed_2002-2022.xlsx": (
        "powiat_unemployed",
        7970,
        {"registered_unemployed": (381, 21, 7970)},
    ),
    "gus/powierzchnia_2025-01-01.xlsx": (
        "gugik_area",
        4339,
        {"area_hectares": (2876, 1, 2876), "area_km2": (2876, 1, 2876)},
    ),
    "mf/pit_gminy_2020.xlsx": (
        "mf_pit",
        2411,
        {"pit_share_municipal": (2411, 1, 2411)},
    ),
    "mf/pit_miasta_npp_2020.xlsx": (
        "mf_pit",
        132,
        {"pit_share_municipal": (66, 1, 66), "pit_share_county": (66, 1, 66)},
    ),
    "mf/pit_powiaty_2020.xlsx": ("mf_pit", 314, {"pit_share_county": (314, 1, 314)}),
    "psp/zdarzenia_psp_2023_2024.xlsx": (
        "psp_incidents",
        2535,
        {
            "fire_service_incidents": (2481, 2, 4962),
            "fires": (2481, 2, 4962),
            "local_threats": (2481, 2, 4962),
            "false_alarms": (2481, 2, 4962),
        },
    ),
}


# Copied by eye from the files; an empty value is a cell without a number.
CELLS = """
bdl/dochody_gmin_2010-2019_CTAB.csv
    own_revenue                    | 020101 | 2019 | 110798547.6
    own_revenue                    | 126101 | 2019 | 3833361744
    own_revenue                    | 020101 | 2010 | 75102763.98
    external_investment_funds      | 126101 | 2019 | 13629993.35
    # Wolbórz became urban-rural: 2010 stands in one row, 2011 in the other.
    own_revenue                    | 101011 | 2010 | 10359189.5
    own_revenue                    | 101011 | 2011 | 10497612.39
bdl/ludnosc_wiek_2010-2019_CTAB.csv
    population_working_age         | 126101 | 2019 | 460552
bdl/LUDN_2425_CTAB_20250611231708.csv
    population_density             | PL     | 2024 | 119.4
    population_thousands           | 02     | 2024 | 2868.24
    urbanisation_rate              | 0201   | 2024 | 46.8
    men_thousands                  | 326301 | 2024 | 18.43
    population_density_built_up    | 020101 | 2024 |
bdl/LUDN_2425_XPIV_20241020170820.xlsx
    population_density             | 020101 | 2002 | 1813.7
    population_density             | 020101 | 2001 |
    population_density             | 326301 | 2023 | 192.5
bdl/gminy_zielen_2015_2022_CREL.csv
    green_area_percent             | 020101 | 2015 | 5.72
    plantings_per_km2              | 020101 | 2015 |
    plantings_per_km2              | 020101 | 2022 | 10.3
    # Attribute "a": smaller than the format shows, not missing.
    plantings_per_km2              | 020704 | 2022 | 0.0
bdl/wodociagi_kanalizacja_gaz_2019_CTAB.csv
    sewage_users_percent           | 326201 | 2019 | 86.3
bdl_powiaty/average_salary_2002-2022.xlsx
    average_gross_wage             | 1201   | 2002 | 1880.68
    average_gross_wage             | 1465   | 2022 | 8540.11
    average_gross_wage             | 2467   | 2022 |
bdl_powiaty/regon_per_10000_2002-2023.xlsx
    regon_entities_per_10000       | 0201   | 2002 | 697
    regon_entities_per_10000       | 3263   | 2022 | 1715
    regon_entities_per_10000       | 3263   | 2023 |
bdl_powiaty/unemployed_2002-2022.xlsx
    registered_unemployed          | 1465   | 2002 | 65087
gus/powierzchnia_2025-01-01.xlsx
    area_hectares                  | PL     | 2024 | 31393293
    area_hectares                  | 1465   | 2024 | 51720
    area_km2                       | 020101 | 2024 | 23
gus/tablica_IV_ludnosc_2024.xls
    population                     | PL     | 2024 | 37489087
    population                     | 32     | 2024 | 1622760
    births                         | 020101 | 2024 | 223
    infant_deaths                  | 020102 | 2024 | 0.0
    deaths_per_1000                | 020104 | 2024 | 9.8006
    infant_deaths_per_1000_births  | 020104 | 2024 | 11.3636
mf/pit_gminy_2020.xlsx
    pit_share_municipal            | 020101 | 2020 | 40456699
mf/pit_miasta_npp_2020.xlsx
    pit_share_municipal            | 026101 | 2020 | 81813116
    pit_share_county               | 0261   | 2020 | 21975498
mf/pit_powiaty_2020.xlsx
    pit_share_county               | 3218   | 2020 | 6038431
psp/zdarzenia_psp_2023_2024.xlsx
    fires                          | 020101 | 2024 | 79
    # Two rows of one code: 188 and 2 incidents.
    fire_service_incidents         | 060303 | 2023 | 190
"""


def _cells() -> Iterator[tuple[str, ...]]:
    name = ""
    for line in CELLS.splitlines():
        if "|" in line:
            yield (name, *(part.strip() for part in line.split("|")))
        elif line and not line.strip().startswith("#"):
            name = line


@pytest.fixture(scope="module")
def load_of(real_data: Path) -> Callable[[str], Load]:
    """Each file is read once for all tests of this module."""
    loads: dict[str, Load] = {}

    def load(name: str) -> Load:
        if name not in loads:
            loads[name] = sources.read(real_data / name)
        return loads[name]

    return load


@pytest.mark.parametrize("name", SHAPES)
def test_file_is_recognised_and_gives_every_cell(load_of, name: str) -> None:
    load = load_of(name)

    table, rows, shapes = SHAPES[name]
    assert load.extra["table"] == table
    assert load.rows_read == rows
    assert {
        plane.variable: (
            len(plane.unit_codes),
            len(plane.periods),
            int(flags.has_number(plane.flags).sum()),
        )
        for plane in load.planes
    } == shapes
    for plane in load.planes:
        numbered = flags.has_number(plane.flags)
        assert np.array_equal(np.isfinite(plane.values), numbered)
        assert len(set(plane.unit_codes)) == len(plane.unit_codes)
        assert list(plane.periods) == sorted(plane.periods)
    assert "unparsed_cell" not in {each.code for each in load.findings}
    assert "bad_code" not in {each.code for each in load.findings}


@pytest.mark.parametrize("cell", list(_cells()), ids="-".join)
def test_cell_is_the_one_printed(load_of, ask, cell: tuple[str, ...]) -> None:
    name, variable, code, period, value = cell

    found = ask(load_of(name)).value(variable, code, period)

    assert found == (float(value) if value else None)


def test_dash_is_no_event_in_table_iv_and_no_information_in_bdl(load_of, ask) -> None:
    table_iv = ask(load_of("gus/tablica_IV_ludnosc_2024.xls"))
    green = ask(load_of("bdl/gminy_zielen_2015_2022_CREL.csv"))

    assert table_iv.flag("infant_deaths", "020102", "2024") == flags.ZERO_EVENT
    assert table_iv.flag("internal_net_migration", "PL", "2024") == flags.ZERO_EVENT
    assert green.flag("plantings_per_km2", "020101", "2015") == flags.MISSING


def _plain(text: str) -> float | None:
    return float(text.replace(",", ".")) if text.strip() not in ("", "-", "x") else None


@pytest.mark.parametrize(
    ("name", "table", "variable", "label"),
    [
        ("dochody_gmin_2010-2019", "bdl_own_revenue", "own_revenue", ";razem;"),
        (
            "dochody_gmin_2010-2019",
            "bdl_own_revenue",
            "tax_card_revenue",
            "karty podatkowej",
        ),
        (
            "ludnosc_wiek_2010-2019",
            "bdl_age_groups",
            "population_post_working_age",
            "poprodukcyjnym;",
        ),
        (
            "wydatki_na_mieszk_2016-2019",
            "bdl_expenditure_per_person",
            "expenditure_per_person",
            "ogółem",
        ),
    ],
)
def test_wide_export_agrees_with_a_plain_reader(
    real_data: Path, name: str, table: str, variable: str, label: str
) -> None:
    path = real_data / "bdl" / f"{name}_CTAB.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file, delimiter=";"))
    expected: dict[tuple[str, str], float] = {}
    for row in rows:
        code = row[0].zfill(7)
        if code[6] in "4589":
            continue
        for head, cell in zip(header[2:], row[2:], strict=True):
            number = _plain(cell)
            if label in head and number is not None:
                year = re.findall(r";(\d{4});", head)[0]
                expected[code[:6], year] = number

    load = sources.read(path, table=table)

    plane = next(each for each in load.planes if each.variable == variable)
    found = {
        (code, period.label): plane.values[t, u]
        for t, period in enumerate(plane.periods)
        for u, code in enumerate(plane.unit_codes)
        if flags.has_number(plane.flags)[t, u]
    }
    assert found == expected


def test_long_export_agrees_with_a_plain_reader(real_data: Path, load_of) -> None:
    path = real_data / "bdl/gminy_zielen_2015_2022_CREL.csv"
    sums: dict[tuple[str, str], list[float]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            number = _plain(row["Wartosc"])
            if row["Kod"][6] in "123" and number is not None:
                sums[row["Wskaźniki"][:5], row["Rok"]].append(number)

    planes = {each.variable: each for each in load_of(f"bdl/{path.name}").planes}

    green, planted = planes["green_area_percent"], planes["plantings_per_km2"]
    assert math.fsum(green.values[0][np.isfinite(green.values[0])]) == math.fsum(
        sums["udzia", "2015"]
    )
    assert math.fsum(planted.values[1][np.isfinite(planted.values[1])]) == math.fsum(
        sums["liczb", "2022"]
    )


@pytest.mark.parametrize(
    ("name", "variable", "place"),
    [
        ("gus/tablica_IV_ludnosc_2024.xls", "deaths", (5, 7)),
        ("gus/powierzchnia_2025-01-01.xlsx", "area_hectares", (2, 1)),
        ("mf/pit_gminy_2020.xlsx", "pit_share_municipal", (11, 7)),
        ("psp/zdarzenia_psp_2023_2024.xlsx", "fire_service_incidents", (4, 1)),
    ],
)
def test_municipalities_of_a_sheet_add_up(
    load_of, real_data: Path, name: str, variable: str, place: tuple[int, int]
) -> None:
    """The sum of municipalities equals a plain sum over the sheet."""
    column, first = place
    book = CalamineWorkbook.from_path(real_data / name)
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[first:]
    width = 6 if name.startswith("psp") else 7
    plain = math.fsum(
        0.0 if row[column] == "-" else row[column]
        for row in rows
        if len(_code(row, variable)) >= width - 1
        and _code(row, variable).zfill(width)[6:] in ("", "1", "2", "3")
    )

    plane = next(each for each in load_of(name).planes if each.variable == variable)

    smallest = [i for i, each in enumerate(plane.unit_codes) if len(each) == 6]
    assert math.fsum(plane.values[0, smallest]) == plain
    if "PL" in plane.unit_codes:
        assert plain == plane.values[0, plane.unit_codes.index("PL")]


def _code(row: list[str | float], variable: str) -> str:
    if variable.startswith("pit"):
        return "".join(map(str, row[:4]))
    text = str(row[1] if variable == "deaths" else row[0])
    return text.replace(" ", "").removesuffix(".0")


def test_sums_of_the_official_files_add_up(load_of) -> None:
    for name in (
        "gus/tablica_IV_ludnosc_2024.xls",
        "gus/powierzchnia_2025-01-01.xlsx",
        "bdl/LUDN_2425_CTAB_20250611231708.csv",
    ):
        assert "total_mismatch" not in {each.code for each in load_of(name).findings}


def test_income_and_expenditure_have_to_be_told_apart(real_data: Path) -> None:
    path = real_data / "bdl/dochody_na_mieszk_2016-2019_CTAB.csv"

    with pytest.raises(sources.AmbiguousTable) as caught:
        sources.read(path)

    assert caught.value.candidates == (
        "bdl_expenditure_per_person",
        "bdl_revenue_per_person",
    )


def test_expenditure_read_as_income_is_noticed(real_data: Path, ask) -> None:
    path = real_data / "bdl/wydatki_na_mieszk_2016-2019_CTAB.csv"

    wrong = ask(sources.read(path, table="bdl_revenue_per_person"))
    right = ask(sources.read(path, table="bdl_expenditure_per_person"))

    assert wrong.finding("wrong_scope").severity is Severity.WARNING
    assert right.finding("wrong_scope") is None
    assert right.value("expenditure_per_person", "326301", "2019") == 11605.70


def test_register_of_entities_promises_a_year_it_does_not_have(load_of, ask) -> None:
    regon = ask(load_of("bdl_powiaty/regon_per_10000_2002-2023.xlsx"))

    assert regon.finding("wrong_scope").examples == (
        "regon_per_10000_2002-2023.xlsx: 2002-2023 promised, 2002-2022 has numbers",
    )
    assert regon.finding("empty_period").examples == ("2023",)
    assert regon.finding("repaired_code").count == 92


def test_two_counties_have_each_others_names(load_of, ask) -> None:
    unemployed = ask(load_of("bdl_powiaty/unemployed_2002-2022.xlsx"))
    wages = ask(load_of("bdl_powiaty/average_salary_2002-2022.xlsx"))

    finding = unemployed.finding("name_contradicts_code")
    assert sorted(finding.examples) == [
        "1405 Powiat grodziski_Wielkopolskie",
        "3005 Powiat grodziski_Mazowieckie",
    ]
    assert wages.finding("name_contradicts_code") is None
    assert wages.finding("impossible_zero").examples == ("2467 2022",)


def test_repairs_and_omissions_are_counted(load_of, ask) -> None:
    revenue = ask(load_of("bdl/dochody_gmin_2010-2019_CTAB.csv"))
    age = ask(load_of("bdl/ludnosc_wiek_2010-2019_CTAB.csv"))
    fires = ask(load_of("psp/zdarzenia_psp_2023_2024.xlsx"))

    assert revenue.finding("repaired_code").count == 618
    assert revenue.finding("merged_rows").count == 41
    assert revenue.finding("contradiction") is None
    assert revenue.finding("phantom_column") is None
    assert age.finding("skipped_part").count == 638 + 638 + 18
    assert age.finding("phantom_column").count == 1
    assert fires.finding("added_rows").count == 17


def test_method_and_footnotes_travel_with_the_numbers(load_of) -> None:
    origin = load_of("bdl/LUDN_2425_XPIV_20241020170820.xlsx").origin

    assert origin.source == "bdl"
    assert origin.publisher == "Główny Urząd Statystyczny"
    assert origin.notes[0] == "Kategoria: LUDNOŚĆ"
    assert origin.notes[-1].startswith("Przypisy: Znak '-' oznacza brak informacji")
    assert not any("<" in note for note in origin.notes)


def test_a_file_is_not_taken_for_its_copy(real_data: Path, tmp_path: Path) -> None:
    """The same content under the name of another table is told."""
    path = real_data / "bdl/dochody_na_mieszk_2016-2019_CTAB.csv"
    copy = tmp_path / "wydatki_na_mieszk_2016-2019_CTAB.csv"
    copy.write_bytes(path.read_bytes() + b"\n")
    income = sources.read(path, table="bdl_revenue_per_person")
    spending = sources.read(copy, table="bdl_expenditure_per_person")
    honest = sources.read(real_data / "bdl" / copy.name, table=spending.extra["table"])

    (finding,) = sources.same_content([income, spending])

    assert finding.count == 4
    assert finding.where == "revenue_per_person = expenditure_per_person"
    assert sources.same_content([income, honest]) == ()


def test_units_the_register_has_never_known_are_listed(real_data: Path, ask) -> None:
    path = real_data / "bdl_powiaty/unemployed_2002-2022.xlsx"
    codes = sources.read(path).planes[0].unit_codes
    known = tuple(
        CodeSpan(code, f"u{code}", date(1999, 1, 1), None)
        for code in codes
        if code != "0263"
    )

    reading = ask(sources.read(path, register=Register(units=(), spans=known)))

    assert reading.finding("unknown_unit").examples == ("0263",)
    assert reading.finding("unknown_unit").count == 1


@pytest.mark.slow
def test_three_megabytes_are_read_within_a_second(real_data: Path) -> None:
    path = real_data / "bdl/dochody_gmin_2010-2019_CTAB.csv"
    times = []
    for _ in range(3):
        start = time.process_time()
        sources.read(path)
        times.append(time.process_time() - start)

    size = path.stat().st_size
    assert min(times) * 3_000_000 / size < 1.0


def test_a_city_listed_by_its_parts_is_whole(load_of) -> None:
    """Kraków stands as itself and four delegations; none alone is the city."""
    load = load_of("psp/zdarzenia_psp_2023_2024.xlsx")
    fires = next(plane for plane in load.planes if plane.variable == "fires")

    krakow = fires.unit_codes.index("126101")

    assert fires.values[1, krakow] == 197 + 223 + 320 + 453 + 259
    parts = next(item for item in load.findings if item.code == "added_part")
    assert parts.count == 2518 - 2481
