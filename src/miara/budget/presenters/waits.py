"""Reports that wait for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.budget.permissions import can_plan_tasks
from miara.budget.queries.reports import Waits, waiting_reports
from miara.cycle import public as cycle
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["register"]


def register() -> None:
    """Add reports to what waits; called once at start."""
    cycle.register_waiting("budget.reports", _waiting)


def _waiting(person: User, unit_uid: str, now: datetime) -> Iterator[cycle.Waiting]:
    """Reports to write of the person's posts, and those to approve."""
    today = timezone.localdate(now)
    unit = units.unit_by_uid(unit_uid)
    mine = cycle.posts_acted_for(person, unit_uid, today)
    decides = bool(can_plan_tasks(person, unit_uid))
    if unit is None or not (mine or decides):
        return
    # A quarter ends with December in the year after it.
    year = today.year if today.month > 3 else today.year - 1
    for each in waiting_reports(unit_uid, year, today):
        is_mine = each.task.manager_id in mine and not each.is_for_decision
        if is_mine or (decides and each.is_for_decision):
            url = reverse(
                "budget:report", args=[unit.address, year, each.task.pk, each.quarter]
            )
            yield cycle.Waiting(_words(each), url, None, "budget.report")


def _words(each: Waits) -> str:
    facts = {"task": str(each.task), "quarter": each.quarter}
    if each.is_for_decision:
        return _("Approve the report of %(task)s for quarter %(quarter)s") % facts
    return _("Write the report of %(task)s for quarter %(quarter)s") % facts
