"""Milestones that wait for who manages the work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cycle import public as cycle
from miara.instruments.domain.progress import SOON
from miara.instruments.queries.instruments import of_posts
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["register"]


def register() -> None:
    """Add milestones to what waits; called once at start."""
    cycle.register_waiting("instruments.milestones", _milestones)


def _milestones(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    """Milestones of managed work that are near or overdue."""
    today = timezone.localdate(now)
    posts = cycle.posts_acted_for(person, unit_uid, today)
    if not posts or (unit := units.unit_by_uid(unit_uid)) is None:
        return
    for row in of_posts(unit_uid, posts):
        for mark in row.milestones.all():
            if mark.done_on is None and mark.planned_on <= today + SOON:
                what = _("%(project)s: milestone “%(name)s”") % {
                    "project": row.name,
                    "name": mark.name,
                }
                url = reverse("instruments:instrument", args=[unit.address, row.pk])
                yield cycle.Waiting(what, url, mark.planned_on, "instruments.milestone")
