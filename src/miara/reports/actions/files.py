"""Files of reports: asked for, made by the worker, kept beside their content."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import override

from miara.audit import public as audit
from miara.core import jobs
from miara.documents import public as documents
from miara.reports.models import MadeFile, Report, ReportVersion
from miara.reports.queries.versions import MAKE_FILES, running_job

if TYPE_CHECKING:
    from miara.accounts.public import User
    from miara.core.models import Job

__all__ = ["drop_old_files", "keep_report_file", "order_files"]

_KINDS = {
    "html": documents.FileKind.HTML,
    "pdf": documents.FileKind.PDF,
    "docx": documents.FileKind.DOCX,
    "xlsx": documents.FileKind.XLSX,
    "zip": documents.FileKind.ZIP,
}


@transaction.atomic
def order_files(
    report: Report, version: int, digest: str, *, by: User | None, now: datetime
) -> Job:
    """Have the files of a content made; asking twice while it lasts is once.

    Reports are written in Polish, so their files are made in Polish.

    Parameters
    ----------
    version
        Number of a version; 0 for the draft.
    digest
        Of the content that the person saw.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    running = running_job(report, version, digest)
    if running is not None:
        return running
    audit.record(
        "reports.files_ordered",
        by=by,
        at=now,
        target=report,
        after={"version": version, "digest": digest},
    )
    with override("pl"):
        return jobs.enqueue(
            MAKE_FILES,
            by=by,
            now=now,
            report=report.pk,
            version=version,
            digest=digest,
        )


@transaction.atomic
def keep_report_file(
    report: Report,
    *,
    version: ReportVersion | None,
    digest: str,
    suffix: str,
    content: bytes | documents.StoredFile,
    name: str,
    now: datetime,
) -> MadeFile:
    """Keep a file that was made; the one that is kept already stays.

    Parameters
    ----------
    content
        Bytes, or a kept file of the same content.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    named = {"report": report, "version": version, "digest": digest}
    known = MadeFile.objects.filter(**named, suffix=suffix).first()
    if known is not None:
        return known
    stored = content
    if isinstance(stored, bytes):
        stored = documents.keep_made(
            content=stored, name=name, kind=_KINDS[suffix], by=None, now=now
        )
    return MadeFile.objects.create(**named, suffix=suffix, stored=stored, made_at=now)


@transaction.atomic
def drop_old_files(report: Report, digest: str, *, now: datetime) -> int:
    """Forget files of drafts that say something else by now; files of versions stay.

    Returns
    -------
    int
        How many were forgotten.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    old = MadeFile.objects.filter(report=report, version=None).exclude(digest=digest)
    rows = list(old.select_related("stored"))
    old.delete()
    for row in rows:
        if not MadeFile.objects.filter(stored=row.stored).exists():
            reason = "Plik szkicu, który od tego czasu się zmienił."
            documents.erase_file(file=row.stored, reason=reason, by=None, now=now)
    return len(rows)
