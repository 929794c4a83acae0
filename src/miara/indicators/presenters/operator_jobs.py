"""Background work as the operator's pages show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from miara.core.models import Job
from miara.indicators.domain.job_kinds import (
    COMPUTE_JOB,
    HARVEST_JOB,
    IMPORT_JOB,
    PUBLISH_JOB,
)

LABELS = {
    IMPORT_JOB: _("Import of a file"),
    COMPUTE_JOB: _("Computing a build"),
    PUBLISH_JOB: _("Publishing a build"),
    HARVEST_JOB: _("Harvest of the Local Data Bank"),
}


@dataclass(frozen=True, slots=True)
class JobView:
    """One job in words.

    Attributes
    ----------
    value, total
        For the progress bar; ``value`` None while it is not known how long.
    lines
        The report of a finished job, a sentence a line.
    """

    pk: int
    label: str
    state: str
    stage: str
    is_finished: bool
    has_failed: bool
    value: int | None
    total: int
    error_lines: tuple[str, ...]
    lines: tuple[str, ...]
    asked_at: Any
    report: dict[str, Any]


def job_view(job: Job) -> JobView:
    """A job in the active language; its report is in that of the person who asked."""
    report = job.report or {}
    return JobView(
        pk=job.pk,
        label=str(LABELS.get(job.kind, job.kind)),
        state=str(job.get_state_display()),
        stage=job.stage,
        is_finished=job.is_finished,
        has_failed=job.state == Job.State.FAILED,
        value=min(job.done, job.total) if job.total else None,
        total=job.total or 1,
        error_lines=tuple(job.error.splitlines()),
        lines=tuple(report.get("lines", ())),
        asked_at=job.created_at,
        report=report,
    )
