"""The standards of management control, by group, as a list to assess oneself by.

The five groups come from communication no. 23 of the Minister of Finance of 16
December 2009. Names of the single standards are short names of our own and were not
compared with the text of the communication, so pages say that they are to be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["STANDARDS", "Group", "Mark", "Standard", "share_met", "standard"]


class Group(StrEnum):
    """Groups of standards, in their order."""

    ENVIRONMENT = "A"
    GOALS_AND_RISKS = "B"
    MECHANISMS = "C"
    INFORMATION = "D"
    MONITORING = "E"


class Mark(StrEnum):
    """How far the unit meets a standard, by its own word."""

    MET = "MET"
    PARTLY = "PARTLY"
    NOT_MET = "NOT_MET"
    NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard; its words are in `miara.risks.phrases`."""

    number: int
    group: Group
    code: str


_CODES: Final = (
    (Group.ENVIRONMENT, ("ethics", "competence", "structure", "delegation")),
    (
        Group.GOALS_AND_RISKS,
        ("mission", "goals", "identification", "analysis", "reaction"),
    ),
    (
        Group.MECHANISMS,
        ("documenting", "supervision", "continuity", "resources", "finance", "systems"),
    ),
    (Group.INFORMATION, ("current", "internal", "external")),
    (Group.MONITORING, ("monitoring", "self_assessment", "audit", "assurance")),
)

STANDARDS: Final[tuple[Standard, ...]] = tuple(
    Standard(number, group, code)
    for number, (group, code) in enumerate(
        ((group, code) for group, codes in _CODES for code in codes), start=1
    )
)


def standard(number: int) -> Standard:
    """The standard of a number, from 1.

    >>> standard(6).code
    'goals'
    """
    return STANDARDS[number - 1]


def share_met(marks: list[str]) -> float | None:
    """Share of standards met among those assessed, a half for partly; None of none.

    >>> share_met(["MET", "PARTLY", "NOT_ASKED", "NOT_MET"])
    0.5
    """
    weights = {Mark.MET: 1.0, Mark.PARTLY: 0.5, Mark.NOT_MET: 0.0}
    found = [weights[Mark(mark)] for mark in marks if mark != Mark.NOT_ASKED]
    return sum(found) / len(found) if found else None
