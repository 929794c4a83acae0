"""Documents of the method: edited as versions, adopted, and the adoption taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.rollout.models import MethodDocument, MethodVersion
from miara.rollout.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["adopt_document", "save_text", "take_adoption_back"]


@transaction.atomic
def save_text(
    document: MethodDocument,
    *,
    title: str,
    body: str,
    note: str,
    seen: int | None,
    by: User | None,
    now: datetime,
) -> MethodDocument:
    """Save a text as the next version; the same text changes nothing.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    row = _locked(document, by)
    if seen is not None and seen != row.version:
        raise cycle.ChangedMeanwhileError(row.version)
    present = row.versions.get(number=row.version)
    body = body.replace("\r\n", "\n").strip()
    if present.body.strip() == body and row.title == title:
        return row
    row.version += 1
    row.title = title
    row.save(update_fields=["version", "title"])
    MethodVersion.objects.create(
        document=row,
        number=row.version,
        body=body,
        note=note,
        saved_at=now,
        saved_by=by,
    )
    after = {"title": row.title, "number": row.version, "note": note}
    audit.record("rollout.document_saved", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def adopt_document(
    document: MethodDocument,
    *,
    number: str,
    adopted_on: date,
    by: User | None,
    now: datetime,
) -> None:
    """Say that the present text was adopted, by which act and when."""
    row = _locked(document, by)
    row.adopted_version = row.version
    row.adopted_number, row.adopted_on = number, adopted_on
    row.save()
    after = {"title": row.title, "act": number, "day": cycle.plain(adopted_on)}
    audit.record("rollout.document_adopted", by=by, at=now, target=row, after=after)


@transaction.atomic
def take_adoption_back(
    document: MethodDocument, *, by: User | None, now: datetime
) -> None:
    """Say that it was not adopted after all; nothing happens when nobody said so."""
    row = _locked(document, by)
    if row.adopted_on is None:
        return
    row.adopted_version, row.adopted_number, row.adopted_on = None, "", None
    row.save()
    after = {"title": row.title}
    audit.record("rollout.document_not_adopted", by=by, at=now, target=row, after=after)


def _locked(document: MethodDocument, by: User | None) -> MethodDocument:
    require_planner(by, document.unit_uid)
    return MethodDocument.objects.select_for_update().get(pk=document.pk)
