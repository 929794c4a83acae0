"""Lists of units: everybody at a level, or those a name fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from miara.cube.register import Level
from miara.cube.store import Vintage
from miara.indicators.queries.unit_level import level_facts
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units
from miara.units.public import UnitFacts

LEVELS = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)
MOST_FOUND = 200
_REGISTERS_KEPT = 2


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """All units of today by level, in alphabetical order, and their inhabitants."""

    by_level: Mapping[Level, tuple[UnitFacts, ...]]
    inhabitants: Mapping[str, float]

    @property
    def counts(self) -> dict[Level, int]:
        """How many units act at each level."""
        return {level: len(found) for level, found in self.by_level.items()}


def directory() -> Directory:
    """Units and their inhabitants; two queries."""
    return Directory(_by_level(units.register_digest()), population())


@lru_cache(maxsize=_REGISTERS_KEPT)
def _by_level(_register: str) -> Mapping[Level, tuple[UnitFacts, ...]]:
    return {level: tuple(units.units_at(level)) for level in LEVELS}


def prepare() -> None:
    """Make what lists and searches keep in memory."""
    here = directory()
    units.prepare_search(here.inhabitants)


def population() -> Mapping[str, float]:
    """Latest inhabitants by uid, empty before the first publication. One query."""
    row = served_vintage()
    return _population(open_vintage(row)) if row is not None else {}


@lru_cache(maxsize=2)
def _population(vintage: Vintage) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for level in reversed(LEVELS):
        facts = level_facts(vintage, level)
        if facts is not None:
            found.update(facts.population())
    return found
