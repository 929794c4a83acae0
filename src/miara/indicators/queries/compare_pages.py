"""What one request for a comparison asks for, resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from miara.cube.periods import Period
from miara.cube.register import Level
from miara.indicators.queries.compare_figures import (
    MOST_INDICATORS,
    MOST_UNITS,
    Comparison,
    comparison,
    telling,
)
from miara.indicators.queries.unit_level import LevelFacts, level_facts
from miara.indicators.queries.unit_pages import NoNumbersHere, UnknownYear
from miara.indicators.queries.vintage_asof import Asked
from miara.units import public as units
from miara.units.public import UnitFacts


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Units side by side.

    Attributes
    ----------
    left_out
        Codes that name nobody who acts at this level today, or that are too many.
    found
        None while no unit is chosen.
    """

    facts: LevelFacts
    units: tuple[UnitFacts, ...]
    left_out: tuple[str, ...]
    found: Comparison | None


def level_of(codes: Sequence[str]) -> Level:
    """The level of the first unit that is known, municipalities when none is."""
    for code in codes:
        unit = units.unit_by_code(code)
        if unit is not None:
            return unit.levels[0]
    return Level.MUNICIPALITY


def compared(
    asked: Asked,
    codes: Sequence[str],
    indicators: Sequence[str],
    level: Level,
    year: int | None,
) -> Compared:
    """Put units side by side; one query a unit.

    Parameters
    ----------
    codes
        Public codes, at most :data:`MOST_UNITS` are taken.
    indicators
        Codes of indicators, unknown ones are ignored; none means one a domain.

    Raises
    ------
    NoNumbersHere, UnknownYear
    """
    facts = level_facts(asked.vintage, level)
    if facts is None:
        raise NoNumbersHere
    period = None
    if year is not None:
        period = facts.block.index_of_period.get(Period.year(year))
        if period is None:
            raise UnknownYear
    known = dict.fromkeys(codes)
    resolved = {
        code: units.unit_by_code(code) for code in list(known)[: 3 * MOST_UNITS]
    }
    chosen: dict[str, UnitFacts] = {}
    left_out = list(known)[3 * MOST_UNITS :]
    for code, unit in resolved.items():
        if unit is None or unit.uid not in facts.block.index_of_unit:
            left_out.append(code)
        elif unit.uid not in chosen:
            if len(chosen) == MOST_UNITS:
                left_out.append(code)
            else:
                chosen[unit.uid] = unit
    found = None
    if chosen:
        places = [facts.block.index_of_unit[uid] for uid in chosen]
        order = {indicator.code: i for i, indicator in enumerate(facts.indicators)}
        rows = [order[c] for c in dict.fromkeys(indicators) if c in order]
        found = comparison(
            facts,
            places,
            sorted(rows)[:MOST_INDICATORS] or telling(facts, places),
            period,
        )
    return Compared(facts, tuple(chosen.values()), tuple(left_out), found)
