"""What is exported and read back is the cube, bit for bit."""

import csv
import io
import json
import math
import struct
import warnings
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cube.exchange.sample import BLOCKS, make_vintage

from miara.cube.exchange import (
    SCHEMA,
    ExchangeError,
    Format,
    export,
    read_back,
)
from miara.cube.flags import names
from miara.cube.store import Store, Vintage

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("cube"), sync=False)


@pytest.fixture(scope="module")
def vintage(store: Store) -> Vintage:
    return make_vintage(store)


def in_plain_python(vintage: Vintage) -> list[tuple[object, ...]]:
    """The long table, cell by cell, straight from the arrays."""
    rows = []
    for block in vintage.blocks:
        for i, indicator in enumerate(block.indicators):
            for t, period in enumerate(block.periods):
                for u, uid in enumerate(block.units):
                    row: list[object] = [str(block.level), indicator]
                    row += [vintage.code_of_unit[uid], uid, period.label]
                    for name in list(SCHEMA)[5:]:
                        if name == "flag":
                            flag = int(block.quantity("flag")[i, t, u])
                            row.append(" ".join(names(flag)))
                        elif name not in block.quantities:
                            row.append(None)
                        else:
                            number = float(block.quantity(name)[i, t, u])
                            row.append(None if math.isnan(number) else number)
                    rows.append(tuple(row))
    return rows


def bits(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows with numbers as bytes, so that -0.0 is not 0.0."""
    return [
        tuple(struct.pack("d", x) if isinstance(x, float) else x for x in row)
        for row in rows
    ]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
@pytest.mark.parametrize("kind", list(Format))
def test_exported_and_read_back_is_identity(
    store: Store, tmp_path_factory: pytest.TempPathFactory, kind: Format, seed: int
) -> None:
    vintage = make_vintage(store, seed)
    path = tmp_path_factory.mktemp("out") / "cube"

    done = export(vintage, path, kind)
    table = read_back(path, kind)

    expected = in_plain_python(vintage)
    assert table.schema == SCHEMA
    assert done.rows == len(expected)
    assert bits(table.rows()) == bits(expected)


@pytest.mark.parametrize("kind", list(Format))
def test_a_selection_is_the_same_rows(
    vintage: Vintage, tmp_path: Path, kind: Format
) -> None:
    export(
        vintage,
        tmp_path / "cube",
        kind,
        levels=["gmina"],
        indicators=["gmina_a", "gmina_c"],
        units=["026101", "u2"],
        periods=["2023", "2022/2023"],
    )

    table = read_back(tmp_path / "cube", kind)

    expected = [
        row
        for row in in_plain_python(vintage)
        if row[1] in {"gmina_a", "gmina_c"}
        and row[3] in {"city", "u2"}
        and row[4] in {"2023", "2022/2023"}
    ]
    assert len(expected) == 8
    assert bits(table.rows()) == bits(expected)


@pytest.mark.parametrize(
    "selection",
    [
        {"indicators": ["gmina_x"]},
        {"units": ["999999"]},
        {"levels": ["kraj"]},
        {"periods": ["1999"]},
        {"levels": ["gmina"], "periods": ["2023-Q4"]},
    ],
)
def test_a_selection_of_nothing_is_refused(
    vintage: Vintage, tmp_path: Path, selection: dict[str, list[str]]
) -> None:
    with pytest.raises(ExchangeError):
        export(vintage, tmp_path / "cube", "csv", **selection)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_file(
    vintage: Vintage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cube.csv"
    path.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    with pytest.raises(OSError, match="no space"):
        export(vintage, path, "csv")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_any_csv_reader_reads_the_same_numbers(
    vintage: Vintage, tmp_path: Path
) -> None:
    path = tmp_path / "cube.csv"
    export(vintage, path, "csv")

    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))

    for row, expected in zip(rows, in_plain_python(vintage), strict=True):
        value = float(row["value"]) if row["value"] else None
        assert (row["unit"], row["flag"]) == (expected[2], expected[10])
        assert bits([(value,)]) == bits([(expected[5],)])


def test_pyjstat_reads_the_same_numbers(vintage: Vintage, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyjstat import pyjstat

    done = export(vintage, tmp_path, "json-stat")

    assert [file.name for file in done.files] == [f"{a}-{b}.json" for a, b in BLOCKS]
    expected = {
        (str(row[0]), row[1], row[4], row[2]): row for row in in_plain_python(vintage)
    }
    for file in done.files:
        text = file.read_text(encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = pyjstat.Dataset.read(text).write("dataframe")
        level = file.name.partition("-")[0]
        for record in table.to_dict("records"):
            row = expected[level, record["indicator"], record["period"], record["unit"]]
            number = row[list(SCHEMA).index(record["quantity"])]
            if number is None:
                assert math.isnan(record["value"])
            elif record["quantity"] != "percentile":  # float32 there, decimal here
                assert record["value"] == number


def test_sdmx_says_status_confidentiality_and_time(
    vintage: Vintage, tmp_path: Path
) -> None:
    path = tmp_path / "cube.csv"
    measures = {"gmina_a": "PLN"}
    export(vintage, path, "sdmx-csv", units_of_measure=measures)

    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))

    status = {"confidential": "Q", "not_applicable": "M", "missing": "O"}
    for row, expected in zip(rows, in_plain_python(vintage), strict=True):
        state = str(expected[10]).split()[0]
        assert row["CONF_STATUS"] == ("C" if state == "confidential" else "F")
        assert (row["OBS_VALUE"] == "") == (state in status)
        if state in status:
            assert row["OBS_STATUS"] == status[state]
        elif expected[10] in {"measured", "zero_event", "measured summed"}:
            assert row["OBS_STATUS"] == "A"
        elif "provisional" in str(expected[10]):
            assert row["OBS_STATUS"] == "P"
        assert row["UNIT_MEASURE"] == measures.get(row["INDICATOR"], "_Z")
    times = {(row["FREQ"], row["TIME_PERIOD"]) for row in rows}
    assert ("A", "2022-09-01/P1Y") in times
    assert ("Q", "2023-Q4") in times
    assert ("M", "2023-11") in times


@pytest.mark.parametrize("kind", [Format.CSV, Format.SDMX_CSV, Format.JSON_STAT])
def test_small_export_is_as_reviewed(
    store: Store, tmp_path: Path, kind: Format
) -> None:
    """Golden files: read the difference before accepting it."""
    vintage = make_vintage(store, seed=7, awkward=False)
    name = {"json-stat": "json-stat"}.get(kind, f"{kind}.csv")
    export(
        vintage,
        tmp_path / name,
        kind,
        levels=["powiat"],
        units_of_measure={"powiat_a": "PLN_PER_PERSON"},
    )

    written = sorted(p for p in tmp_path.rglob("*") if p.is_file())

    assert written
    for file in written:
        golden = GOLDEN / file.relative_to(tmp_path)
        assert file.read_text(encoding="utf-8") == golden.read_text(encoding="utf-8")
        if kind is Format.JSON_STAT:
            json.loads(file.read_text(encoding="utf-8"))
