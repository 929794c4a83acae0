"""The units as the cube needs them: identities, codes in time, levels, changes.

Built by :mod:`miara.units.public` from the database and handed down, so that
the cube never asks anybody.
"""

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

COUNTRY = "PL"


class Level(StrEnum):
    """Where a unit acts. A city with county rights acts at two."""

    MUNICIPALITY = "gmina"
    COUNTY = "powiat"
    VOIVODESHIP = "wojewodztwo"
    COUNTRY = "kraj"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """One public code of one unit, half-open ``[since, until)``."""

    code: str
    uid: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class RegisterUnit:
    """One unit today (or on its last day), with what grouping needs.

    ``uid`` is the stable identity that labels axes; ``code`` its public code of
    2, 4 or 6 digits (``PL`` for the country); ``kind`` the type code:
    ``1`` urban, ``2`` rural, ``3`` urban-rural, ``M`` city with county rights,
    ``P`` land county, ``W`` voivodeship, ``K`` country.
    """

    uid: str
    code: str
    name: str
    kind: str
    levels: tuple[Level, ...]
    parent_county: str | None  # uid; a city with county rights is its own county
    parent_voivodeship: str | None  # uid
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Bridge:
    """Carrying values of one identity to another across a territorial change.

    From ``effective`` on, the successor's series before that day includes
    ``share`` (0-1, by population) of the predecessor's additive values.
    """

    from_uid: str
    to_uid: str
    share: float
    effective: date
    act: str


@dataclass(frozen=True)
class Register:
    """All units on one axis, ordered by public code, with their history."""

    units: tuple[RegisterUnit, ...]
    spans: tuple[CodeSpan, ...]
    bridges: tuple[Bridge, ...] = ()
    digest: str = ""  # sha256 of the content, for manifests
    _position: Mapping[str, int] = field(init=False, repr=False)
    _by_code: Mapping[str, tuple[CodeSpan, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_position", {unit.uid: i for i, unit in enumerate(self.units)}
        )
        by_code: dict[str, list[CodeSpan]] = {}
        for span in self.spans:
            by_code.setdefault(span.code, []).append(span)
        object.__setattr__(
            self,
            "_by_code",
            {
                code: tuple(sorted(spans, key=lambda span: span.since))
                for code, spans in by_code.items()
            },
        )

    @property
    def uids(self) -> tuple[str, ...]:
        """Labels of the unit axis."""
        return tuple(unit.uid for unit in self.units)

    def position(self, uid: str) -> int:
        """Place of a unit on the axis; ``KeyError`` when unknown."""
        return self._position[uid]

    def uid_of(self, code: str, on: date | None = None) -> str | None:
        """Identity behind a public code on a day (default: its latest holder).

        A city with county rights answers to its six-digit and to its
        four-digit code. A day outside every known span gives the nearest holder:
        registers start later than many series.
        """
        spans = self._by_code.get(code)
        if not spans:
            return None
        if on is None:
            return spans[-1].uid
        index = bisect.bisect_right([span.since for span in spans], on) - 1
        return spans[max(index, 0)].uid

    def at_level(self, level: Level) -> tuple[RegisterUnit, ...]:
        """Existing units that act at ``level``, in axis order."""
        return tuple(u for u in self.units if u.exists and level in u.levels)


def children(
    units: Iterable[RegisterUnit], level: Level
) -> dict[str, tuple[RegisterUnit, ...]]:
    """Municipalities by the uid of their county or voivodeship."""
    groups: dict[str, list[RegisterUnit]] = {}
    for unit in units:
        if not unit.exists or Level.MUNICIPALITY not in unit.levels:
            continue
        key = unit.parent_county if level is Level.COUNTY else unit.parent_voivodeship
        if key is not None:
            groups.setdefault(key, []).append(unit)
    return {key: tuple(members) for key, members in groups.items()}
