"""``miara import``: what is kept, what is said, how it refuses."""

import pytest
from django.core.management.base import CommandError
from django.utils import timezone
from tests.factories.units import make_register
from tests.factories.vintages import small_loads

from miara.audit.models import Event
from miara.indicators.actions.loads import record_load
from miara.indicators.models import DataLoad
from miara.units import public as units
from miara.units.models import RegisterSnapshot, ShapeSet

pytestmark = pytest.mark.django_db


def test_the_register_is_imported_and_reported(miara, register_file):
    said = miara("import", "terc", register_file)

    assert units.unit_by_code("120617").name == "Zielonki"
    assert said.out.startswith("TERC_2025-01-01.csv: register of 2025-01-01")


def test_a_rehearsal_keeps_nothing(miara, register_file, networks_file):
    said = miara("import", "terc", register_file, "--dry-run")
    assert "nothing was kept" in said.out
    assert not RegisterSnapshot.objects.exists()

    make_register()
    said = miara("import", "bdl", networks_file, "--dry-run")
    assert "Read: 4 rows, 3 series, 4 units; periods 2019." in said.out
    assert not DataLoad.objects.exists()


def test_a_broken_register_is_refused_whole_unless_told_otherwise(miara, register_file):
    text = register_file.read_text(encoding="utf-8-sig")
    register_file.write_text(text.replace("12;06;17;2;", "12;06;1x;2;"), "utf-8")

    with pytest.raises(CommandError, match="1 file was not imported") as refusal:
        miara("import", "terc", register_file)
    assert refusal.value.returncode == 1
    assert "line " in miara.last.err
    assert not RegisterSnapshot.objects.exists()

    said = miara("import", "terc", "--skip-bad", register_file)
    assert "1 broken row was left out" in said.out
    assert units.unit_by_code("120617") is None


def test_a_table_is_recognised_and_kept_with_its_origin(miara, networks_file):
    make_register()
    said = miara("import", "bdl", networks_file, "--retrieved-on", "2026-02-03")

    row = DataLoad.objects.get()
    assert (row.table, row.rows_read, str(row.retrieved_on)) == (
        "bdl_networks", 4, "2026-02-03",
    )  # fmt: skip
    assert "1 empty last column was left out." in said.out
    assert Event.objects.filter(kind="indicators.load.recorded").count() == 1


def test_running_twice_is_safe(miara, networks_file):
    make_register()
    miara("import", "bdl", networks_file)
    said = miara("import", "bdl", networks_file)

    assert "already here" in said.out
    assert DataLoad.objects.count() == 1


PER_PERSON = (
    '"Kod";"Nazwa";"gminy łącznie z miastami na prawach powiatu;ogółem;2019;[zł]"\n'
    '1201011;"Bochnia (1)";"5101,10"\n'
    '1206172;"Zielonki (2)";"5012,55"\n'
    '1261011;"Kraków (1)";"7100,90"\n'
)


def test_the_same_numbers_under_another_name_are_told(miara, tmp_path):
    make_register()
    first, copy = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(PER_PERSON, encoding="utf-8")
    miara("import", "bdl", first, "--table", "bdl_revenue_per_person")
    told = "1 set of numbers is exactly the same as another one"

    for text in (PER_PERSON, PER_PERSON + "\n"):  # the same bytes, and a saved copy
        copy.write_text(text, encoding="utf-8")
        spending = ("import", "bdl", copy, "--table", "bdl_expenditure_per_person")
        with pytest.raises(CommandError):
            miara(*spending, "--strict")
        assert told in miara.last.err
        assert "a.csv" in miara.last.err
        assert told in miara(*spending, "--dry-run").out

    other = PER_PERSON.replace("5012,55", "5012,56")
    copy.write_text(other, encoding="utf-8")
    assert "exactly the same" not in miara(*spending, "--strict").out
    # A later edition of the same table may well repeat its numbers.
    first.write_text(PER_PERSON + "\n", encoding="utf-8")
    said = miara("import", "bdl", first, "--table", "bdl_revenue_per_person")
    assert "exactly the same" not in said.out


def test_the_day_of_download_is_read_asked_for_and_added(miara, networks_file):
    make_register()
    said = miara("import", "bdl", networks_file)
    assert "The day of download is not known" in said.out

    said = miara("import", "bdl", networks_file, "--retrieved-on", "2026-02-03")
    assert "The day of its download was added" in said.out
    row = DataLoad.objects.get()
    assert str(row.retrieved_on) == "2026-02-03"
    (event,) = Event.objects.filter(kind="indicators.load.download_noted")
    assert event.after["retrieved_on"] == "2026-02-03"
    miara("import", "bdl", networks_file, "--retrieved-on", "2026-02-09")
    row.refresh_from_db()
    assert str(row.retrieved_on) == "2026-02-03"

    text = networks_file.read_text(encoding="utf-8").replace("97,1", "97,2")
    stamped = networks_file.with_name("WODO_1234_CTAB_20250611231708.csv")
    stamped.write_text(text, encoding="utf-8")
    assert "Downloaded on 2025-06-11." in miara("import", "bdl", stamped).out
    assert str(DataLoad.objects.last().retrieved_on) == "2025-06-11"


def test_the_word_limits_the_tables(miara, networks_file):
    make_register()
    with pytest.raises(CommandError, match="not imported"):
        miara("import", "mf", networks_file)
    assert "none of the known tables" in miara.last.err
    assert not DataLoad.objects.exists()


def test_an_ambiguous_file_names_the_tables_to_choose_from(miara, tmp_path):
    make_register()
    path = tmp_path / "na_mieszkanca.csv"
    path.write_text(
        '"Kod";"Nazwa";"gminy łącznie z miastami na prawach powiatu;ogółem;2019;[zł]"\n'
        '1206172;"Zielonki (2)";"5012,55"\n',
        encoding="utf-8",
    )
    with pytest.raises(CommandError):
        miara("import", "bdl", path)
    assert "bdl_expenditure_per_person, bdl_revenue_per_person" in miara.last.err

    miara("import", "bdl", path, "--table", "bdl_revenue_per_person")
    assert DataLoad.objects.get().table == "bdl_revenue_per_person"


def test_strict_refuses_and_lists_why(miara, networks_file):
    make_register()
    text = networks_file.read_text(encoding="utf-8")
    networks_file.write_text(text + '9999992;"Nigdzie (2)";1,0;1,0;1,0;\n', "utf-8")

    with pytest.raises(CommandError):
        miara("import", "bdl", networks_file, "--strict")
    assert "strict import was asked for" in miara.last.err
    assert "999999" in miara.last.err
    assert not DataLoad.objects.exists()

    miara("import", "bdl", networks_file)
    assert DataLoad.objects.count() == 1


def test_one_refused_file_does_not_stop_the_others(miara, networks_file, tmp_path):
    make_register()
    (tmp_path / "puste.csv").write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match=r"1 file was not imported: puste\.csv"):
        miara("import", "bdl", tmp_path)
    assert DataLoad.objects.get().file_name == networks_file.name


def test_official_files_replace_the_sample(miara, networks_file):
    make_register()
    sample = record_load(
        load=small_loads()[0], by=None, now=timezone.now(), is_fictional=True
    )
    said = miara("import", "bdl", networks_file)

    assert "1 file of the fictional sample was withdrawn." in said.out
    sample.refresh_from_db()
    assert sample.withdrawn_at is not None
    assert DataLoad.objects.active().get().table == "bdl_networks"


def test_boundaries_report_what_does_not_join(miara, tmp_path):
    make_register()
    square = "[[[20,50],[20.1,50],[20.1,50.1],[20,50.1],[20,50]]]"
    path = tmp_path / "gminy.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"terc":"1206172"},"geometry":'
        f'{{"type":"Polygon","coordinates":{square}}}}}]}}',
        encoding="utf-8",
    )
    said = miara("import", "boundaries", path)
    assert "the shape of 1 unit was stored" in said.out
    assert "Units without a shape" in said.out
    assert ShapeSet.objects.filter(level="gmina").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bdl",), "Say which file"),
        (("bdl", "x.csv", "--table", "nie_ma"), "There is no table nie_ma"),
    ],
)
def test_a_wrong_command_line_is_another_exit_code(miara, words, told):
    with pytest.raises(CommandError, match=told) as error:
        miara("import", *words)
    assert error.value.returncode == 2


def test_a_missing_file_is_named(miara, tmp_path):
    with pytest.raises(CommandError, match="There is no file") as error:
        miara("import", "terc", tmp_path / "nie_ma.csv")
    assert error.value.returncode == 1


def test_the_list_names_every_table_with_a_title_and_headers(miara):
    from miara.cube.sources import load_tables

    said = miara("import", "list")
    for name, table in load_tables().items():
        assert f"{name}: {table.title.en}" in said.out
    assert said.out.count("recognised as") == len(load_tables())


def test_polish_is_the_language_of_other_terminals(miara, networks_file, monkeypatch):
    make_register()
    monkeypatch.setenv("LANG", "C.UTF-8")
    said = miara("import", "bdl", networks_file)
    assert "Wczytano: 4 wiersze, 3 szeregi, 4 jednostki; okresy 2019." in said.out
