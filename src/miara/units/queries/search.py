"""Search of units by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import translation

from miara.cube.register import Level
from miara.units.domain.directory import Directory
from miara.units.domain.search import Found
from miara.units.queries.stored import directory, search_index
from miara.units.queries.units import UnitFacts, facts_of


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """One unit found.

    ``hint`` tells it from others of the same name ("wiejska · powiat krakowski ·
    małopolskie"); ``is_ambiguous`` says that the list has another of that name;
    ``former_name`` is the old name that was typed, if any.
    """

    unit: UnitFacts
    hint: str
    is_ambiguous: bool
    former_name: str | None


def search(
    text: str,
    *,
    level: Level | None = None,
    limit: int = 10,
    on: date | None = None,
    language: str = "pl",
    population: Mapping[str, float] | None = None,
    abolished: bool = False,
) -> list[UnitMatch]:
    """Units whose name fits what was typed, best first.

    Parameters
    ----------
    text
        The beginning of a name, a name in any case form, with or without Polish
        letters, words in any order, words of the county to narrow down, or a code.
    level
        Only units that act there.
    limit
        At most so many.
    on
        Units of that day with the facts of that day (default: today's).
    language
        Of the hints.
    population
        Inhabitants by uid, to order equally good matches.
    abolished
        Only units that do not exist on that day any more.

    Notes
    -----
    The index is kept in memory for each state of the register. Building it takes
    about a second, so web processes call `prepare_search` before they serve.
    """
    units = directory()
    uids = None
    if abolished and on is None:
        uids = _abolished(units)
    elif on is not None or abolished:
        uids = _existing(units, on, is_so=not abolished)
    found = search_index(units).search(
        text, level=level, limit=limit, uids=uids, population=population
    )
    with translation.override(language):
        return _matches(units, found, on)


def prepare_search(population: Mapping[str, float] | None = None) -> None:
    """Build the index and rank what single letters find, before anybody waits."""
    units = directory()
    if units.histories:
        search_index(units).prepare(population)


@lru_cache(maxsize=2)
def _abolished(units: Directory) -> frozenset[str]:
    return _existing(units, None, is_so=False)


def _existing(units: Directory, on: date | None, *, is_so: bool) -> frozenset[str]:
    return frozenset(u for u in units.histories if units.state(u, on).exists is is_so)


def _matches(units: Directory, found: list[Found], on: date | None) -> list[UnitMatch]:
    facts = [facts_of(units, units.state(item.uid, on)) for item in found]
    names = [unit.name for unit in facts]
    return [
        UnitMatch(unit, unit.summary, names.count(unit.name) > 1, item.former_name)
        for unit, item in zip(facts, found, strict=True)
    ]
