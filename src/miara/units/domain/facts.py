"""What one official file says about the division of the country on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Type of a unit. Digits are the seventh digit of the official code."""

    URBAN = "1"
    RURAL = "2"
    URBAN_RURAL = "3"
    CITY = "M"  # city with county rights: municipality and county in one
    COUNTY = "P"
    VOIVODESHIP = "W"


MUNICIPALITIES = frozenset({Kind.URBAN, Kind.RURAL, Kind.URBAN_RURAL, Kind.CITY})
COUNTIES = frozenset({Kind.COUNTY, Kind.CITY})


@dataclass(frozen=True, slots=True, order=True)
class SnapshotUnit:
    """One unit as one file shows it.

    ``code`` has 2, 4 or 6 digits; ``county_code`` is set for a city with county
    rights only: the 4-digit code it also answers to.
    """

    code: str
    kind: Kind
    name: str
    county_code: str = ""

    @property
    def parent_code(self) -> str | None:
        """Code of the unit above; a city with county rights is its own county."""
        match self.kind:
            case Kind.VOIVODESHIP:
                return None
            case Kind.COUNTY | Kind.CITY:
                return self.code[:2]
            case _:
                return self.code[:4]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All units on one day. ``partial``: a missing unit proves nothing."""

    day: date
    units: tuple[SnapshotUnit, ...]
    partial: bool = False


def pack(units: Iterable[SnapshotUnit]) -> str:
    """Units as compact text, one a line, in code order; see :func:`unpack`."""
    return "\n".join(
        "\t".join((unit.code, unit.kind, unit.county_code, unit.name))
        for unit in sorted(units)
    )


def unpack(text: str) -> tuple[SnapshotUnit, ...]:
    """Inverse of :func:`pack`.

    >>> units = (SnapshotUnit("126101", Kind.CITY, "Kraków", "1261"),)
    >>> unpack(pack(units)) == units
    True
    """
    units = []
    for line in text.splitlines():
        code, kind, county_code, name = line.split("\t")
        units.append(SnapshotUnit(code, Kind(kind), name, county_code))
    return tuple(units)
