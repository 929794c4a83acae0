"""Saving the statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from miara.audit import public as audit
from miara.web.statements.models import AccessibilityStatement, Party, Processing

__all__ = ["save_accessibility", "save_privacy"]


@transaction.atomic
def save_accessibility(
    *, statement: AccessibilityStatement, by: object, now: datetime
) -> AccessibilityStatement:
    """Save the statement as edited.

    Raises
    ------
    ValidationError
        When it does not say what the act requires.
    """
    statement.full_clean()
    statement.save()
    audit.record(
        "statements.accessibility_saved",
        by=by,
        at=now,
        target=statement,
        after={
            "compliance": statement.compliance,
            "reviewed_on": statement.reviewed_on,
        },
    )
    return statement


@transaction.atomic
def save_privacy(
    *,
    saved: Sequence[Party | Processing],
    deleted: Sequence[Party | Processing],
    by: object,
    now: datetime,
) -> None:
    """Save the rows of the privacy page as edited, and delete those struck out."""
    for row in saved:
        row.full_clean()
        row.save()
        _record("statements.privacy_row_saved", row, by, now)
    for row in deleted:
        _record("statements.privacy_row_deleted", row, by, now)
        row.delete()


def _record(kind: str, row: models.Model, by: object, now: datetime) -> None:
    facts: dict[str, Any] = {"row": row._meta.model_name}
    audit.record(kind, by=by, at=now, target=row, after=facts)
