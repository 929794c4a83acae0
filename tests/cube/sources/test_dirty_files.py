"""One small file for each trap."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from miara.cube import flags, sources
from miara.cube.sources.mapping import Table

HEAD = '"Kod";"Nazwa";"ogółem;wodociąg;2019;[%]";"ogółem;wodociąg;2020;[%]";'


def tabular(**changes: object) -> dict[str, Table]:
    """One mapping of a plain table, changed as a test needs."""
    plain: dict[str, object] = {
        "table": "plain",
        "title": {"pl": "Zwykła", "en": "Plain"},
        "reader": "tabular",
        "source": "nobody",
        "codes": {"lengths": [7], "headers": ["kod"]},
        "name_header": "gmina",
        "periods": {"column": "rok"},
        "marks": {"-": ["zero_event"], ".": ["missing"], "x": ["confidential"]},
        "columns": [{"variable": "births", "header": "urodzenia"}],
    }
    return {"plain": Table.model_validate(plain | changes)}


def test_phantom_column_is_left_out_and_told(write_text, ask) -> None:
    path = write_text("w.csv", HEAD, '0201011;"Bolesławiec (1)";99,9;1,5;')

    reading = ask(sources.read(path))

    assert reading.value("water_users_percent", "020101", "2020") == 1.5
    assert reading.finding("phantom_column").count == 1


def test_phantom_header_above_real_numbers_is_refused(write_text) -> None:
    path = write_text("w.csv", HEAD, '0201011;"Bolesławiec (1)";99,9;1,5;7')

    with pytest.raises(sources.UnknownTable):
        sources.read(path)
    with pytest.raises(sources.HeaderError):
        sources.read(path, table="bdl_networks")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_change_nothing(
    write_text, encoding: str, end: str
) -> None:
    path = write_text(
        "w.csv", HEAD, "0201011;Żółć (1);99,9;-1,5;", encoding=encoding, end=end
    )

    (plane,) = sources.read(path).planes

    assert plane.unit_codes == ("020101",)
    assert plane.values.tolist() == [[99.9], [-1.5]]


def test_separator_inside_quotes_is_part_of_the_header(write_text, ask) -> None:
    """More commas in a quoted header than separators around it."""
    label = (
        "gminy łącznie z miastami na prawach powiatu;dochody podatkowe - podatek od "
        "działalności gospodarczej osób fizycznych, opłacany w formie karty podatkowej"
    )
    path = write_text(
        "d.csv", f'"Kod";"Nazwa";"{label};2019;[zł]";', '0201011;"A, B, C (1)";1,25;'
    )

    reading = ask(sources.read(path))

    assert reading.load.extra["separator"] == ";"
    assert reading.value("tax_card_revenue", "020101", "2019") == 1.25


def test_comma_export_writes_decimal_dots(write_text, ask) -> None:
    path = write_text(
        "l.csv",
        '"Kod","Nazwa","ludność w tysiącach,2024,[tys. osób]",',
        '0000000,"POLSKA",37489.09,',
        '0201011,"Bolesławiec (1)","36,80",',
    )

    reading = ask(sources.read(path))

    assert reading.value("population_thousands", "PL", "2024") == 37489.09
    assert reading.value("population_thousands", "020101", "2024") is None
    assert reading.finding("unparsed_cell").examples == ("3: '36,80'",)


def test_row_of_another_length_refuses_the_file(write_text) -> None:
    path = write_text(
        "w.csv", HEAD, "0201011;A (1);1,0;2,0;", "0201022;B (2);1,0;2,0;3,0;4,0;"
    )

    with pytest.raises(sources.BrokenRow) as caught:
        sources.read(path)

    assert (caught.value.file, caught.value.line) == ("w.csv", 3)


def test_two_types_of_one_unit_are_joined_cell_by_cell(write_text, ask) -> None:
    path = write_text(
        "w.csv", HEAD, "0201032;Gromadka (2);1,0;-;", "0201033;Gromadka (3);;2,0;"
    )

    reading = ask(sources.read(path))

    assert reading.value("water_users_percent", "020103", "2019") == 1.0
    assert reading.value("water_users_percent", "020103", "2020") == 2.0
    assert reading.finding("merged_rows").count == 1
    assert reading.finding("contradiction") is None


def test_contradicting_rows_give_no_value_and_show_both(write_text, ask) -> None:
    path = write_text(
        "w.csv", HEAD, "0201032;Gromadka (2);1,0;2,0;", "0201033;Gromadka (3);1,0;3,0;"
    )

    reading = ask(sources.read(path))

    assert reading.value("water_users_percent", "020103", "2019") == 1.0
    assert reading.value("water_users_percent", "020103", "2020") is None
    assert reading.finding("contradiction").examples == ("020103 2020: 2 / 3",)


def test_same_row_twice_is_a_duplicate(write_text, ask) -> None:
    row = "0201011;Bolesławiec (1);1,0;2,0;"

    reading = ask(sources.read(write_text("w.csv", HEAD, row, row)))

    assert reading.finding("duplicate_row").count == 1
    assert reading.value("water_users_percent", "020101", "2019") == 1.0


def test_unknown_label_is_told_not_dropped(write_text, ask) -> None:
    path = write_text(
        "w.csv",
        'Kod;Nazwa;"ogółem;gaz;2019;[%]";"ogółem;prąd;2019;[%]"',
        "0201011;A (1);1,0;2,0",
    )

    with pytest.raises(sources.UnknownTable):
        sources.read(path)
    reading = ask(sources.read(path, table="bdl_networks"))

    assert reading.finding("unmapped_column").examples == ("ogółem;prąd;[%]",)


@pytest.mark.parametrize(
    ("attribute", "value", "flag"),
    [
        (" ", 0.0, flags.MEASURED),
        ("a", 0.0, flags.MEASURED),
        ("x", None, flags.MISSING),
        ("n", None, flags.MISSING),
        ("s", 0.0, flags.ESTIMATED | flags.PROVISIONAL),
        ("M", 0.0, flags.BREAK_BEFORE),
        ("X", None, flags.MISSING | flags.BREAK_BEFORE),
    ],
)
def test_attributes_beside_a_zero(
    write_text, ask, attribute: str, value: float | None, flag: int
) -> None:
    path = write_text(
        "g.csv",
        "Kod;Nazwa;Wskaźniki;Rok;Wartosc;Jednostka miary;Atrybut",
        f"0201011;A (1);ludność na 1 km2;2019;0,0;osoba;{attribute}",
    )

    reading = ask(sources.read(path))

    assert reading.value("population_density", "020101", "2019") == value
    assert reading.flag("population_density", "020101", "2019") == flag


def test_attribute_nobody_knows_is_told(write_text, ask) -> None:
    path = write_text(
        "g.csv",
        "Kod;Nazwa;Wskaźniki;Rok;Wartosc;Jednostka miary;Atrybut",
        "0201011;A (1);ludność na 1 km2;2019;5;osoba;q",
    )

    assert ask(sources.read(path)).finding("unknown_attribute").examples == ("2: q",)


def test_xrel_keeps_its_description(write_xlsx) -> None:
    path = write_xlsx(
        "x.xlsx",
        {
            "OPIS": [["Kategoria:", "LUDNOŚĆ"], ["", 'A <a href="u">b</a><br/> c']],
            "DANE": [
                ["Kod", "Nazwa", "Wskaźniki", "Rok", "Wartosc"]
                + ["Jednostka miary", "Atrybut"],
                ["0201011", "A", "ludność na 1 km2", "2019", 5.5, "osoba", " "],
            ],
        },
    )

    load = sources.read(path)

    assert load.origin.notes == ("Kategoria: LUDNOŚĆ", "A b (u) c")
    assert load.planes[0].values.tolist() == [[5.5]]


def test_long_table_with_every_mark(write_text, ask) -> None:
    path = write_text(
        "t.csv",
        "kod,gmina,rok,urodzenia",
        "0201011,A,2023,-",
        "0201011,A,2024,12",
        "0201022,B,2023,x",
        "0201022,B,2024,.",
        "0201032,C,2024,b.d.",
    )

    reading = ask(sources.read(path, tables=tabular()))

    assert [
        reading.flag("births", code, year)
        for code in ("020101", "020102")
        for year in ("2023", "2024")
    ] == [flags.ZERO_EVENT, flags.MEASURED, flags.CONFIDENTIAL, flags.MISSING]
    assert reading.value("births", "020101", "2023") == 0.0
    assert reading.flag("births", "020103", "2023") == flags.MISSING
    assert reading.finding("unparsed_cell", "births").examples == ("6: 'b.d.'",)


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_one_mapping_reads_every_container(
    write_xlsx, write_ods, write_text, ask, form: str
) -> None:
    rows = [["kod", "gmina", "rok", "urodzenia"], ["0201011", "A", "2024", 12.5]]
    writers: dict[str, Callable[[], Path]] = {
        "xlsx": lambda: write_xlsx("t.xlsx", {"Arkusz": rows}),
        "ods": lambda: write_ods("t.ods", rows),
        "csv": lambda: write_text(
            "t.csv",
            *(";".join(str(c).replace(".", ",") for c in row) for row in rows),
        ),
    }

    reading = ask(sources.read(writers[form](), tables=tabular()))

    assert reading.value("births", "020101", "2024") == 12.5


def test_merged_headers_are_told_apart(write_xlsx, ask) -> None:
    tables = tabular(
        header_row=2,
        header_rows=2,
        periods={"title": r"w (\d{4}) r"},
        columns=[
            {"variable": "deaths", "header": "Zgony;ogółem"},
            {"variable": "infant_deaths", "header": "Zgony;niemowląt"},
        ],
    )
    path = write_xlsx(
        "z.xlsx",
        {
            "Arkusz": [
                ["Zgony w 2024 r.", "", "", ""],
                ["kod", "gmina", "Zgony \nDeaths", ""],
                ["", "", "ogó-łem total", "niemowląt infant"],
                ["0201011", "A", 5, "-"],
            ]
        },
        merges=("A2:A3", "B2:B3", "C2:D2"),
    )

    reading = ask(sources.read(path, tables=tables))

    assert reading.value("deaths", "020101", "2024") == 5.0
    assert reading.flag("infant_deaths", "020101", "2024") == flags.ZERO_EVENT
    assert reading.load.origin.notes == ("Zgony w 2024 r.",)


HEADINGS = {
    "periods": {"fixed": "2024"},
    "headings": {"country": "^POLSKA", "voivodeship": "^WOJ"},
    "columns": [{"variable": "births", "header": "urodzenia", "printed_step": 0}],
}


def test_headings_get_the_code_their_units_share(write_text, ask) -> None:
    path = write_text(
        "h.csv",
        "kod;gmina;urodzenia",
        ";POLSKA;30",
        ";WOJ. A;30",
        "0201011;x;10",
        "0201022;y;19",
    )

    reading = ask(sources.read(path, tables=tabular(**HEADINGS)))

    assert reading.value("births", "02", "2024") == 30.0
    assert reading.finding("total_mismatch").examples == (
        "02 2024: 30 printed, 29 added",
        "PL 2024: 30 printed, 29 added",
    )


@pytest.mark.parametrize(
    "rows",
    [
        (";WOJ. A;30", "0201011;x;10", "0401011;y;10"),
        (";WOJ. A;30", ";WOJ. B;30", "0401011;y;10"),
        (";razem;30", "0401011;y;10"),
    ],
)
def test_heading_that_cannot_be_placed_refuses_the_file(write_text, rows) -> None:
    path = write_text("h.csv", "kod;gmina;urodzenia", *rows)

    with pytest.raises(sources.BrokenRow) as caught:
        sources.read(path, tables=tabular(**HEADINGS))

    assert caught.value.line == 2


def test_row_with_a_broken_code_is_counted_with_its_line(write_text, ask) -> None:
    path = write_text(
        "t.csv", "kod;gmina;rok;urodzenia", "0201011;A;2024;1", "02A1011;B;2024;2"
    )

    reading = ask(sources.read(path, tables=tabular()))

    assert reading.finding("bad_code").examples == ("3: 02A1011 B",)


def test_row_without_a_period_refuses_the_file(write_text) -> None:
    path = write_text("t.csv", "kod;gmina;rok;urodzenia", "0201011;A;MMXXIV;1")

    with pytest.raises(sources.BrokenRow, match="not a period"):
        sources.read(path, tables=tabular())


def test_quarters_and_school_years_are_periods_too(write_text) -> None:
    path = write_text(
        "t.csv", "kod;gmina;rok;urodzenia", "0201011;A;2024-Q2;1", "0201011;A;2024-Q1;2"
    )

    (plane,) = sources.read(path, tables=tabular()).planes

    assert [str(period) for period in plane.periods] == ["2024-Q1", "2024-Q2"]
    assert plane.values.tolist() == [[2.0], [1.0]]


def test_added_rows_keep_the_sum(write_text, ask) -> None:
    path = write_text(
        "t.csv", "kod;gmina;rok;urodzenia", "0201011;A;2024;3", "0201011;B;2024;4"
    )

    reading = ask(sources.read(path, tables=tabular(duplicates="sum")))

    assert reading.value("births", "020101", "2024") == 7.0
    assert reading.finding("added_rows").examples == ("020101: 0201011 A + 0201011 B",)


def test_same_year_under_two_names_is_told(write_text, ask) -> None:
    rows = [f"02010{i}1;A;{y};{i * 7}" for y in (2023, 2024) for i in range(1, 5)]
    path = write_text("t.csv", "kod;gmina;rok;urodzenia", *rows)

    reading = ask(sources.read(path, tables=tabular()))

    assert reading.finding("same_content").examples == (
        "t.csv births 2023 = t.csv births 2024",
    )


def test_two_copies_of_one_file_are_told(write_text) -> None:
    lines = ("kod;gmina;rok;urodzenia", "0201011;A;2024;3")
    loads = [
        sources.read(write_text(name, *lines), tables=tabular())
        for name in ("a.csv", "b.csv")
    ]

    (finding,) = sources.same_content(loads)

    assert (finding.code, finding.examples) == ("same_content", ("a.csv = b.csv",))


@pytest.mark.parametrize(
    ("name", "content"),
    [("e.csv", b" \n"), ("e.xlsx", b"PK not a zip"), ("e.csv", b"one column\n1\n")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(sources.UnreadableFile):
        sources.read(path)


def test_asking_for_a_table_nobody_described(write_text) -> None:
    path = write_text("w.csv", HEAD, "0201011;A (1);1,0;2,0;")

    with pytest.raises(sources.UnknownTable) as caught:
        sources.read(path, table="bdl_moon")

    assert "bdl_networks" in caught.value.candidates


def test_order_of_rows_never_matters(write_text, rng_rows: list[str]) -> None:
    head = "kod;gmina;rok;urodzenia"
    straight = sources.read(write_text("a.csv", head, *rng_rows), tables=tabular())
    turned = sources.read(write_text("b.csv", head, *rng_rows[::-1]), tables=tabular())

    for left, right in zip(straight.planes, turned.planes, strict=True):
        assert (left.unit_codes, left.periods) == (right.unit_codes, right.periods)
        assert np.array_equal(left.values, right.values, equal_nan=True)
        assert np.array_equal(left.flags, right.flags)


@pytest.fixture
def rng_rows() -> list[str]:
    """Units of two types, cells of every kind, some twice."""
    cells = ["-", ".", "x", "3", "3", "8"]
    return [
        f"0201{unit:02d}{kind};G{unit};{year};{cells[(unit * kind + year) % 6]}"
        for unit in range(1, 30)
        for kind in (2, 3)
        for year in range(2018, 2025)
    ]
