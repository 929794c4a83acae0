"""Terms of the calendar that the debate belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from miara.council.models import Debate
from miara.cycle import public as cycle
from miara.units.public import UnitFacts

__all__ = ["TermLine", "terms_of_debate"]

#: Steps of the calendars about the report and the session.
CODES: Final = ("state_of_municipality", "debate_and_discharge")


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of the year of the debate, with its page."""

    name: str
    day: date
    url: str


def terms_of_debate(unit: UnitFacts, row: Debate) -> list[TermLine]:
    """Terms that exist, the earliest first; dropped ones are left out."""
    year = cycle.year_of(unit.uid, row.year + 1)
    if year is None:
        return []
    terms = cycle.terms_of(year).filter(code__in=CODES, dropped_at=None)
    return [
        TermLine(
            term.name,
            term.due_on,
            reverse("cycle:term", args=[unit.address, term.pk]),
        )
        for term in terms
    ]
