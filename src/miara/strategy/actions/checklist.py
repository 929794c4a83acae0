"""Answers to the list of what the law asks of a strategy."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.catalogue import public as catalogue
from miara.strategy.errors import UnknownTemplateError
from miara.strategy.models import Document, DocumentCheck
from miara.strategy.permissions import require_planner

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["answer_check"]


@transaction.atomic
def answer_check(
    document: Document,
    item: str,
    *,
    answer: str,
    place: str,
    by: User | None,
    now: datetime,
) -> None:
    """Say whether the document has an element, and where.

    An answer that is the same again changes nothing.

    Raises
    ------
    UnknownTemplateError
        When the list has no such element.
    """
    require_planner(by, document.unit_uid)
    if item not in {each.code for each in catalogue.strategy_checklist().items}:
        raise UnknownTemplateError(code=item)
    row = DocumentCheck.objects.filter(document=document, item=item).first()
    told = (answer, place.strip())
    if row is not None and (row.answer, row.place) == told:
        return
    DocumentCheck.objects.update_or_create(
        document=document,
        item=item,
        defaults={
            "answer": answer,
            "place": told[1],
            "checked_at": now,
            "checked_by": by,
        },
    )
    audit.record(
        "strategy.check_answered",
        by=by,
        at=now,
        target=document,
        before={"answer": row.answer, "place": row.place} if row else None,
        after={
            "item": item,
            "answer": answer,
            "place": told[1],
            "title": document.title,
        },
    )
