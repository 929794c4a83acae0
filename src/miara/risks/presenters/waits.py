"""Risks that wait for their owners: a review or an action is near or overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cycle import public as cycle
from miara.risks.models import Risk
from miara.risks.queries.risks import risks_of
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["register"]

AHEAD: Final = timedelta(days=30)


def register() -> None:
    """Add risks to what waits; called once at start."""
    cycle.register_waiting("risks.risks", _risks)


def _risks(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    today = timezone.localdate(now)
    posts = cycle.posts_acted_for(person, unit_uid, today)
    if not posts or (unit := units.unit_by_uid(unit_uid)) is None:
        return
    near = today + AHEAD
    rows = risks_of(unit_uid).filter(
        Q(review_on__lte=near) | Q(reaction=Risk.Reaction.ACT, action_by__lte=near),
        owner_id__in=posts,
    )
    for row in rows:
        url = reverse("risks:risk", args=[unit.address, row.pk])
        facts = {"number": row.number, "name": row.name}
        if row.review_on and row.review_on <= near:
            what = _("Review risk %(number)s: %(name)s") % facts
            yield cycle.Waiting(what, url, row.review_on, "risks.review")
        if row.reaction == "ACT" and row.action_by and row.action_by <= near:
            what = _("Action against risk %(number)s: %(name)s") % facts
            yield cycle.Waiting(what, url, row.action_by, "risks.action")
