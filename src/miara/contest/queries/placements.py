"""Units of the register by the group that an edition proposes for them."""

from __future__ import annotations

from miara.contest.domain.entrants import VOIVODESHIP_CAPITALS, kind_of_register
from miara.contest.domain.groups import EntrantFacts, propose_group
from miara.contest.models import Edition
from miara.indicators import public as indicators
from miara.units import public as units

__all__ = ["UNPLACED", "units_by_group"]

#: Key of units that the rules put nowhere although they may enter.
UNPLACED = ""
_LEVELS = (units.Level.MUNICIPALITY, units.Level.COUNTY, units.Level.VOIVODESHIP)


def units_by_group(edition: Edition) -> dict[str, list[str]]:
    """Uids of units that may lead an application, by code of the proposed group.

    The same rule places an application when it comes; see
    `queries.entrants.propose_for`.
    """
    rules = edition.group_rules()
    invited = frozenset(edition.settings.conditions.lead_kinds)
    found: dict[str, list[str]] = {rule.code: [] for rule in rules.groups}
    found[UNPLACED] = []
    # A city with county rights stands in both levels of the register.
    present = {
        unit.uid: unit
        for level in _LEVELS
        for unit in units.units_at(level)
        if kind_of_register(unit.kind) in invited
    }
    counted = (
        indicators.residents_of(present, rules.population_year)
        if rules.ask_population
        else {}
    )
    for uid, unit in present.items():
        number, year = counted.get(uid, (None, None))
        asked = rules
        if rules.population_year is None and year is not None:
            asked = type(rules)(rules.groups, year)
        facts = EntrantFacts(
            kind=kind_of_register(unit.kind),
            name=unit.name,
            population=number,
            population_year=year,
            is_capital=unit.code in VOIVODESHIP_CAPITALS,
        )
        found[propose_group(asked, facts).group or UNPLACED].append(uid)
    return found
