"""What one request for a unit's page asks for, resolved."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

import miara
from miara.core.errors import MiaraError
from miara.cube.periods import Frequency, Period
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Group, Lens, Wish
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.unit_groups import group_for, offered
from miara.indicators.queries.unit_level import LevelFacts, level_facts
from miara.indicators.queries.vintage_asof import Asked
from miara.units.public import UnitFacts


class NoNumbersHere(MiaraError):
    """The vintage has no numbers for the unit at the level."""

    sentence = _("There are no numbers for this local government here yet.")


class UnknownGroup(MiaraError):
    """The address names a group that does not exist."""

    sentence = _("There is no comparison group at this address.")


class UnknownYear(MiaraError):
    """The address names a year without numbers."""

    sentence = _("There are no numbers for this year. Choose another one.")


@dataclass(frozen=True, slots=True, eq=False)
class UnitView:
    """One unit at one level, among one group, in one year."""

    unit: UnitFacts
    asked: Asked
    facts: LevelFacts
    place: int
    group: Group
    period: int | None


def unit_view(
    unit: UnitFacts, asked: Asked, level: Level, wish: Wish, year: int | None
) -> UnitView:
    """Find the numbers and the group; no query except for an own group.

    A unit whose similar ones are not known is compared with the whole country.

    Raises
    ------
    NoNumbersHere, UnknownGroup, UnknownYear
        When there is nothing at the address.
    """
    facts = level_facts(asked.vintage, level)
    place = None if facts is None else facts.block.index_of_unit.get(unit.uid)
    if facts is None or place is None:
        raise NoNumbersHere
    period = None
    if year is not None:
        period = facts.block.index_of_period.get(Period.year(year))
        if period is None:
            raise UnknownYear
    if wish.lens is Lens.LIKES and Lens.LIKES not in offered(facts, place):
        wish = Wish(Lens.COUNTRY)
    group = group_for(facts, place, wish, year)
    if group is None:
        raise UnknownGroup
    return UnitView(unit, asked, facts, place, group, period)


def years_of(facts: LevelFacts) -> list[int]:
    """Years that can be chosen, the newest first."""
    return [
        period.start.year
        for period in reversed(facts.periods)
        if period.frequency is Frequency.YEAR
    ]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Name of everything, beside the numbers, that pages are made of.

    Hashes the modules, templates and catalogues of this context and of the charts,
    so a page kept by an older release is never shown by a newer one.
    """
    digest = hashlib.sha256(miara.__version__.encode())
    digest.update(definitions().digest.encode())
    source = Path(miara.__file__).parent
    for room in ("charts", "indicators", "units", "web/templates"):
        for path in sorted((source / room).rglob("*")):
            if path.suffix in {".py", ".html", ".mo"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
