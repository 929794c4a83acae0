"""States of an application, and who moves it from one to another.

A table and nothing else: pages, actions and tests read the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["LIVING", "TRANSITIONS", "WRITABLE", "Mover", "Transition", "moves"]


class Mover(StrEnum):
    """Who makes the move."""

    APPLICANT = "APPLICANT"
    OFFICE = "OFFICE"
    CLOCK = "CLOCK"


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed move.

    Attributes
    ----------
    code
        What happens, as the verb of the action.
    before, after
        States, as `Entry.State`.
    mover
        Who does it.
    in_call
        Whether it is possible only while the call accepts applications.
    """

    code: str
    before: str
    after: str
    mover: Mover
    in_call: bool = False


_A, _O, _C = Mover.APPLICANT, Mover.OFFICE, Mover.CLOCK

TRANSITIONS: Final = (
    Transition("submit", "DRAFT", "SUBMITTED", _A, in_call=True),
    Transition("replace", "SUBMITTED", "SUBMITTED", _A, in_call=True),
    Transition("withdraw", "DRAFT", "WITHDRAWN", _A),
    Transition("withdraw", "SUBMITTED", "WITHDRAWN", _A),
    Transition("withdraw", "SUPPLEMENT", "WITHDRAWN", _A),
    Transition("withdraw", "SUPPLEMENTED", "WITHDRAWN", _A),
    Transition("withdraw", "ACCEPTED", "WITHDRAWN", _A),
    Transition("call_supplement", "SUBMITTED", "SUPPLEMENT", _O),
    Transition("call_supplement", "SUPPLEMENTED", "SUPPLEMENT", _O),
    Transition("supplement", "SUPPLEMENT", "SUPPLEMENTED", _A),
    Transition("expire_supplement", "SUPPLEMENT", "SUPPLEMENTED", _C),
    Transition("accept", "SUBMITTED", "ACCEPTED", _O),
    Transition("accept", "SUPPLEMENTED", "ACCEPTED", _O),
    Transition("reject", "SUBMITTED", "REJECTED", _O),
    Transition("reject", "SUPPLEMENTED", "REJECTED", _O),
    Transition("uphold_appeal", "REJECTED", "ACCEPTED", _O),
    Transition("disqualify", "SUBMITTED", "DISQUALIFIED", _O),
    Transition("disqualify", "SUPPLEMENT", "DISQUALIFIED", _O),
    Transition("disqualify", "SUPPLEMENTED", "DISQUALIFIED", _O),
    Transition("disqualify", "ACCEPTED", "DISQUALIFIED", _O),
)

#: States in which the applicant may write at any time before the deadline of the state.
#: A submitted application may be rewritten during the call: what was submitted stands
#: until a replacement is, so that nobody loses a place by an unfinished correction.
WRITABLE: Final = frozenset({"DRAFT", "SUBMITTED", "SUPPLEMENT"})
#: States of an application that takes part: counted in limits and lists.
LIVING: Final = frozenset({"SUBMITTED", "SUPPLEMENT", "SUPPLEMENTED", "ACCEPTED"})


def moves(state: str, mover: Mover | None = None) -> list[Transition]:
    """Moves open in a state, for everybody or for one mover.

    >>> [move.code for move in moves("REJECTED")]
    ['uphold_appeal']
    """
    return [
        row
        for row in TRANSITIONS
        if row.before == state and (mover is None or row.mover == mover)
    ]
