"""From a file to the served vintage: recorded, verified, switched, remembered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from tests.factories.units import make_register

from miara.audit.models import Event
from miara.cube.loads import Load, Origin, Plane
from miara.cube.periods import Period
from miara.indicators.actions import compute as computing
from miara.indicators.actions import loads as loading
from miara.indicators.models import DataLoad, Publication, PublishedVintage, Revision
from miara.indicators.queries import vintages

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
YEARS = tuple(Period.year(year) for year in (2022, 2023, 2024))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    """Objects of this test alone."""
    settings.CUBE_DIR = tmp_path / "cube"
    settings.UPLOADS_DIR = tmp_path / "uploads"


def make_load(births: float = 9.0, name: str = "t4.xls") -> Load:
    codes = ("120104", "120105", "126101")
    shape = (len(YEARS), len(codes))
    flags = np.zeros(shape, dtype=np.uint8)
    planes = (
        Plane("population", YEARS, codes, np.full(shape, 1000.0), flags),
        Plane("births", YEARS, codes, np.full(shape, births), flags),
    )
    origin = Origin("gus_table_iv", name, f"{name}-{births}", "GUS", "T", None)
    return Load(origin=origin, planes=planes, extra={"table": "gus_table_iv"})


def recorded(load: Load | None = None, now: datetime = NOW) -> DataLoad:
    return loading.record_load(load=load or make_load(), by=None, now=now)


def published(now: datetime = NOW) -> PublishedVintage:
    vintage = computing.compute_vintage(by=None, now=now)
    return computing.publish_vintage(vintage=vintage, by=None, now=now)


def births_rate(vintage: PublishedVintage, code: str) -> float:
    block = vintages.open_vintage(vintage).block("gmina")
    i, u = block.index_of_indicator["births_rate"], block.index_of_unit[code]
    return float(block.quantity("value")[i, -1, u])


@pytest.fixture
def codes(db):
    """Municipalities of the small register."""
    make_register()
    from miara.units import public as units

    return [u.code for u in units.register().at_level(units.Level.MUNICIPALITY)]


def load_for(codes: list[str], births: float = 9.0, name: str = "t4.xls") -> Load:
    load = make_load(births, name)
    shape = (len(YEARS), len(codes))
    flags = np.zeros(shape, dtype=np.uint8)
    numbers = {"population": 1000.0, "births": births}
    return replace(
        load,
        planes=tuple(
            Plane(variable, YEARS, tuple(codes), np.full(shape, number), flags)
            for variable, number in numbers.items()
        ),
    )


def test_nothing_loaded_says_what_to_do():
    with pytest.raises(computing.NothingLoaded) as caught:
        computing.compute_vintage(by=None, now=NOW)

    assert "miara import terc" in caught.value.for_people()


def test_a_number_reaches_the_served_vintage(codes):
    recorded(load_for(codes))

    vintage = published()

    assert births_rate(vintage, codes[0]) == 9.0
    assert PublishedVintage.objects.current() == vintage
    assert vintages.served_vintage() == vintage


def test_building_publishes_nothing(codes):
    recorded(load_for(codes))

    computing.compute_vintage(by=None, now=NOW)

    assert PublishedVintage.objects.current() is None


def test_the_same_file_is_not_taken_twice(codes):
    first = recorded(load_for(codes))

    with pytest.raises(loading.AlreadyLoaded) as caught:
        recorded(load_for(codes))

    assert caught.value.load == first
    assert "2026-11-03" in caught.value.for_people()


def test_a_withdrawn_file_leaves_the_next_vintage_and_may_come_back(codes):
    row = recorded(load_for(codes))
    recorded(load_for(codes, births=12.0, name="newer.xls"))
    newer = published()
    loading.withdraw_load(load=row, by=None, now=NOW)

    assert births_rate(newer, codes[0]) == 12.0
    assert list(DataLoad.objects.active().values_list("file_name", flat=True)) == [
        "newer.xls"
    ]
    recorded(load_for(codes), now=NOW + timedelta(days=1))
    assert DataLoad.objects.active().count() == 2


def test_sample_and_official_files_never_meet(codes):
    recorded(load_for(codes))
    loading.record_load(
        load=load_for(codes, name="sample.csv"), by=None, now=NOW, is_fictional=True
    )

    with pytest.raises(computing.MixedData):
        computing.compute_vintage(by=None, now=NOW)


def test_official_numbers_do_not_revise_the_sample(codes):
    sample = loading.record_load(
        load=load_for(codes, births=12.0), by=None, now=NOW, is_fictional=True
    )
    assert published(NOW).is_fictional
    loading.withdraw_load(load=sample, by=None, now=NOW)
    recorded(load_for(codes, name="official.xls"))
    official = published(NOW + timedelta(days=1))

    assert not official.is_fictional
    assert births_rate(official, codes[0]) == 9.0
    assert not Revision.objects.exists()


def test_any_number_can_be_asked_as_known_on_a_day(codes):
    recorded(load_for(codes))
    first = published(NOW)
    recorded(load_for(codes, births=10.0, name="newer.xls"))
    second = published(NOW + timedelta(days=30))

    assert births_rate(first, codes[0]) == 9.0
    assert births_rate(second, codes[0]) == 10.0
    assert vintages.served_vintage(NOW + timedelta(days=29)) == first
    assert vintages.served_vintage(NOW + timedelta(days=31)) == second
    assert vintages.served_vintage(NOW - timedelta(days=1)) is None


def test_going_back_is_remembered_too(codes):
    recorded(load_for(codes))
    first = published(NOW)
    recorded(load_for(codes, births=10.0, name="newer.xls"))
    published(NOW + timedelta(days=30))

    computing.publish_vintage(vintage=first, by=None, now=NOW + timedelta(days=40))

    assert vintages.served_vintage(NOW + timedelta(days=35)) != first
    assert vintages.served_vintage(NOW + timedelta(days=41)) == first
    assert Publication.objects.count() == 3


def test_publishing_again_changes_nothing(codes):
    recorded(load_for(codes))
    vintage = published()

    computing.publish_vintage(vintage=vintage, by=None, now=NOW + timedelta(days=1))

    assert Publication.objects.count() == 1


def test_changed_numbers_enter_the_public_log(codes):
    recorded(load_for(codes))
    published()
    recorded(load_for(codes, births=10.0, name="newer.xls"))

    vintage = published(NOW + timedelta(days=30))

    row = Revision.objects.get(code="births", vintage=vintage)
    assert row.reason == Revision.Reason.SOURCE
    municipal = [cell for cell in row.cells if cell[0] == codes[0]]
    assert municipal == [[codes[0], year.label, 9.0, 10.0] for year in YEARS]
    derived = Revision.objects.filter(
        code="births_rate", is_indicator=True, detail={"level": "gmina"}
    ).get()
    assert derived.count == len(codes) * len(YEARS)


def test_a_damaged_build_is_never_served(codes, settings):
    recorded(load_for(codes))
    served = published()
    recorded(load_for(codes, births=10.0, name="newer.xls"))
    built = computing.compute_vintage(by=None, now=NOW)
    digest = vintages.open_vintage(built).block("gmina").digests["value"]
    path = next(settings.CUBE_DIR.rglob(f"{digest}*"))
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    with pytest.raises(computing.FaultyVintage):
        computing.publish_vintage(vintage=built, by=None, now=NOW)

    assert PublishedVintage.objects.current() == served


def test_a_failure_while_publishing_leaves_the_served_one(codes, monkeypatch):
    recorded(load_for(codes))
    served = published()
    recorded(load_for(codes, births=10.0, name="newer.xls"))
    built = computing.compute_vintage(by=None, now=NOW)

    def broken(**_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(computing, "record_changes", broken)
    with pytest.raises(OSError, match="disk"):
        computing.publish_vintage(vintage=built, by=None, now=NOW)

    assert PublishedVintage.objects.current() == served
    assert Publication.objects.count() == 1


def test_a_second_current_vintage_is_refused_by_the_database(codes):
    recorded(load_for(codes))
    served = published()

    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedVintage.objects.create(
            vintage_id="other", built_at=NOW, published_at=NOW, is_current=True
        )
    assert PublishedVintage.objects.current() == served


def test_every_step_is_in_the_trail(codes):
    recorded(load_for(codes))

    published()

    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("indicators.")] == [
        "indicators.load.recorded",
        "indicators.vintage.built",
        "indicators.vintage.published",
    ]
