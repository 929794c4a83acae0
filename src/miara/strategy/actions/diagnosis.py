"""The draft diagnosis: written from the data, edited by people, written again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.strategy.models import DiagnosisSection, Document
from miara.strategy.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["edit_section", "write_diagnosis"]


@transaction.atomic
def write_diagnosis(
    document: Document,
    sections: Mapping[str, str],
    *,
    vintage: str,
    by: User | None,
    now: datetime,
) -> int:
    """Keep what was written from the data; texts of people stay as they are.

    Parameters
    ----------
    sections
        Text by the code of a management domain.
    vintage
        Id of the vintage it was written from.

    Returns
    -------
    int
        Number of sections whose words changed.
    """
    require_planner(by, document.unit_uid)
    known = {row.domain: row for row in document.diagnosis.select_for_update()}
    changed = 0
    for code, text in sections.items():
        row = known.get(code) or DiagnosisSection(document=document, domain=code)
        is_untouched = row.text == row.written
        if row.pk and row.written == text and row.vintage == vintage:
            continue
        changed += row.written != text
        row.text = text if is_untouched else row.text
        row.written, row.vintage, row.written_at = text, vintage, now
        row.save()
    if changed:
        audit.record(
            "strategy.diagnosis_written",
            by=by,
            at=now,
            target=document,
            after={
                "title": document.title,
                "vintage": vintage,
                "sections": changed,
            },
        )
    return changed


@transaction.atomic
def edit_section(
    row: DiagnosisSection,
    text: str,
    *,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Keep what a person made of a section."""
    require_planner(by, row.document.unit_uid)
    _before, after = cycle.apply_values(row, {"text": text.strip()}, version=seen)
    if after:
        audit.record(
            "strategy.diagnosis_edited",
            by=by,
            at=now,
            target=row,
            parent=row.document,
            after={"domain": row.domain, "title": row.document.title},
        )
