"""Showing a report to everybody: each time a version that never changes afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.reports.actions.files import order_files
from miara.reports.domain.content import changed_headings, digest_of
from miara.reports.errors import (
    ConflictsLeftError,
    NoAuthorError,
    NoteMissingError,
    NothingChangedError,
    NothingToPublishError,
)
from miara.reports.models import Report, ReportVersion
from miara.reports.queries.versions import content_of, last_version

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["publish_report"]


@transaction.atomic
def publish_report(
    report: Report,
    *,
    author: str = "",
    note: str = "",
    by: User | None,
    now: datetime,
) -> ReportVersion:
    """Show what the draft says under the permanent address; files are made after.

    Parameters
    ----------
    author
        Who answers for the content; empty is the person who publishes.
    note
        What was changed and why; required from the second version.

    Raises
    ------
    ConflictsLeftError
        While the text of a section stands beside other data than it was written for.
    NothingToPublishError
        When no section says anything.
    NothingChangedError
        When everybody reads exactly this already.
    NoteMissingError
        When a later version does not tell what was changed.
    NoAuthorError
        When nobody is named and no person publishes.
    """
    row = Report.objects.select_for_update().get(pk=report.pk)
    if any(section.is_conflict for section in row.sections.all()):
        raise ConflictsLeftError
    content = content_of(row)
    if not content["sections"]:
        raise NothingToPublishError
    last, digest = last_version(row), digest_of(content)
    if last is not None and last.digest == digest:
        raise NothingChangedError
    if last is not None and not note.strip():
        raise NoteMissingError
    publisher = by.full_name if by else ""
    if not (author.strip() or publisher):
        raise NoAuthorError
    before = last.content["sections"] if last else []
    version = ReportVersion.objects.create(
        report=row,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        vintage=row.vintage,
        made_at=row.made_at,
        published_at=now,
        published_by=by,
        author=author.strip()[:200] or publisher[:200],
        publisher=(publisher or author.strip())[:200],
        note=note.strip()[:1000] if last else "",
        changed=changed_headings(before, content["sections"]) if last else [],
    )
    row.published_at = row.published_at or now
    row.save()
    audit.record(
        "reports.report_published",
        by=by,
        at=now,
        target=row,
        after={"version": version.number, "digest": digest, "note": version.note},
    )
    order_files(row, version.number, digest, by=by, now=now)
    report.published_at = row.published_at
    return version
