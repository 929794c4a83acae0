"""A small invented country with real names: register, files, one vintage.

Numbers are made by a fixed generator and mean nothing. Built once a process (about
a second); :func:`publish_small_vintage` makes the rows for one test.

Planted, so that pages have something to say:

- Zielonki (120617) has far fewer fires than its likes, far worse water supply, and
  a sewage network that reaches more people every year;
- Drwinia (120103) has no count of fires in 2024 (missing), Liszki (120606) a
  confidential one;
- Kraków, Tarnów and Warszawa have no eight peers, so nothing can be said of them.
"""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tests.factories.units import DAY, make_register

from miara.cube import flags as f
from miara.cube.compute import build
from miara.cube.definitions import load_definitions
from miara.cube.loads import Load, Origin, Plane
from miara.cube.periods import Period
from miara.cube.register import Register
from miara.cube.store import Store
from miara.indicators.models import DataLoad, Publication, PublishedVintage
from miara.units.domain.directory import Directory, as_register
from miara.units.domain.facts import Kind, Snapshot, SnapshotUnit
from miara.units.domain.history import history

BUILT_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PUBLISHED_AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
YEARS = tuple(range(2013, 2025))

_RURAL = {
    "1201": {
        "02": "Bochnia", "03": "Drwinia", "04": "Lipnica Murowana", "05": "Łapanów",
        "07": "Rzezawa", "08": "Trzciana", "09": "Żegocina",
    },
    "1206": {
        "01": "Czernichów", "02": "Igołomia-Wawrzeńczyce", "03": "Iwanowice",
        "04": "Jerzmanowice-Przeginia", "05": "Kocmyrzów-Luborzyca", "06": "Liszki",
        "07": "Michałowice", "08": "Mogilany", "14": "Sułoszowa", "15": "Wielka Wieś",
        "16": "Zabierzów", "17": "Zielonki",
    },
    "1216": {
        "02": "Gromnik", "03": "Lisia Góra", "04": "Pleśna", "09": "Tarnów",
        "12": "Wierzchosławice", "13": "Wietrzychowice",
    },
    "1418": {
        "02": "Lesznowola", "04": "Prażmów", "05": "Tarczyn-Las", "06": "Nowa Wieś",
    },
    "1432": {"01": "Izabelin", "02": "Kampinos", "03": "Leszno", "06": "Nowa Wieś"},
}  # fmt: skip

UNITS: tuple[SnapshotUnit, ...] = (
    SnapshotUnit("12", Kind.VOIVODESHIP, "małopolskie"),
    SnapshotUnit("14", Kind.VOIVODESHIP, "mazowieckie"),
    SnapshotUnit("1201", Kind.COUNTY, "bocheński"),
    SnapshotUnit("1206", Kind.COUNTY, "krakowski"),
    SnapshotUnit("1216", Kind.COUNTY, "tarnowski"),
    SnapshotUnit("1418", Kind.COUNTY, "piaseczyński"),
    SnapshotUnit("1432", Kind.COUNTY, "warszawski zachodni"),
    SnapshotUnit("120101", Kind.URBAN, "Bochnia"),
    SnapshotUnit("120611", Kind.URBAN_RURAL, "Skawina"),
    SnapshotUnit("126101", Kind.CITY, "Kraków", "1261"),
    SnapshotUnit("126301", Kind.CITY, "Tarnów", "1263"),
    SnapshotUnit("146501", Kind.CITY, "Warszawa", "1465"),
    *(
        SnapshotUnit(county + number, Kind.RURAL, name)
        for county, names in _RURAL.items()
        for number, name in names.items()
    ),
)


@dataclass(frozen=True, slots=True)
class SmallWorld:
    """The store of the small country; ``ids`` are its vintages by name.

    ``first`` knows the years to 2023, ``current`` also 2024 and another number of
    fires in Zielonki in 2020.
    """

    root: Path
    ids: Mapping[str, str]
    report: Mapping[str, Any]
    origins: tuple[Origin, ...]


@lru_cache(maxsize=1)
def small_register() -> Register:
    """The register of :data:`UNITS`, without a database."""
    known = history([Snapshot(DAY, tuple(sorted(UNITS)))], ())
    return as_register(Directory(known.units, known.bridges, known.digest))


def small_loads(*, years: tuple[int, ...] = YEARS, fires_2020: float = 9) -> list[Load]:
    """Four invented files of the small country."""
    numbers = _numbers(fires_2020)
    files = {
        "ludnosc.csv": ("gus_table_iv", "Główny Urząd Statystyczny", _PEOPLE),
        "dochody.csv": ("bdl", "Główny Urząd Statystyczny", _MONEY),
        "zdarzenia.xlsx": ("psp", "Komenda Główna PSP", _EVENTS),
        "sieci.csv": ("bdl", "Główny Urząd Statystyczny", _NETWORKS),
    }
    return [
        _load(name, source, publisher, {code: numbers[code] for code in codes}, years)
        for name, (source, publisher, codes) in files.items()
    ]


_PEOPLE = (
    "population", "population_pre_working_age", "population_working_age",
    "population_post_working_age", "population_density", "births", "deaths",
    "net_migration",
)  # fmt: skip
_MONEY = ("own_revenue", "property_tax_revenue")
_EVENTS = ("fire_service_incidents", "fires", "false_alarms")
_NETWORKS = ("water_users_percent", "sewage_users_percent")

_Cells = tuple[np.ndarray, np.ndarray]


def _codes() -> tuple[str, ...]:
    return tuple(sorted(unit.code for unit in UNITS if len(unit.code) == 6))


def _numbers(fires_2020: float) -> dict[str, _Cells]:
    """Values and flags (years, units) of every variable."""
    chance = np.random.default_rng(20260301)
    codes, size = _codes(), (len(YEARS), len(_codes()))
    kinds = {unit.code: unit.kind for unit in UNITS}
    middle = {
        Kind.RURAL: 12e3,
        Kind.URBAN: 30e3,
        Kind.URBAN_RURAL: 43e3,
        Kind.CITY: 4e5,
    }
    start = np.array([middle[kinds[code]] for code in codes])
    start *= np.exp(chance.normal(0, 0.35, size[1]))
    people = np.rint(start * 1.004 ** np.arange(size[0])[:, None])
    young = np.rint(people * chance.normal(0.19, 0.004, size))
    old = np.rint(people * chance.normal(0.17, 0.004, size))
    here = codes.index("120617")
    incidents = chance.poisson(people * 9e-3).astype(float)
    fires = chance.binomial(incidents.astype(int), 0.3).astype(float)
    fires[:, here] = chance.poisson(people[:, here] * 0.0006)
    fires[YEARS.index(2020), here] = fires_2020
    water = np.clip(chance.normal(90, 3, size[1]) + chance.normal(0, 0.4, size), 0, 100)
    water[:, here] = 60 + chance.normal(0, 0.4, size[0])
    sewage = np.clip(water - 20, 0, 100)
    sewage[:, here] = np.linspace(30, 55, size[0])
    revenue = people * 2500 * np.exp(chance.normal(0, 0.15, size[1]))
    revenue = np.rint(revenue * 1.05 ** np.arange(size[0])[:, None])
    numbers = {
        "population": people,
        "population_pre_working_age": young,
        "population_working_age": people - young - old,
        "population_post_working_age": old,
        "population_density": people / (start / chance.uniform(80, 400, size[1])),
        "births": chance.poisson(people * 9e-3).astype(float),
        "deaths": chance.poisson(people * 1e-2).astype(float),
        "net_migration": np.rint(chance.normal(0, 0.002, size) * people),
        "own_revenue": revenue,
        "property_tax_revenue": np.rint(revenue * 0.2),
        "fire_service_incidents": np.maximum(incidents, fires),
        "fires": fires,
        "false_alarms": np.rint(incidents * 0.05),
        "water_users_percent": water,
        "sewage_users_percent": sewage,
    }
    cells = {name: _cells(values) for name, values in numbers.items()}
    _hide(cells["fires"], codes.index("120103"), f.MISSING)
    _hide(cells["fires"], codes.index("120606"), f.CONFIDENTIAL)
    return cells


def _cells(values: np.ndarray) -> _Cells:
    return values, np.full(values.shape, f.MEASURED, dtype=np.uint8)


def _hide(cells: _Cells, unit: int, state: int) -> None:
    """No number in the last year, for the reason given."""
    cells[0][-1, unit], cells[1][-1, unit] = np.nan, state


def _load(
    name: str,
    source: str,
    publisher: str,
    cells: Mapping[str, _Cells],
    years: tuple[int, ...],
) -> Load:
    rows = [YEARS.index(year) for year in years]
    planes = tuple(
        Plane(
            code,
            tuple(Period.year(year) for year in years),
            _codes(),
            np.ascontiguousarray(values[rows]),
            np.ascontiguousarray(states[rows]),
        )
        for code, (values, states) in cells.items()
    )
    text = b"".join(plane.values.tobytes() for plane in planes)
    return Load(
        origin=Origin(
            source=source,
            file_name=name,
            sha256=hashlib.sha256(name.encode() + text).hexdigest(),
            publisher=publisher,
            title=f"Tablica {name.partition('.')[0]}",
            retrieved_on=date(2026, 2, 1),
        ),
        planes=planes,
        rows_read=len(_codes()) * len(years),
        codes_on=DAY,
    )


@lru_cache(maxsize=1)
def small_world() -> SmallWorld:
    """Store and vintages, built once a process."""
    root = Path(tempfile.mkdtemp(prefix="miara-small-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    store = Store(root, sync=False)
    loads = {
        "first": small_loads(years=YEARS[:-1], fires_2020=8),
        "current": small_loads(),
    }
    reports = {
        name: build(
            store=store,
            loads=files,
            register=small_register(),
            definitions=load_definitions(),
            now=BUILT_AT,
        )
        for name, files in loads.items()
    }
    report = reports["current"]
    return SmallWorld(
        root=root,
        ids={name: found.vintage_id for name, found in reports.items()},
        report={
            "units": report.units,
            "indicators": report.indicators,
            "values": report.values,
            "variables": report.variables,
            "findings": [],
        },
        origins=tuple(load.origin for load in loads["current"]),
    )


def publish_small_vintage(settings: Any) -> PublishedVintage:
    """Rows of one test: the register, the files, and the served vintage.

    Parameters
    ----------
    settings
        The fixture of pytest-django; its ``CUBE_DIR`` is pointed at the store.
    """
    world = small_world()
    settings.CUBE_DIR = world.root
    make_register(UNITS)
    for origin in world.origins:
        DataLoad.objects.create(
            table="test",
            source=origin.source,
            file_name=origin.file_name,
            sha256=origin.sha256,
            publisher=origin.publisher,
            title=origin.title,
            retrieved_on=origin.retrieved_on,
            codes_on=DAY,
            rows_read=1,
            loaded_at=BUILT_AT,
        )
    return publish(world.ids["current"], at=PUBLISHED_AT, report=world.report)


def publish(
    vintage_id: str, *, at: datetime, report: Mapping[str, Any] | None = None
) -> PublishedVintage:
    """Serve a vintage of the small world from a moment on."""
    PublishedVintage.objects.filter(is_current=True).update(is_current=False)
    row, _created = PublishedVintage.objects.update_or_create(
        vintage_id=vintage_id,
        defaults={
            "built_at": BUILT_AT,
            "published_at": at,
            "is_current": True,
            "report": dict(report or {}),
        },
    )
    Publication.objects.create(vintage=row, published_at=at)
    return row
