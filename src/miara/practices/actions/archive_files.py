"""Archives handed in on the page: kept while they are checked, put right and moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from miara.core import jobs
from miara.core.models import Job
from miara.core.progress import Progress
from miara.documents import public as documents
from miara.practices.actions.moving import plan_archive
from miara.practices.domain.job_kinds import CHECK_ARCHIVE_JOB, MOVE_ARCHIVE_JOB
from miara.practices.domain.migration.mapping import ArchiveMapping
from miara.practices.domain.migration.plan import Plan
from miara.practices.errors import NotAllowedError
from miara.practices.permissions import can_edit, can_publish

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "ACCEPTED",
    "KEPT_FOR",
    "erase_old_archives",
    "order_check",
    "order_move",
    "plan_of_job",
]

ACCEPTED: Final = frozenset(
    {documents.FileKind.XLSX, documents.FileKind.CSV, documents.FileKind.TEXT}
)
MOST_BYTES: Final = 50_000_000
#: Archives name people, so they do not stay for longer than putting them right takes.
KEPT_FOR: Final = timedelta(days=30)


def order_check(
    *,
    content: bytes | BinaryIO,
    name: str,
    options: dict[str, Any],
    by: User,
    now: datetime,
) -> Job:
    """Keep a file and have it read in the background; nothing enters the base.

    Parameters
    ----------
    options
        ``mapping``, ``with_duplicates``, ``ask`` and ``confirmed_on`` as plain values.

    Raises
    ------
    NotAllowedError
        When the person does not edit descriptions.
    DocumentsError
        When the file is not acceptable.
    """
    decision = can_edit(by, now=now)
    if not decision:
        raise NotAllowedError(reason=decision.reason)
    prepared = documents.prepare_file(
        content=content, name=name, accept=ACCEPTED, limit=MOST_BYTES
    )
    with transaction.atomic():
        stored = documents.keep_prepared(prepared=prepared, by=by, now=now)
        return jobs.enqueue(
            CHECK_ARCHIVE_JOB, by=by, now=now, file=stored.uid, name=name, **options
        )


@transaction.atomic
def order_move(*, check: Job, publish: bool, by: User, now: datetime) -> Job:
    """Have the ready rows of a checked file moved; one move of a check at a time.

    Raises
    ------
    NotAllowedError
        When the person may not edit, or publish.
    """
    decisions = [can_edit(by, now=now)]
    decisions += [can_publish(by, now=now)] if publish else []
    for decision in decisions:
        if not decision:
            raise NotAllowedError(reason=decision.reason)
    running = Job.objects.filter(
        kind=MOVE_ARCHIVE_JOB, params__check=check.pk
    ).unfinished()
    found = running.newest_first().first()
    if found is not None:
        return found
    params = {**check.params, "check": check.pk, "publish": publish, "ask": False}
    return jobs.enqueue(MOVE_ARCHIVE_JOB, by=by, now=now, **params)


def plan_of_job(
    job: Job, *, today: date, progress: Progress | None = None, ask: bool = False
) -> Plan:
    """The file of a job beside the base as it is now.

    Raises
    ------
    FileErasedError
        When its time is over.
    ArchiveRefusedError
        When it cannot be read.
    """
    params = job.params
    stored = documents.StoredFile.objects.get(uid=params["file"])
    return plan_archive(
        content=documents.read_file(stored),
        name=params["name"],
        today=today,
        mapping=ArchiveMapping.model_validate(params.get("mapping") or {}),
        with_duplicates=bool(params.get("with_duplicates")),
        ask=ask,
        progress=progress,
    )


def erase_old_archives(now: datetime) -> int:
    """Erase archives handed in long ago; how many there were."""
    rows = Job.objects.filter(kind=CHECK_ARCHIVE_JOB, created_at__lt=now - KEPT_FOR)
    uids = {job.params["file"] for job in rows}
    files = documents.StoredFile.objects.living().filter(uid__in=uids)
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("the time for putting an archive right is over")
    for stored in files:
        documents.erase_file(file=stored, reason=reason, by=None, now=now)
    return len(files)
