"""Days of a debate, and what a public page of it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["Facts", "Lack", "Phase", "lacks_of", "phase_of", "sign_up_until"]


class Phase(StrEnum):
    """Where the debate stands on a day."""

    NO_DAY = "NO_DAY"
    SIGN_UP = "SIGN_UP"
    TODAY = "TODAY"
    OVER = "OVER"


class Lack(StrEnum):
    """Something without which residents are not told."""

    DAY = "DAY"
    HOUR = "HOUR"
    PLACE = "PLACE"
    SIGNATURES = "SIGNATURES"
    SPEAKERS = "SPEAKERS"
    BASIS = "BASIS"
    CHECK = "CHECK"
    SUBMISSION = "SUBMISSION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at."""

    has_day: bool
    has_hour: bool
    has_place: bool
    has_signatures: bool
    has_speakers: bool
    has_basis: bool
    is_checked: bool
    has_submission: bool


def sign_up_until(session_on: date) -> date:
    """The last day on which a sign-up is handed in: the one before the session.

    >>> sign_up_until(date(2026, 6, 1))
    datetime.date(2026, 5, 31)
    """
    return session_on - timedelta(days=1)


def phase_of(session_on: date | None, today: date) -> Phase:
    """Where the debate stands.

    >>> phase_of(date(2026, 6, 25), date(2026, 6, 24))
    <Phase.SIGN_UP: 'SIGN_UP'>
    """
    if session_on is None:
        return Phase.NO_DAY
    if today < session_on:
        return Phase.SIGN_UP
    return Phase.TODAY if today == session_on else Phase.OVER


def lacks_of(facts: Facts) -> list[Lack]:
    """What is missing before the page can be made public, in the order of the forms."""
    told = (
        (facts.has_day, Lack.DAY),
        (facts.has_hour, Lack.HOUR),
        (facts.has_place, Lack.PLACE),
        (facts.has_submission, Lack.SUBMISSION),
        (facts.has_signatures, Lack.SIGNATURES),
        (facts.has_speakers, Lack.SPEAKERS),
        (facts.has_basis, Lack.BASIS),
        (facts.is_checked, Lack.CHECK),
    )
    return [lack for is_there, lack in told if not is_there]
