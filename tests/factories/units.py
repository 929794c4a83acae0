"""A small register of well-known units, made the way an import makes it."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime

from miara.units.actions.history import rebuild_history
from miara.units.domain.facts import Kind, SnapshotUnit, pack
from miara.units.models import RegisterSnapshot, Unit

DAY = date(2025, 1, 1)
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)

SMALL_REGISTER = (
    SnapshotUnit("12", Kind.VOIVODESHIP, "małopolskie"),
    SnapshotUnit("14", Kind.VOIVODESHIP, "mazowieckie"),
    SnapshotUnit("1201", Kind.COUNTY, "bocheński"),
    SnapshotUnit("1206", Kind.COUNTY, "krakowski"),
    SnapshotUnit("1216", Kind.COUNTY, "tarnowski"),
    SnapshotUnit("120101", Kind.URBAN, "Bochnia"),
    SnapshotUnit("120102", Kind.RURAL, "Bochnia"),
    SnapshotUnit("120611", Kind.URBAN_RURAL, "Skawina"),
    SnapshotUnit("120617", Kind.RURAL, "Zielonki"),
    SnapshotUnit("121609", Kind.RURAL, "Tarnów"),
    SnapshotUnit("126101", Kind.CITY, "Kraków", "1261"),
    SnapshotUnit("126301", Kind.CITY, "Tarnów", "1263"),
    SnapshotUnit("146501", Kind.CITY, "Warszawa", "1465"),
)


def make_snapshot(
    units: Iterable[SnapshotUnit] = SMALL_REGISTER,
    *,
    day: date = DAY,
    is_partial: bool = False,
    is_fictional: bool = False,
) -> RegisterSnapshot:
    """One stored snapshot; call :func:`make_register` to get units of it."""
    found = tuple(sorted(units))
    digest = hashlib.sha256(pack(found).encode()).hexdigest()
    return RegisterSnapshot.objects.create(
        day=day,
        file_name=f"TERC_{day}.csv",
        sha256=digest,
        content_sha256=digest,
        content=RegisterSnapshot.packed(found),
        is_partial=is_partial,
        is_fictional=is_fictional,
        imported_at=NOW,
    )


def make_register(
    units: Iterable[SnapshotUnit] = SMALL_REGISTER, *, is_fictional: bool = False
) -> dict[str, Unit]:
    """A register of one day, with its units by uid (their six-, four-, two-digit code).

    Thirteen units by default: three cities with county rights, five municipalities
    (two of them called Bochnia, a Tarnów beside the city), three counties, two
    voivodeships.
    """
    make_snapshot(units, is_fictional=is_fictional)
    rebuild_history(now=NOW)
    return {unit.uid: unit for unit in Unit.objects.all()}


def terc_csv(units: Iterable[SnapshotUnit] = SMALL_REGISTER, day: date = DAY) -> bytes:
    """The official file that lists the units."""
    lines = ["WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"]
    for unit in sorted(units):
        lines += _rows(unit, day)
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _rows(unit: SnapshotUnit, day: date) -> list[str]:
    code = unit.code
    levels = ";".join((code[:2], code[2:4], code[4:6]))
    match unit.kind:
        case Kind.VOIVODESHIP:
            return [f"{levels};;{unit.name.upper()};województwo;{day}"]
        case Kind.COUNTY:
            return [f"{levels};;{unit.name};powiat;{day}"]
        case Kind.CITY:
            county = f"{code[:2]};{code[2:4]};;;{unit.name};miasto na prawach powiatu"
            return [f"{county};{day}", f"{levels};1;{unit.name};gmina miejska;{day}"]
        case Kind.URBAN_RURAL:
            return [
                f"{levels};3;{unit.name};gmina miejsko-wiejska;{day}",
                f"{levels};4;{unit.name};miasto;{day}",
                f"{levels};5;{unit.name};obszar wiejski;{day}",
            ]
        case _:
            return [f"{levels};{unit.kind};{unit.name};gmina;{day}"]
