"""The register and the boundaries of the fictional voivodeship as official files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from miara.sample.cast import (
    ABOLISHED_CODE,
    ABOLISHED_FROM,
    COUNTIES,
    SNAPSHOT_DAYS,
    TOWN_CODE,
    TOWN_FROM,
    VOIVODESHIP_CODE,
    VOIVODESHIP_NAME,
    Place,
    places,
)
from miara.sample.shapes import outlines

_KINDS: Final = {
    "1": "gmina miejska",
    "2": "gmina wiejska",
    "3": "gmina miejsko-wiejska",
}
_HEADER: Final = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")


def register_files() -> dict[str, bytes]:
    """Editions of the register by file name, oldest first."""
    return {
        f"TERC_przyklad_{day.isoformat()}.csv": _edition(day).encode("utf-8-sig")
        for day in SNAPSHOT_DAYS
    }


def boundaries_file() -> bytes:
    """Boundaries of existing municipalities as GeoJSON, property ``terc``."""
    features = [
        {
            "type": "Feature",
            "properties": {"terc": code},
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        for code, rings in sorted(outlines().items())
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()


def _edition(day: date) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    for row in _rows(day):
        writer.writerow([*row, day.isoformat()])
    return out.getvalue()


def _rows(day: date) -> Iterator[tuple[str, ...]]:
    voivodeship = VOIVODESHIP_CODE
    yield voivodeship, "", "", "", VOIVODESHIP_NAME.upper(), "województwo"
    for county in COUNTIES:
        yield voivodeship, county.code[2:], "", "", county.name, "powiat"
        for place in places():
            if place.county == county.code and _exists(place, day):
                yield from _municipality(place, day)
    for city in places():
        if city.kind == "M":
            note = "miasto na prawach powiatu"
            yield voivodeship, city.county[2:], "", "", city.name, note
            yield (*_split(city.code), "1", city.name, "gmina miejska, " + note)


def _municipality(place: Place, day: date) -> Iterator[tuple[str, ...]]:
    """One row, and two more for the town and the rural area of a mixed one."""
    has_town = place.code == TOWN_CODE and day >= date(TOWN_FROM, 1, 1)
    kind = "3" if has_town else place.kind
    yield (*_split(place.code), kind, place.name, _KINDS[kind])
    if kind == "3":
        yield (*_split(place.code), "4", place.name, "miasto")
        yield (*_split(place.code), "5", place.name, "obszar wiejski")


def _exists(place: Place, day: date) -> bool:
    return place.code != ABOLISHED_CODE or day < date(ABOLISHED_FROM, 1, 1)


def _split(code: str) -> tuple[str, str, str]:
    return code[:2], code[2:4], code[4:6]
