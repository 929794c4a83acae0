"""Acts on the directory of heads of units."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from miara.audit import public as audit
from miara.organisations.actions.directory_plan import (
    FACTS,
    Change,
    DirectoryReport,
    Origin,
    new_head,
    plan,
)
from miara.organisations.domain.directory_table import BadFile, read_entries
from miara.organisations.errors import BadDirectoryFileError, ImportOverError
from miara.organisations.models import DirectoryImport, UnitHead
from miara.organisations.models.heads import KEEP_REPLACED_FOR

__all__ = [
    "Change",
    "DirectoryReport",
    "apply_import",
    "clear_bounce",
    "correct_head",
    "erase_old",
    "import_directory",
    "mark_bounced",
    "prepare_import",
]

#: Source of what people enter themselves.
BY_HAND = "ręcznie"
KEEP_UPLOAD_FOR = timedelta(days=7)


@transaction.atomic
def import_directory(
    source_file: Path | bytes,
    *,
    file_name: str = "",
    source: str,
    as_of: date,
    by: object | None,
    now: datetime,
    dry_run: bool = False,
    mapping: dict[str, str] | None = None,
) -> DirectoryReport:
    """Bring the directory up to a list of heads of units.

    A cell that is empty or a column that is missing never erases what is known of the
    office; with a new person the form, the standing and the beginning of the term come
    from the list alone. Entries newer than the list stay. Nothing is deleted.

    Parameters
    ----------
    source_file
        Path of an XLSX, ODS, XLS or CSV file, or its bytes.
    file_name
        Name of the file when bytes are given.
    source
        Who published the list.
    as_of
        The day whose state it shows.
    dry_run
        Whether only to report.
    mapping
        Our column to the heading of the file, where it is not recognised.

    Returns
    -------
    DirectoryReport

    Raises
    ------
    BadDirectoryFileError
        When the file is no such list.
    """
    if isinstance(source_file, Path):
        content, file_name = source_file.read_bytes(), source_file.name
    else:
        content = source_file
    try:
        entries, broken = read_entries(content, file_name, mapping)
    except BadFile as error:
        raise BadDirectoryFileError(error.problem, error.detail) from error
    rows = UnitHead.objects.current().select_for_update()
    current = {row.unit_uid: row for row in rows}
    made = plan(entries, broken, current, Origin(source, as_of, audit_id(by), now))
    report = made.report
    if dry_run:
        return report
    for start in range(0, len(made.replaced), 500):
        UnitHead.objects.filter(pk__in=made.replaced[start : start + 500]).update(
            replaced_at=now
        )
    UnitHead.objects.bulk_create(made.fresh, batch_size=200)
    UnitHead.objects.bulk_update(made.refreshed, ["source", "as_of"], batch_size=200)
    audit.record(
        "organisations.directory_imported",
        by=by,
        at=now,
        after={
            "file": file_name,
            "source": source,
            "as_of": as_of,
            **report.counts,
        },
    )
    return report


@transaction.atomic
def prepare_import(
    *,
    content: bytes,
    file_name: str,
    source: str,
    as_of: date,
    by: object | None,
    now: datetime,
    mapping: dict[str, str] | None = None,
) -> tuple[DirectoryImport, DirectoryReport]:
    """Keep a file until somebody has looked at its report and takes it over.

    Files that nobody took over are dropped after seven days.

    Raises
    ------
    BadDirectoryFileError
        When the file is no such list.
    """
    report = import_directory(
        content,
        file_name=file_name,
        source=source,
        as_of=as_of,
        by=by,
        now=now,
        dry_run=True,
        mapping=mapping,
    )
    row = DirectoryImport.objects.create(
        file_name=file_name[:200],
        content=content,
        mapping=mapping or {},
        source=source,
        as_of=as_of,
        uploaded_at=now,
        uploaded_by=audit_id(by),
        counts=report.counts,
    )
    return row, report


@transaction.atomic
def apply_import(
    *, row: DirectoryImport, by: object | None, now: datetime
) -> DirectoryReport:
    """Take over a file that was looked at.

    Raises
    ------
    ImportOverError
        When it was taken over before.
    """
    row = DirectoryImport.objects.select_for_update().get(pk=row.pk)
    if row.applied_at is not None:
        raise ImportOverError
    report = import_directory(
        bytes(row.content),
        file_name=row.file_name,
        source=row.source,
        as_of=row.as_of,
        by=by,
        now=now,
        mapping=row.mapping,
    )
    row.applied_at, row.content, row.counts = now, b"", report.counts
    row.save(update_fields=["applied_at", "content", "counts"])
    return report


@transaction.atomic
def correct_head(
    *,
    unit_uid: str,
    facts: dict[str, Any],
    reason: str,
    by: object | None,
    now: datetime,
) -> UnitHead:
    """Correct the entry of a unit by hand, or add the first one.

    Parameters
    ----------
    facts
        Every fact of `FACTS`.
    reason
        Why; shown in the history.

    Raises
    ------
    ValidationError
        When a fact has a wrong shape.
    """
    row = UnitHead.objects.current().select_for_update().filter(unit_uid=unit_uid)
    old = row.first()
    if old is not None and all(getattr(old, key) == facts[key] for key in FACTS):
        return old
    new = new_head(unit_uid, facts, old, Origin(BY_HAND, now.date(), audit_id(by), now))
    new.reason = reason
    new.full_clean(exclude=["created_by"], validate_constraints=False)
    if old is not None:
        old.replaced_at = now
        old.save(update_fields=["replaced_at"])
    new.save()
    changed = [key for key in FACTS if old is None or getattr(old, key) != facts[key]]
    audit.record(
        "organisations.head_corrected",
        by=by,
        at=now,
        target=new,
        after={"unit": unit_uid, "fields": changed},
    )
    return new


def mark_bounced(*, email: str, reason: str, at: datetime) -> int:
    """Note on the entries in force that mail to the address came back.

    Returns
    -------
    int
        Number of entries with that address.
    """
    rows = UnitHead.objects.current().filter(email__iexact=email)
    return rows.update(bounced_at=at, bounce_reason=reason[:200])


def clear_bounce(*, email: str) -> int:
    """Note that the address takes mail again; number of entries with it."""
    rows = UnitHead.objects.current().filter(email__iexact=email)
    return rows.update(bounced_at=None, bounce_reason="")


def erase_old(now: datetime) -> dict[str, int]:
    """Drop files that nobody took over, and entries replaced long ago."""
    uploads, _by_model = DirectoryImport.objects.filter(
        applied_at__isnull=True, uploaded_at__lt=now - KEEP_UPLOAD_FOR
    ).delete()
    heads, _by_model = UnitHead.objects.filter(
        replaced_at__lt=now - KEEP_REPLACED_FOR
    ).delete()
    return {"uploads": uploads, "heads": heads}


def audit_id(by: object | None) -> str:
    """Number of a person as text; empty for the program itself."""
    return "" if by is None else str(getattr(by, "pk", ""))
