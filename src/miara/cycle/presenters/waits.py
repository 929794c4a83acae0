"""Terms that wait for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

from miara.cycle.permissions import can_plan, posts_acted_for
from miara.cycle.presenters.year import term_name
from miara.cycle.queries.years import open_terms
from miara.cycle.waiting import Waiting, register_waiting
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["AHEAD", "register"]

#: A term waits from so long before its day.
AHEAD: Final = timedelta(days=30)


def register() -> None:
    """Add terms to what waits; called once at start."""
    register_waiting("cycle.terms", _terms)


def _terms(person: User, unit_uid: str, now: datetime) -> Iterator[Waiting]:
    """Terms of the person's posts; a planner's are also those of nobody."""
    today = timezone.localdate(now)
    mine = posts_acted_for(person, unit_uid, today)
    plans = bool(can_plan(person, unit_uid))
    if not mine and not plans:
        return
    unit = units.unit_by_uid(unit_uid)
    if unit is None:
        return
    for term in open_terms(until=today + AHEAD, unit_uid=unit_uid):
        if term.post_id in mine or (plans and term.post_id is None):
            url = reverse("cycle:term", args=[unit.address, term.pk])
            name = term_name(term, term.year.calendar)
            yield Waiting(name, url, term.due_on, "cycle.term")
