"""How fresh a description is, and when its author is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = [
    "DEFAULT_RULES",
    "Freshness",
    "Question",
    "Rules",
    "due_question",
    "freshness_of",
]


class Freshness(StrEnum):
    """What readers are told about the age of a description."""

    FRESH = "FRESH"  # somebody confirmed it not long ago
    ASKED = "ASKED"  # its year has passed and the author is being asked
    STALE = "STALE"  # asked several times, nobody answered
    ARCHIVED = "ARCHIVED"  # no longer true or no longer kept; stays readable


@dataclass(frozen=True, slots=True)
class Rules:
    """Days after the last confirmation.

    ``ladder`` are the days of the question and of its reminders, growing; after the
    last step and ``patience`` more days the description counts as stale.
    """

    ladder: tuple[int, ...] = (365, 379, 393, 421)
    patience: int = 30

    @property
    def stale_after(self) -> int:
        """Days after which nobody can be said to stand behind the description."""
        return self.ladder[-1] + self.patience


DEFAULT_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Question:
    """A mail that is due: ``step`` 0 is the question, later ones remind of it."""

    step: int
    due_on: date


def freshness_of(
    confirmed_on: date, today: date, *, is_archived: bool, rules: Rules = DEFAULT_RULES
) -> Freshness:
    """What to tell readers on a day.

    >>> freshness_of(date(2025, 3, 1), date(2026, 2, 28), is_archived=False).value
    'FRESH'
    >>> freshness_of(date(2025, 3, 1), date(2026, 3, 1), is_archived=False).value
    'ASKED'
    """
    if is_archived:
        return Freshness.ARCHIVED
    age = (today - confirmed_on).days
    if age < rules.ladder[0]:
        return Freshness.FRESH
    return Freshness.ASKED if age <= rules.stale_after else Freshness.STALE


def due_question(
    confirmed_on: date, steps_sent: int, today: date, *, rules: Rules = DEFAULT_RULES
) -> Question | None:
    """The next mail of the ladder when its day has come; None otherwise.

    After an interruption only the newest step that is due is sent: nobody gets three
    reminders on one day.

    >>> due_question(date(2025, 1, 1), 0, date(2026, 1, 1))
    Question(step=0, due_on=datetime.date(2026, 1, 1))
    >>> due_question(date(2025, 1, 1), 1, date(2026, 1, 5)) is None
    True
    """
    due = [
        Question(step, confirmed_on + timedelta(days=days))
        for step, days in enumerate(rules.ladder)
        if step >= steps_sent and confirmed_on + timedelta(days=days) <= today
    ]
    return due[-1] if due else None
