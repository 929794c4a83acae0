"""Work on the file of an edition in the background."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from miara.contest.actions.dossiers import DOSSIER_JOB
from miara.contest.actions.retention import erase_due
from miara.contest.exports.closing.making import make_dossier
from miara.contest.exports.closing.metadata import Case
from miara.contest.models import Edition
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due

__all__ = ["dossier", "erase"]


@job(DOSSIER_JOB, retries=1)
def dossier(
    progress: Progress, *, edition: str, number: str, klass: str, category: str
) -> dict[str, Any]:
    """Write the package of an edition."""
    found = Edition.objects.select_related("contest__owner", "form").get(uid=edition)
    made, missing = make_dossier(
        edition=found,
        case=Case(number, klass, category),
        by_id=int(progress.by_id) if progress.by_id else None,
        now=timezone.now(),
        progress=progress,
    )
    return {"dossier": made.uid, "files": made.file_count, "missing": missing}


@due("contest.erase_personal", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase personal data whose time is over."""
    return erase_due(now)
