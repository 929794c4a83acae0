"""What waits: resolutions with a deadline, the debate to prepare and to close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.council.domain.debate import sign_up_until
from miara.council.models import Debate, ResolutionIntake
from miara.council.queries.debates import debates_of
from miara.council.queries.resolutions import intakes_of, resolutions_due
from miara.cycle import public as cycle
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.units.public import UnitFacts

__all__ = ["register"]

AHEAD: Final = timedelta(days=30)
#: Votes are asked for until so long after the session.
AFTER: Final = timedelta(days=120)


def register() -> None:
    """Add resolutions and debates to what waits; called once at start."""
    cycle.register_waiting("council.resolutions", _resolutions)
    cycle.register_waiting("council.debates", _debates)


def _resolutions(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    """Those of the person's posts; a planner's are also those of nobody."""
    today = timezone.localdate(now)
    mine = cycle.posts_acted_for(person, unit_uid, today)
    plans = bool(cycle.can_plan(person, unit_uid))
    if not mine and not plans:
        return
    unit = units.unit_by_uid(unit_uid)
    if unit is None:
        return
    for row in resolutions_due(unit_uid, until=today + AHEAD):
        if row.executor_id in mine or (plans and row.executor_id is None):
            url = reverse("council:resolution", args=[unit.address, row.pk])
            what = _("Carry out resolution %(number)s: %(title)s") % {
                "number": row.number,
                "title": row.title,
            }
            yield cycle.Waiting(what, url, row.deadline, "council.resolution")
    if plans:
        drafts = intakes_of(unit_uid).filter(state=ResolutionIntake.State.DRAFT)
        for draft in drafts:
            url = reverse("council:intake", args=[unit.address, draft.pk])
            what = _("Decide about the file of resolutions “%(name)s”") % {
                "name": draft.name
            }
            yield cycle.Waiting(what, url, None, "council.intake")


def _debates(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    if not cycle.can_plan(person, unit_uid):
        return
    unit = units.unit_by_uid(unit_uid)
    if unit is None:
        return
    today = timezone.localdate(now)
    for row in debates_of(unit_uid).prefetch_related("votes"):
        yield from _of_debate(unit, row, today)


def _of_debate(unit: UnitFacts, row: Debate, today: date) -> Iterator[cycle.Waiting]:
    url = reverse("council:debate", args=[unit.address, row.year])
    facts = {"year": row.year}
    day = row.session_on
    if day is None or today <= day:
        if row.published_at is None and (day is None or day <= today + AHEAD):
            what = _("Make the page of the debate on the report of %(year)s public")
            due = sign_up_until(day) if day else None
            yield cycle.Waiting(what % facts, url, due, "council.publish")
    elif not row.votes.all() and today <= day + AFTER:
        what = _("Record how the council voted after the debate on %(year)s") % facts
        yield cycle.Waiting(what, url, day + timedelta(days=14), "council.outcome")
    if count := row.open_questions:  # type: ignore[attr-defined]
        what = ngettext(
            "Answer %(count)s question about the report of %(year)s",
            "Answer %(count)s questions about the report of %(year)s",
            count,
        ) % {"count": count, **facts}
        due = day if day and day >= today else None
        yield cycle.Waiting(what, url, due, "council.question")
