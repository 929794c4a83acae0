"""From wish to use: which way an adoption goes, and when an aim came in time."""

from __future__ import annotations

from datetime import date
from typing import Final

__all__ = ["ADOPTED", "GIVEN_UP", "WANTED", "is_ahead_of_data", "may_become"]

WANTED, ADOPTED, GIVEN_UP = "WANTED", "ADOPTED", "GIVEN_UP"
_NEXT: Final = {
    WANTED: frozenset({ADOPTED, GIVEN_UP}),
    ADOPTED: frozenset({GIVEN_UP}),
    GIVEN_UP: frozenset[str](),
}


def may_become(state: str, wanted: str) -> bool:
    """Whether an adoption goes from a state to another one.

    >>> may_become("WANTED", "ADOPTED"), may_become("GIVEN_UP", "ADOPTED")
    (True, False)
    """
    return wanted in _NEXT[state]


def is_ahead_of_data(starts_on: date, known_until: date | None) -> bool:
    """Whether no number that the start could have moved is known.

    ``known_until`` is the first day after the newest period with a number; a period
    with days on both sides of the start counts as moved.

    >>> is_ahead_of_data(date(2026, 3, 1), date(2026, 1, 1))
    True
    >>> is_ahead_of_data(date(2025, 3, 1), date(2026, 1, 1))
    False
    >>> is_ahead_of_data(date(2026, 1, 1), None)
    True
    """
    return known_until is None or known_until <= starts_on
