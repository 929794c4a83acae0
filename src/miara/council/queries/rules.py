"""The rule of a debate that is offered to a unit."""

from __future__ import annotations

from miara.council.domain.debate_rules import Rule, rule_for
from miara.indicators import public as indicators
from miara.units.public import UnitFacts

__all__ = ["offered_rule"]


def offered_rule(unit: UnitFacts) -> tuple[Rule | None, tuple[int, int] | None]:
    """The rule by the size of the unit, and the inhabitants it follows from.

    Returns
    -------
    tuple
        The rule, None when there is none for such units; inhabitants and their year,
        None when they are not known.
    """
    residents = indicators.residents_of([unit.uid]).get(unit.uid)
    count = residents[0] if residents else None
    return rule_for([str(level) for level in unit.levels], count), residents
