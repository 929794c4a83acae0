"""Background work of the assessment: better plans, reminders, conflicts anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.contest.actions.conflicts import refresh_conflicts
from miara.contest.actions.planning import improve_plan
from miara.contest.actions.reminders import remind_experts
from miara.contest.domain.job_kinds import IMPROVE_JOB
from miara.contest.models import Edition, Entry
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due

__all__ = ["find_conflicts", "remind", "search_plan"]


@job(IMPROVE_JOB, retries=1)
def search_plan(progress: Progress, *, edition: str) -> dict[str, Any]:
    """Look for a better plan; the proposals kept before stay whatever happens."""
    progress.stage(_("Looking for a better assignment"))
    found = Edition.objects.select_related("contest__owner").get(uid=edition)
    by = User.objects.filter(pk=progress.by_id or 0).first()
    plan = improve_plan(edition=found, by=by)
    return {"plan": plan.pk, "value": plan.figures["value"]}


@due("contest.remind_experts", daily(hour=7))
def remind(now: datetime) -> dict[str, int]:
    """Letters to experts whose deadline is near or past."""
    return {"letters": remind_experts(now=now)}


@due("contest.find_conflicts", daily(hour=4))
def find_conflicts(now: datetime) -> dict[str, int]:
    """Conflicts of running editions after the register, partners or experts changed."""
    running = Edition.objects.filter(
        archived_at=None, entries__state=Entry.State.ACCEPTED, experts__isnull=False
    ).distinct()
    new = sum(refresh_conflicts(edition, now=now) for edition in running)
    return {"new": new}
