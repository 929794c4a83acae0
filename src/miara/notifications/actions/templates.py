"""Writing the texts of letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from miara.audit import public as audit
from miara.notifications.domain.templates import (
    Flaw,
    flaws_of,
    one_line,
    template_kind,
)
from miara.notifications.errors import NotAllowedError, NotificationsError
from miara.notifications.models import MailTemplate
from miara.notifications.owners import can_release
from miara.notifications.queries.templates import in_force

__all__ = ["FlawedTextError", "reset_template", "save_template"]


class FlawedTextError(NotificationsError):
    """The text names what it cannot name; ``flaws`` says what, by field."""

    def __init__(self, flaws: dict[str, list[Flaw]]) -> None:
        super().__init__(", ".join(f.what for fs in flaws.values() for f in fs))
        self.flaws = flaws


@transaction.atomic
def save_template(
    *,
    owner_kind: str,
    owner_id: str,
    kind: str,
    language: str,
    subject: str,
    text: str,
    by: Any,
    now: datetime,
) -> tuple[MailTemplate, list[Flaw]]:
    """Write a new version of a text; an unchanged text makes none.

    Returns
    -------
    tuple
        The version in force, and warnings: required variables that the text lacks.

    Raises
    ------
    NotAllowedError
        When the person may not write texts of this owner.
    FlawedTextError
        When a variable is unknown or a brace stands alone.
    LookupError
        When the kind of letter is not registered.
    """
    _check_right(by, owner_kind, owner_id)
    known = template_kind(kind)
    if known is None:
        raise LookupError(kind)
    subject, text = one_line(subject), text.replace("\r\n", "\n").strip()
    flaws = {
        "subject": flaws_of(subject, known),
        "text": flaws_of(text, known),
    }
    if any(flaws.values()):
        raise FlawedTextError(flaws)
    warnings = flaws_of(text, known, whole=subject + text)
    old = in_force(owner_kind, owner_id, kind, language)
    if old is not None and (old.subject, old.text) == (subject, text):
        return old, warnings
    row = MailTemplate.objects.create(
        owner_kind=owner_kind,
        owner_id=owner_id,
        kind=kind,
        language=language,
        version=1 if old is None else old.version + 1,
        subject=subject,
        text=text,
        changed_at=now,
        changed_by=by,
    )
    audit.record(
        "notifications.template_changed",
        by=by,
        at=now,
        target=row,
        parent=audit.Ref(owner_kind, owner_id),
        after={"letter": kind, "language": language, "version": row.version},
    )
    return row, warnings


@transaction.atomic
def reset_template(
    *,
    owner_kind: str,
    owner_id: str,
    kind: str,
    language: str,
    by: Any,
    now: datetime,
) -> bool:
    """Go back to the text of the program; False when it is in force already.

    Raises
    ------
    NotAllowedError
        When the person may not write texts of this owner.
    """
    _check_right(by, owner_kind, owner_id)
    old = in_force(owner_kind, owner_id, kind, language)
    if old is None or old.is_default:
        return False
    row = MailTemplate.objects.create(
        owner_kind=owner_kind,
        owner_id=owner_id,
        kind=kind,
        language=language,
        version=old.version + 1,
        is_default=True,
        changed_at=now,
        changed_by=by,
    )
    audit.record(
        "notifications.template_reset",
        by=by,
        at=now,
        target=row,
        parent=audit.Ref(owner_kind, owner_id),
        after={"letter": kind, "language": language, "version": row.version},
    )
    return True


def _check_right(by: Any, owner_kind: str, owner_id: str) -> None:
    decision = can_release(by, owner_kind, owner_id)
    if not decision:
        raise NotAllowedError(decision.reason)
