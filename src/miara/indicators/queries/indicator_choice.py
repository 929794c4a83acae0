"""What an indicator's address chooses: vintage, level, period, unit."""

from dataclasses import dataclass

from miara.cube.definitions import Indicator
from miara.cube.register import Level
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_values import Plane, planes
from miara.indicators.queries.vintage_asof import Asked, asked_vintage
from miara.units import public as units

_LEVELS = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)


class UnknownIndicator(LookupError):
    """No indicator has this code."""


class UnknownChoice(LookupError):
    """The address names a level that does not exist."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One indicator as an address asks for it.

    Attributes
    ----------
    planes
        The indicator at each level of units at which it has numbers.
    here
        The chosen level; None when the indicator has no numbers at all.
    period
        Place of the chosen period on the axis of ``here``.
    period_is_other
        The address asks for a period without numbers; the newest is shown.
    named
        The unit the address names.
    unit
        That unit, or the larger one it belongs to when the level is
        above it. None without a unit.
    place
        Place of ``unit`` on the axis of ``here``; None when it is not there.
    unknown_unit
        The code of the address when nobody holds it.
    """

    asked: Asked
    definition: Indicator
    planes: dict[Level, Plane]
    here: Plane | None
    period: int
    period_is_other: bool
    named: units.UnitFacts | None
    unit: units.UnitFacts | None
    place: int | None
    unknown_unit: str


def choose(
    code: str, *, as_of: str = "", level: str = "", period: str = "", unit: str = ""
) -> Choice:
    """Read the parameters of an address.

    Raises
    ------
    UnknownIndicator, UnknownChoice
        When the address names something that does not exist.
    miara.indicators.queries.vintage_asof.UnreadableDay, NothingPublished
        When it asks for a vintage that does not exist.
    """
    definition = definitions().indicators.get(code)
    if definition is None:
        raise UnknownIndicator(code)
    if level and level not in [each.value for each in _LEVELS]:
        raise UnknownChoice(level)
    asked = asked_vintage(as_of)
    found = {k: v for k, v in planes(asked.vintage, code).items() if k in _LEVELS}
    facts = units.unit_by_code(unit) if unit.isascii() and unit.isdigit() else None
    here = _chosen_plane(found, level, facts, unit)
    shown = None if here is None else _acting(facts, here.level)
    asked_period = None if here is None else here.place_of(period)
    return Choice(
        asked=asked,
        definition=definition,
        planes=found,
        here=here,
        period=_period(here, asked_period),
        period_is_other=bool(period) and here is not None and asked_period is None,
        named=facts,
        unit=shown if here is not None else facts,
        place=here.unit_place(shown.uid) if here is not None and shown else None,
        unknown_unit=unit if unit and facts is None else "",
    )


def _chosen_plane(
    found: dict[Level, Plane], level: str, facts: units.UnitFacts | None, code: str
) -> Plane | None:
    if level:
        return found.get(Level(level))
    if facts is not None:
        # A city with county rights that was named by its four digits is a county.
        own = list(facts.levels)
        if code == facts.county_code:
            own.reverse()
        for each in own:
            if each in found:
                return found[each]
        above = [each for each in _LEVELS if each in found and each not in own]
        for each in above:
            if _acting(facts, each) is not None:
                return found[each]
    return next((found[each] for each in _LEVELS if each in found), None)


def _acting(facts: units.UnitFacts | None, level: Level) -> units.UnitFacts | None:
    """The unit itself, or the larger one around it that acts at the level."""
    if facts is None or level in facts.levels:
        return facts
    around = {Level.COUNTY: facts.county, Level.VOIVODESHIP: facts.voivodeship}
    ref = around.get(level)
    return None if ref is None else units.unit_by_uid(ref.uid)


def _period(here: Plane | None, asked: int | None) -> int:
    if here is None:
        return 0
    return here.newest if asked is None else asked
