"""What the register and statistics say of whoever enters."""

from __future__ import annotations

from miara.contest.domain.entrants import (
    VOIVODESHIP_CAPITALS,
    EntrantKind,
    kind_of_register,
)
from miara.contest.domain.groups import EntrantFacts, Proposal, propose_group
from miara.contest.models import Edition, Entry
from miara.indicators import public as indicators
from miara.units import public as units

__all__ = ["entrant_facts", "propose_for", "propose_for_entry"]


def entrant_facts(uid: str, year: int | None) -> EntrantFacts | None:
    """Kind, name, inhabitants and seat of a unit; None when the register lost it.

    Parameters
    ----------
    year
        Year of the count of inhabitants that the rules ask for; the latest when None.
    """
    unit = units.unit_by_uid(uid)
    if unit is None:
        return None
    counted = indicators.residents_of([uid], year).get(uid)
    return EntrantFacts(
        kind=kind_of_register(unit.kind),
        name=unit.name,
        population=counted[0] if counted else None,
        population_year=counted[1] if counted else None,
        is_capital=unit.code in VOIVODESHIP_CAPITALS,
    )


def propose_for(
    edition: Edition,
    unit_uid: str,
    *,
    union_name: str = "",
    entrant_name: str = "",
    partner_uids: tuple[str, ...] = (),
) -> Proposal | None:
    """The group that the rules of an edition give an entrant.

    A union and a subordinate body are judged by the unit they stand with. Where the
    rules name no year of population, the latest known one counts and is told.

    Returns
    -------
    Proposal or None
        None when the register does not know the unit.
    """
    rules = edition.group_rules()
    seat = entrant_facts(unit_uid, rules.population_year)
    if seat is None:
        return None
    if rules.population_year is None and seat.population_year is not None:
        rules = type(rules)(rules.groups, seat.population_year)
    lead = seat
    if union_name:
        lead = EntrantFacts(EntrantKind.UNION, union_name, seat=seat)
    elif entrant_name:
        lead = EntrantFacts(EntrantKind.SUBORDINATE, entrant_name, seat=seat)
    found = [entrant_facts(uid, rules.population_year) for uid in partner_uids]
    return propose_group(rules, lead, [facts for facts in found if facts])


def propose_for_entry(entry: Entry) -> Proposal | None:
    """The group of an application as it stands."""
    partners = entry.partners.exclude(unit_uid="").order_by("position", "pk")
    return propose_for(
        entry.edition,
        entry.unit_uid,
        union_name=str(entry.union) if entry.union else "",
        entrant_name=entry.entrant_name,
        partner_uids=tuple(partners.values_list("unit_uid", flat=True)),
    )
