"""Import of the register into the database."""

from datetime import date
from itertools import permutations

import pytest
from django.utils import translation
from tests.factories.units import NOW, SMALL_REGISTER, make_register, terc_csv

from miara.audit.models import Event
from miara.units import public as units
from miara.units.domain.facts import Kind, SnapshotUnit
from miara.units.errors import (
    BrokenTercError,
    ConflictingSnapshotError,
    FictionalRegisterError,
    NotTercFileError,
)
from miara.units.models import (
    RegisterSnapshot,
    Unit,
    UnitBridge,
    UnitCode,
    UnitEvent,
    UnitName,
    UnitParent,
    UnitType,
)
from miara.units.queries.stored import read_bridges, read_units

pytestmark = pytest.mark.django_db

TABLES = (UnitCode, UnitName, UnitType, UnitParent, UnitEvent, UnitBridge)


@pytest.fixture
def write(tmp_path):
    """Write a file of the small register, with some units changed."""

    def write_file(day, *changed, without=()):
        codes = {unit.code for unit in changed} | set(without)
        rest = [unit for unit in SMALL_REGISTER if unit.code not in codes]
        path = tmp_path / f"TERC_{day}.csv"
        path.write_bytes(terc_csv([*rest, *changed], day))
        return path

    return write_file


def import_file(path, **options):
    """Import as the program itself."""
    return units.import_terc(path=path, by=None, now=NOW, **options)


def table_rows():
    """Everything the tables say, without keys."""
    return read_units(), read_bridges()


def test_import_stores_units_facts_and_a_trace(write):
    report = import_file(write(date(2025, 1, 1)))
    assert (report.municipalities, report.counties, report.cities) == (8, 6, 3)
    assert Unit.objects.count() == len(SMALL_REGISTER)
    city = units.unit_by_code("126101")
    assert (city.name, city.county_code, city.kind) == ("Kraków", "1261", Kind.CITY)
    trace = Event.objects.get(kind="units.imported")
    assert trace.after["new_units"] == len(SMALL_REGISTER)


def test_import_again_changes_nothing(write):
    path = write(date(2025, 1, 1))
    import_file(path)
    before = [list(t.objects.order_by("pk").values()) for t in TABLES]
    digest = units.register_digest()
    report = import_file(path)
    assert report.was_known
    assert report.difference.is_empty
    assert [list(t.objects.order_by("pk").values()) for t in TABLES] == before
    assert units.register_digest() == digest
    assert Event.objects.filter(kind="units.imported").count() == 1


def test_order_of_imports_does_not_matter(write):
    urban = SnapshotUnit("120617", Kind.URBAN_RURAL, "Zielonki")
    renamed = SnapshotUnit("120102", Kind.RURAL, "Bochnia Wielka")
    files = [
        write(date(2017, 1, 1), without=["120611"]),
        write(date(2020, 1, 1), urban),
        write(date(2025, 1, 1), urban, renamed),
    ]
    results = []
    for order in permutations(files):
        RegisterSnapshot.objects.all().delete()
        for path in order:
            import_file(path)
        results.append((table_rows(), units.register_digest()))
    assert all(result == results[0] for result in results)
    kinds = {e.kind.value for u in results[0][0][0] for e in u.events}
    assert kinds == {"created", "renamed", "type_changed"}


def test_identity_survives_a_new_type_and_a_new_name(write):
    import_file(write(date(2020, 1, 1)))
    keys = dict(Unit.objects.values_list("uid", "pk"))
    urban = SnapshotUnit("120617", Kind.URBAN_RURAL, "Nowe Zielonki")
    import_file(write(date(2025, 1, 1), urban))
    assert dict(Unit.objects.values_list("uid", "pk")) == keys
    assert units.unit_by_code("120617").name == "Nowe Zielonki"
    assert units.unit_by_code("120617", on=date(2021, 1, 1)).name == "Zielonki"
    assert units.unit_by_code("120617", on=date(2000, 1, 1)).kind is Kind.RURAL


def test_broken_file_leaves_no_trace(write):
    path = write(date(2025, 1, 1))
    text = path.read_text().replace("12;06;17;2", "12;06;17;7")
    path.write_text(text)
    with pytest.raises(BrokenTercError) as caught:
        import_file(path)
    with translation.override("en"):
        assert "line 10: the type (RODZ)" in caught.value.for_people()
    assert not Unit.objects.exists()
    assert not RegisterSnapshot.objects.exists()


def test_skip_bad_imports_the_rest_and_a_whole_file_completes_it(write):
    path = write(date(2025, 1, 1))
    whole = path.read_text()
    path.write_text(whole.replace("12;06;17;2", "12;06;17;7"))
    report = import_file(path, skip_bad=True)
    assert len(report.problems) == 1
    assert any("12;06;17;7" in line for line in report.lines("en"))
    assert units.unit_by_code("120617") is None
    path.write_text(whole)
    import_file(path)
    assert units.unit_by_code("120617").exists
    assert not RegisterSnapshot.objects.get().is_partial


def test_other_content_of_a_known_day_is_refused(write):
    import_file(write(date(2025, 1, 1)))
    with pytest.raises(ConflictingSnapshotError) as caught:
        import_file(write(date(2025, 1, 1), without=["120617"]))
    assert "2025-01-01" in caught.value.for_people()
    assert units.unit_by_code("120617").exists


def test_file_that_is_no_register_says_so(tmp_path):
    path = tmp_path / "ludnosc.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(NotTercFileError) as caught:
        import_file(path)
    with translation.override("en"):
        assert "ludnosc.csv was not read" in caught.value.for_people()


def test_official_register_replaces_the_fictional_one(write):
    sample = [
        SnapshotUnit("98", Kind.VOIVODESHIP, "zmyślone"),
        SnapshotUnit("9801", Kind.COUNTY, "bajkowski"),
        SnapshotUnit("980101", Kind.RURAL, "Baśniowo"),
    ]
    made = make_register(sample, is_fictional=True)
    assert units.is_fictional()
    import_file(write(date(2025, 1, 1)))
    assert not units.is_fictional()
    assert units.unit_by_code("980101") is None
    assert Unit.objects.filter(pk=made["980101"].pk).exists()
    assert "980101" not in units.register().uids
    with pytest.raises(FictionalRegisterError):
        import_file(write(date(2026, 1, 1)), fictional=True)


def test_report_reads_in_both_languages(write):
    report = import_file(write(date(2025, 1, 1)))
    polish, english = report.lines("pl"), report.lines("en")
    assert len(polish) == len(english)
    assert "8 municipalities, 6 counties" in english[0]
    assert report.lines("pl") == polish


@pytest.mark.real_data
def test_real_files_import_in_any_order(real_data):
    folder = real_data / "teryt"
    files = sorted(folder.iterdir())
    for path in (files[2], files[0], files[1]):
        import_file(path)
    first = units.register_digest()
    RegisterSnapshot.objects.all().delete()
    for path in files:
        import_file(path)
    assert units.register_digest() == first
    then = date(2018, 1, 1)
    for level, now_count, then_count in (("gmina", 2479, 2478), ("powiat", 380, 380)):
        assert len(units.units_at(units.Level(level))) == now_count
        assert len(units.units_at(units.Level(level), then)) == then_count
    gone = units.unit_by_code("320304")
    assert not gone.exists
    assert gone.successor_codes == ("320306", "320302")
