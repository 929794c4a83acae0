"""Making reports and editing their sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle.public import ChangedMeanwhileError
from miara.reports.domain.drafts import Draft
from miara.reports.models import Report, Section

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["edit_section", "follow_data", "make_report"]


@transaction.atomic
def make_report(
    unit_uid: str,
    year: int,
    kind: str,
    drafts: Sequence[Draft],
    *,
    vintage: str,
    quarter: int = 0,
    by: User | None,
    now: datetime,
) -> Report:
    """Make a report from drafts, or make it anew; texts of authors stay.

    A section that the data no longer give stays when the author wrote in it.
    """
    report, is_new = Report.objects.select_for_update().get_or_create(
        unit_uid=unit_uid,
        year=year,
        kind=kind,
        quarter=quarter,
        defaults={"made_at": now},
    )
    report.vintage, report.made_at, report.made_by = vintage, now, by
    report.save()
    kept = {row.code: row for row in report.sections.all()}
    for position, draft in enumerate(drafts):
        _take(report, kept.pop(draft.code, None), draft, position)
    _drop_unwritten(list(kept.values()), len(drafts))
    conflicts = sum(1 for row in report.sections.all() if row.is_conflict)
    after = {"year": year, "kind": kind, "vintage": vintage, "conflicts": conflicts}
    if is_new:
        audit.record("reports.report_made", by=by, at=now, target=report, after=after)
    else:
        audit.record(
            "reports.report_made_anew", by=by, at=now, target=report, after=after
        )
    return report


@transaction.atomic
def edit_section(
    section: Section,
    text: str,
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> Section:
    """Keep the author's text; it is meant for the data as they are now.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved the section after the author opened it.
    """
    row = _locked(section, version)
    before = {"text": row.edited}
    row.edited, row.basis = text, row.generated
    _save(row)
    audit.record(
        "reports.section_edited",
        by=by,
        at=now,
        target=row,
        parent=row.report,
        before=before,
        after={"text": text},
    )
    return row


@transaction.atomic
def follow_data(
    section: Section, *, version: int | None, by: User | None, now: datetime
) -> Section:
    """Put the author's text away: the section says what the data say.

    The text stays in the trail.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved the section after the author opened it.
    """
    row = _locked(section, version)
    before = {"text": row.edited}
    row.edited, row.basis = None, row.generated
    _save(row)
    audit.record(
        "reports.section_follows_data",
        by=by,
        at=now,
        target=row,
        parent=row.report,
        before=before,
    )
    return row


def _take(report: Report, row: Section | None, draft: Draft, position: int) -> None:
    row = row or Section(report=report, code=draft.code, basis=draft.text)
    row.position, row.heading = position, draft.heading[:300]
    if row.generated != draft.text:
        row.version += 1
    row.generated = draft.text
    row.table, row.figures = draft.table, draft.stored_figures
    if row.edited is None:
        row.basis = draft.text
    row.save()


def _drop_unwritten(rows: list[Section], first: int) -> None:
    """Sections without data: those that an author wrote in are kept at the end."""
    for place, row in enumerate(rows):
        if row.edited is None:
            row.delete()
            continue
        row.generated, row.table, row.figures = "", {}, {}
        row.position = first + place
        row.version += 1
        row.save()


def _locked(section: Section, version: int | None) -> Section:
    row = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if version is not None and version != row.version:
        raise ChangedMeanwhileError(row.version)
    return row


def _save(row: Section) -> None:
    row.version += 1
    row.save()
