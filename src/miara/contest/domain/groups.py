"""Groups of units in an edition, as data; the group proposed for an entrant.

The wording of the call differs by edition, so a group is a list of clauses of data
(kinds, population, capital) and never a branch of code. ``group_checks`` finds faults
of rules, ``group_presets`` holds those of past editions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from miara.contest.domain.entrants import (
    MUNICIPALITIES_AND_COUNTIES,
    EntrantKind,
)


@dataclass(frozen=True, slots=True)
class Population:
    """Bounds of a number of inhabitants; None = no bound on that side.

    ``more_than`` and ``below`` exclude their number, ``at_least`` and ``up_to``
    include it, so that rules say what the call says.
    """

    more_than: int | None = None
    at_least: int | None = None
    up_to: int | None = None
    below: int | None = None

    def takes(self, inhabitants: int) -> bool:
        """Whether a number lies within.

        >>> Population(up_to=50).takes(50), Population(below=50).takes(50)
        (True, False)
        """
        return self.first <= inhabitants and (
            self.last is None or inhabitants <= self.last
        )

    @property
    def first(self) -> int:
        """Smallest number within."""
        bounds = [0]
        if self.more_than is not None:
            bounds.append(self.more_than + 1)
        if self.at_least is not None:
            bounds.append(self.at_least)
        return max(bounds)

    @property
    def last(self) -> int | None:
        """Largest number within; None = no end."""
        bounds = []
        if self.up_to is not None:
            bounds.append(self.up_to)
        if self.below is not None:
            bounds.append(self.below - 1)
        return min(bounds) if bounds else None


@dataclass(frozen=True, slots=True)
class Clause:
    """One way into a group: a kind, and what else must hold.

    Attributes
    ----------
    kinds
        Kinds of entrants it takes.
    population
        Bounds, or None when size does not matter.
    capital
        True: only capitals of voivodeships; False: all but them; None: no matter.
    """

    kinds: frozenset[EntrantKind]
    population: Population | None = None
    capital: bool | None = None


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One group: an entrant belongs when any clause takes it."""

    code: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class GroupRules:
    """All groups of an edition and the year whose population counts.

    ``population_year`` is None only where no clause asks for population.
    """

    groups: tuple[GroupRule, ...]
    population_year: int | None = None

    @property
    def ask_population(self) -> bool:
        """Whether any clause has bounds of population."""
        return any(c.population for g in self.groups for c in g.clauses)


@dataclass(frozen=True, slots=True)
class EntrantFacts:
    """What is known of an entrant.

    Attributes
    ----------
    population, population_year
        Inhabitants and the year of the count; None where not known.
    is_capital
        Seat of a voivode or of a regional assembly.
    seat
        Facts of the unit a union, association, agreement or subordinate body stands
        with: its leading or seat unit, its owner. None for a unit.
    """

    kind: EntrantKind
    name: str = ""
    population: int | None = None
    population_year: int | None = None
    is_capital: bool = False
    seat: "EntrantFacts | None" = None


class Reason(StrEnum):
    """Why a group was, or was not, proposed."""

    TAKEN = "TAKEN"
    TAKEN_BY_SEAT = "TAKEN_BY_SEAT"
    KIND_NOT_TAKEN = "KIND_NOT_TAKEN"
    CAPITAL_NOT_TAKEN = "CAPITAL_NOT_TAKEN"
    SIZE_NOT_TAKEN = "SIZE_NOT_TAKEN"
    SEVERAL_GROUPS = "SEVERAL_GROUPS"
    POPULATION_UNKNOWN = "POPULATION_UNKNOWN"
    POPULATION_OF_OTHER_YEAR = "POPULATION_OF_OTHER_YEAR"
    SEAT_UNKNOWN = "SEAT_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The group proposed and the facts it rests on; the organiser may decide otherwise.

    Attributes
    ----------
    group
        Code, or None when the rules do not tell.
    facts
        Only what was used: ``kind``, ``population``, ``population_year``,
        ``is_capital``, ``name`` of the unit judged.
    candidates
        Groups that would take it, when they are several.
    partner_groups
        Groups of partners that differ from the lead's: told, never decisive.
    """

    group: str | None
    reason: Reason
    facts: Mapping[str, Any] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    partner_groups: tuple[str, ...] = ()


def propose_group(
    rules: GroupRules, lead: EntrantFacts, partners: Sequence[EntrantFacts] = ()
) -> Proposal:
    """Group of an entry, by its lead.

    A body that no clause names is judged by its seat unit; a joint entry by its lead
    alone, with the differing groups of partners told beside.

    >>> town = EntrantFacts(EntrantKind.URBAN, "Ełk", 59_274, 2011)
    >>> from miara.contest.domain.group_presets import slz_2012
    >>> propose_group(slz_2012(2011), town).group
    'large_cities'
    """
    own = _judge(rules, lead)
    others = {_judge(rules, partner).group for partner in partners} - {None, own.group}
    return Proposal(
        own.group,
        own.reason,
        own.facts,
        own.candidates,
        tuple(g.code for g in rules.groups if g.code in others),
    )


def _judge(rules: GroupRules, entrant: EntrantFacts) -> Proposal:
    clauses = [
        (group.code, clause)
        for group in rules.groups
        for clause in group.clauses
        if entrant.kind in clause.kinds
    ]
    if not clauses:
        return _judge_by_seat(rules, entrant)
    facts: dict[str, Any] = {"kind": entrant.kind, "name": entrant.name}
    if any(clause.capital is not None for _, clause in clauses):
        facts["is_capital"] = entrant.is_capital
        clauses = [
            (code, clause)
            for code, clause in clauses
            if clause.capital in {None, entrant.is_capital}
        ]
        if not clauses:
            return Proposal(None, Reason.CAPITAL_NOT_TAKEN, facts)
    if any(clause.population for _, clause in clauses):
        if (refusal := _without_population(rules, entrant, facts)) is not None:
            return refusal
        inhabitants = entrant.population or 0
        clauses = [
            (code, clause)
            for code, clause in clauses
            if clause.population is None or clause.population.takes(inhabitants)
        ]
    codes = tuple(dict.fromkeys(code for code, _ in clauses))
    match codes:
        case ():
            return Proposal(None, Reason.SIZE_NOT_TAKEN, facts)
        case (code,):
            return Proposal(code, Reason.TAKEN, facts)
        case _:
            return Proposal(None, Reason.SEVERAL_GROUPS, facts, codes)


def _without_population(
    rules: GroupRules, entrant: EntrantFacts, facts: dict[str, Any]
) -> Proposal | None:
    """A refusal when the number is not the one the rules ask for; fills ``facts``."""
    facts |= {
        "population": entrant.population,
        "population_year": entrant.population_year,
    }
    if entrant.population is None:
        return Proposal(None, Reason.POPULATION_UNKNOWN, facts)
    if entrant.population_year != rules.population_year:
        facts["asked_year"] = rules.population_year
        return Proposal(None, Reason.POPULATION_OF_OTHER_YEAR, facts)
    return None


def _judge_by_seat(rules: GroupRules, entrant: EntrantFacts) -> Proposal:
    facts = {"kind": entrant.kind, "name": entrant.name}
    if entrant.kind in JUDGED_ALONE:
        return Proposal(None, Reason.KIND_NOT_TAKEN, facts)
    if entrant.seat is None:
        return Proposal(None, Reason.SEAT_UNKNOWN, facts)
    seat = _judge(rules, entrant.seat)
    reason = Reason.TAKEN_BY_SEAT if seat.reason is Reason.TAKEN else seat.reason
    return Proposal(seat.group, reason, {"for": entrant.kind, **seat.facts})


#: Kinds that are never judged by a seat unit.
JUDGED_ALONE: Final = frozenset(
    {*MUNICIPALITIES_AND_COUNTIES, EntrantKind.VOIVODESHIP, EntrantKind.OTHER}
)


def rules_to_data(rules: GroupRules) -> dict[str, Any]:
    """Rules as plain data for JSON; see :func:`rules_from_data`."""
    groups = [
        {"code": group.code, "clauses": [_clause_to_data(c) for c in group.clauses]}
        for group in rules.groups
    ]
    return {"groups": groups, "population_year": rules.population_year}


def _clause_to_data(clause: Clause) -> dict[str, Any]:
    data: dict[str, Any] = {"kinds": sorted(clause.kinds)}
    if clause.population is not None:
        bounds = clause.population
        data["population"] = {
            name: value
            for name in Population.__slots__
            if (value := getattr(bounds, name)) is not None
        }
    if clause.capital is not None:
        data["capital"] = clause.capital
    return data


def rules_from_data(data: Mapping[str, Any]) -> GroupRules:
    """Inverse of :func:`rules_to_data`.

    Raises
    ------
    KeyError, TypeError, ValueError
        For data that no version of the editor writes.

    >>> from miara.contest.domain.group_presets import slz_2012
    >>> rules_from_data(rules_to_data(slz_2012(2025))) == slz_2012(2025)
    True
    """
    return GroupRules(
        tuple(
            GroupRule(
                group["code"],
                tuple(
                    Clause(
                        frozenset(EntrantKind(kind) for kind in clause["kinds"]),
                        Population(**clause["population"])
                        if clause.get("population") is not None
                        else None,
                        clause.get("capital"),
                    )
                    for clause in group["clauses"]
                ),
            )
            for group in data["groups"]
        ),
        data.get("population_year"),
    )
