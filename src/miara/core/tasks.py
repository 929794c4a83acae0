"""What the calendar does for this context."""

from datetime import datetime

from miara.core import jobs
from miara.core.schedule import daily, due, every


@due("core.rescue_jobs", every(minutes=1))
def rescue_jobs(now: datetime) -> int:
    """Take care of jobs whose worker died."""
    return jobs.rescue_silent(now)


@due("core.prune_jobs", daily(hour=3))
def prune_jobs(now: datetime) -> dict[str, int]:
    """Forget jobs that ended long ago."""
    return jobs.prune(now)
