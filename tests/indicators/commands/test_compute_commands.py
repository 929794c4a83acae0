"""``miara compute``, ``publish``, ``vintages``, ``export``, ``quality``."""

import json

import pytest
from django.core.management.base import CommandError
from django.utils import timezone
from tests.factories.units import make_register
from tests.factories.vintages import UNITS, small_loads

from miara.audit.models import Event
from miara.cube.exchange import Format, read_back
from miara.indicators.actions.loads import record_load
from miara.indicators.management.commands.export import FORMATS
from miara.indicators.models import DataLoad, Publication, PublishedVintage, Revision
from miara.indicators.queries.loads import as_load
from miara.indicators.queries.vintages import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(data_folder):
    """The small country: register and four files."""
    make_register(UNITS)
    for load in small_loads(fires_2020=8):
        record_load(load=load, by=None, now=timezone.now())


def test_nothing_to_compute_says_what_to_do(miara):
    with pytest.raises(CommandError, match="miara import terc FILE") as error:
        miara("compute")
    assert error.value.returncode == 1


def test_compute_publish_and_again(miara, loaded):
    said = miara("compute")
    row = PublishedVintage.objects.get()
    assert f"Build {row.vintage_id} is ready." in said.out
    assert "this would be the first build shown" in said.out
    assert not row.is_current

    said = miara("publish", row.vintage_id[:8])
    assert "is served now" in said.out
    assert PublishedVintage.objects.current() == row

    assert "nothing changed" in miara("compute").out
    assert "nothing changed" in miara("publish").out
    assert PublishedVintage.objects.count() == Publication.objects.count() == 1


def test_a_changed_file_shows_its_change_before_it_is_published(miara, loaded):
    miara("compute", "--publish")
    for load in small_loads(fires_2020=9):
        if load.origin.file_name == "zdarzenia.xlsx":
            record_load(load=load, by=None, now=timezone.now())
    miara("compute")
    before = PublishedVintage.objects.current()

    said = miara("publish", "--dry-run")
    assert "nothing was published" in said.out
    assert "changed 4, new 0" in said.out  # the unit, its county, voivodeship, Poland
    assert PublishedVintage.objects.current() == before

    miara("publish")
    assert PublishedVintage.objects.current() != before
    cells = Revision.objects.get(code="fires", is_indicator=False).cells
    assert ["120617", "2020", 8.0, 9.0] in cells
    assert {new - old for _uid, _period, old, new in cells} == {1.0}

    miara("publish", before.vintage_id)  # going back is the same command
    assert PublishedVintage.objects.current() == before


def test_unknown_builds_are_refused(miara, loaded):
    with pytest.raises(CommandError, match="There is no build yet"):
        miara("publish")
    miara("compute")
    with pytest.raises(CommandError, match="No single build is called zz"):
        miara("publish", "zz")


def test_a_damaged_build_is_never_served(miara, loaded, data_folder):
    miara("compute")
    victim = next((data_folder / "cube" / "objects").glob("*/*.npy"))
    content = bytearray(victim.read_bytes())
    content[-1] ^= 1
    victim.chmod(0o600)
    victim.write_bytes(content)

    row = PublishedVintage.objects.get()
    with pytest.raises(CommandError, match="is damaged"):
        miara("vintages", "--verify", row.vintage_id)
    with pytest.raises(CommandError, match="was not published"):
        miara("publish")
    assert PublishedVintage.objects.current() is None


def test_vintages_are_listed(miara, loaded):
    assert "no build" in miara("vintages").out
    miara("compute", "--publish")
    row = PublishedVintage.objects.get()
    assert miara("vintages").out.startswith(f"* {row.vintage_id}")
    [plain] = json.loads(miara("vintages", "--format", "json").out)
    assert plain["id"] == row.vintage_id
    assert plain["is_served"] is True
    assert "is whole" in miara("vintages", "--verify", row.vintage_id[:6]).out


def test_formats_of_the_command_are_those_of_the_exchange():
    assert set(FORMATS) == {each.value for each in Format}


def test_export_writes_the_served_numbers(miara, loaded, tmp_path):
    with pytest.raises(CommandError, match="no build"):
        miara("export", tmp_path / "a.csv", "--format", "csv")
    miara("compute", "--publish")

    path = tmp_path / "kostka.csv"
    said = miara("export", path, "--format", "csv", "--level", "gmina")
    table = read_back(path, "csv")
    assert said.out.startswith(f"{table.height} rows in 1 file")
    assert set(table["level"]) == {"gmina"}

    with pytest.raises(CommandError, match="--force replaces it"):
        miara("export", path, "--format", "csv")
    again = ("export", path, "--format", "csv", "--force")
    code = table["indicator"][0]
    with pytest.raises(CommandError, match=rf"no indicator {code}x\. Did .*{code}"):
        miara(*again, "--indicator", f"{code}x")
    with pytest.raises(CommandError, match=r"no level gminna\. Did you mean: gmina\?"):
        miara(*again, "--level", "gminna")
    assert read_back(path, "csv").height == table.height


def test_quality_of_definitions_alone(miara):
    said = miara("quality")
    assert "only the definitions were checked" in said.out


def test_quality_is_the_same_as_text_and_as_json(miara, loaded):
    miara("compute", "--publish")
    plain = json.loads(miara("quality", "--format", "json").out)
    text = miara("quality").out

    assert plain["vintage"] == PublishedVintage.objects.get().vintage_id
    missing = plain["variables_without_numbers"]
    assert f"Series that indicators need and no file gave: {len(missing)}" in text
    assert "debt" in missing
    fires = next(
        entry
        for entry in plain["coverage"]
        if (entry["level"], entry["indicator"]) == ("gmina", "fires_per_1000")
    )
    # Drwinia has no count in 2024 and Liszki a confidential one.
    assert fires["with_number"]["2024"] == fires["units"] - 2
    assert f"{fires['units'] - 2}/{fires['units']}  municipalities: " in text


def test_what_was_never_served_is_pruned_and_loads_survive(miara, loaded):
    miara("compute", "--publish")
    served = PublishedVintage.objects.get()
    for load in small_loads(fires_2020=9):
        if load.origin.file_name == "zdarzenia.xlsx":
            changed = record_load(load=load, by=None, now=timezone.now())
    miara("compute")
    spare = PublishedVintage.objects.exclude(pk=served.pk).get()
    before = [load_of(row) for row in DataLoad.objects.order_by("pk")]

    said = miara("vintages", "--prune-unpublished")

    assert f"Build {spare.vintage_id} was deleted." in said.out
    assert list(PublishedVintage.objects.all()) == [served]
    assert list(store().ids()) == [served.vintage_id]
    store().verify(served.vintage_id)
    assert [load_of(row) for row in DataLoad.objects.order_by("pk")] == before
    event = Event.objects.get(kind="indicators.vintage.pruned")
    assert event.before == {"vintages": [spare.vintage_id]}

    again = miara("vintages", "--prune-unpublished")
    assert "Deleted builds: 0, files: 0." in again.out
    miara("compute")  # from the very objects that pruning left
    assert PublishedVintage.objects.exclude(pk=served.pk).get().vintage_id == (
        spare.vintage_id
    )
    assert changed.planes


def test_a_build_that_was_served_once_is_kept(miara, loaded):
    miara("compute", "--publish")
    first = PublishedVintage.objects.get()
    for load in small_loads(fires_2020=9):
        if load.origin.file_name == "zdarzenia.xlsx":
            record_load(load=load, by=None, now=timezone.now())
    miara("compute", "--publish")
    assert "Deleted builds: 0" in miara("vintages", "--prune-unpublished").out
    assert first.vintage_id in store().ids()


def test_pruning_waits_for_whoever_is_storing(miara, loaded):
    miara("compute")
    with (
        store().holding(),
        pytest.raises(CommandError, match="Nothing was deleted"),
    ):
        miara("vintages", "--prune-unpublished")
    assert PublishedVintage.objects.count() == len(store().ids()) == 1


def load_of(row):
    """A load as the cube takes it, in plain values that can be compared."""
    return [
        (
            plane.variable,
            plane.unit_codes,
            plane.values.tobytes(),
            plane.flags.tobytes(),
        )
        for plane in as_load(row, store()).planes
    ]
