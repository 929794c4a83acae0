"""Conflicts of interest computed from the register, and what they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ExpertTies", "Found", "Party", "Tie", "conflicts_between", "fingerprint"]


class Tie(StrEnum):
    """What ties an expert to an entry; codes of `Conflict.Kind`."""

    OWN_UNIT = "OWN_UNIT"
    EMPLOYER = "EMPLOYER"
    PARTNER = "PARTNER"
    SAME_COUNTY = "SAME_COUNTY"
    PAST_WORK = "PAST_WORK"


@dataclass(frozen=True, slots=True)
class Party:
    """A unit that stands behind an entry.

    Attributes
    ----------
    county
        Identity of its county; that of the unit itself for a county and for a city
        with county rights; empty when the register does not know.
    """

    uid: str
    county: str = ""
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class ExpertTies:
    """Units that an expert has to do with."""

    home: str = ""
    home_county: str = ""
    employer: str = ""
    employer_county: str = ""
    past: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict, the unit it is about, and a digest of the facts behind it.

    Equal facts give an equal ``fingerprint``: a dismissed conflict comes back only when
    the expert's data or the parties of the entry change.
    """

    tie: Tie
    unit: str
    fingerprint: str


def fingerprint(*facts: str) -> str:
    """Digest of facts in their order."""
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def conflicts_between(
    expert: ExpertTies, parties: Iterable[Party], *, same_county: bool
) -> list[Found]:
    """Everything that ties an expert to an entry, each unit and kind once.

    A weaker tie to a unit is left out beside a stronger one: whoever lives in the unit
    need not be told that they live in its county.

    >>> ties = ExpertTies(home="a", home_county="c")
    >>> [f.tie.value for f in conflicts_between(ties, [Party("a", "c", True)],
    ...                                         same_county=True)]
    ['OWN_UNIT']
    """
    found: list[Found] = []
    for party in parties:
        ties: list[tuple[Tie, str]] = []
        if expert.home and party.uid == expert.home:
            tie = Tie.OWN_UNIT if party.is_lead else Tie.PARTNER
            ties.append((tie, expert.home))
        if expert.employer and party.uid == expert.employer:
            ties.append((Tie.EMPLOYER, expert.employer))
        if party.uid in expert.past:
            ties.append((Tie.PAST_WORK, party.uid))
        if same_county and not ties and party.county:
            if party.county == expert.home_county:
                ties.append((Tie.SAME_COUNTY, expert.home))
            elif party.county == expert.employer_county:
                ties.append((Tie.SAME_COUNTY, expert.employer))
        found += [
            Found(tie, party.uid, fingerprint(tie, party.uid, party.county, own))
            for tie, own in ties
        ]
    return found
