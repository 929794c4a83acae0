"""What of the strategy waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cycle import public as cycle
from miara.strategy.models import LocalIndicator, LocalValue, Target
from miara.strategy.queries.values import open_values
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["waiting_of"]

State = LocalValue.State


def waiting_of(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    """Values to hand over or approve, reviews that are due, for posts of the person."""
    unit = units.unit_by_uid(unit_uid)
    posts = cycle.posts_acted_for(person, unit_uid, timezone.localdate(now))
    if unit is None or not posts:
        return
    for row in open_values(unit_uid):
        what = _about_value(row, posts)
        if what:
            address = (unit.address, row.indicator_id)
            url = reverse("strategy:indicator", args=address)
            yield cycle.Waiting(what, url, None, "strategy.value")
    yield from _reviews(unit.address, unit_uid, posts, now)


def _about_value(row: LocalValue, posts: set[int]) -> str:
    facts = {"name": row.indicator.name, "period": row.period}
    if row.state == State.DRAFT:
        if row.indicator.supplier_id in posts:
            return _("Hand over the value of “%(name)s” for %(period)s") % facts
        return ""
    if row.indicator.approver_id in posts:
        return _("Approve the value of “%(name)s” for %(period)s") % facts
    return ""


def _reviews(
    address: str, unit_uid: str, posts: set[int], now: datetime
) -> Iterator[cycle.Waiting]:
    today = timezone.localdate(now)
    due = {"unit_uid": unit_uid, "owner__in": posts, "review_until__lt": today}
    for row in LocalIndicator.objects.filter(**due, retired_on=None):
        yield cycle.Waiting(
            _("Confirm that the indicator “%(name)s” is needed") % {"name": row.name},
            reverse("strategy:indicator", args=(address, row.pk)),
            row.review_until,
            "strategy.indicator",
        )
    for target in Target.objects.filter(**due).select_related("goal", "local"):
        yield cycle.Waiting(
            _("Confirm the target of goal %(code)s for %(year)s")
            % {
                "code": target.goal.code if target.goal else "–",
                "year": target.final_year,
            },
            reverse("strategy:target", args=(address, target.pk)),
            target.review_until,
            "strategy.target",
        )
