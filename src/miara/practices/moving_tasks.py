"""Background work on archives: checked, moved, erased."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from miara.accounts.public import User
from miara.core.jobs import job
from miara.core.models import Job
from miara.core.progress import Progress
from miara.core.schedule import daily, due
from miara.practices.actions.archive_files import erase_old_archives, plan_of_job
from miara.practices.actions.moving import move_archive
from miara.practices.domain.job_kinds import CHECK_ARCHIVE_JOB, MOVE_ARCHIVE_JOB
from miara.practices.presenters.moving import moved_lines, plan_lines, report_of

__all__ = ["check", "erase", "move"]


@job(CHECK_ARCHIVE_JOB, retries=1)
def check(progress: Progress, **params: Any) -> dict[str, Any]:
    """Read a file and tell what would happen; nothing enters the base."""
    asked = Job(kind=CHECK_ARCHIVE_JOB, params=params)
    plan = plan_of_job(
        asked,
        today=timezone.localdate(),
        progress=progress,
        ask=bool(params.get("ask")),
    )
    return report_of(plan, plan_lines(plan))


@job(MOVE_ARCHIVE_JOB, retries=1)
def move(progress: Progress, **params: Any) -> dict[str, Any]:
    """Move the ready rows; a second start finds what the first one made."""
    asked = Job(kind=MOVE_ARCHIVE_JOB, params=params)
    told = params.get("confirmed_on")
    moved = move_archive(
        plan_of_job(asked, today=timezone.localdate(), progress=progress),
        by=User.objects.get(pk=progress.by_id),
        now=timezone.now(),
        publish=bool(params["publish"]),
        confirmed_on=date.fromisoformat(told) if told else None,
        progress=progress,
    )
    return report_of(moved.plan, moved_lines(moved))


@due("practices.erase_archives", daily(hour=3))
def erase(now: datetime) -> dict[str, int]:
    """Archives name people: they are not kept for ever."""
    return {"erased": erase_old_archives(now)}
