"""Taking in and erasing what somebody without an account filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.questionnaires.actions.answers import fill
from miara.questionnaires.actions.sheets import lock_sheet, open_sheet
from miara.questionnaires.models import AnswerSheet, FormVersion

__all__ = ["erase_sheets", "take_in"]


@transaction.atomic
def take_in(
    *,
    version: FormVersion,
    values: Mapping[str, Any],
    owner_kind: str,
    owner_id: str,
    now: datetime,
) -> AnswerSheet:
    """Keep a page that was sent as a closed sheet without an author.

    Raises
    ------
    NotPublished
        When the version is a draft.
    UnknownField, miara.questionnaires.domain.values.UnreadableValue
        When the values are not of this version; nothing is kept then.
    """
    sheet = open_sheet(
        version=version, owner_kind=owner_kind, owner_id=owner_id, by=None, now=now
    )
    fill(sheet=sheet, values=values, by=None, now=now)
    return lock_sheet(sheet=sheet, by=None, now=now)


def erase_sheets(pks: Collection[int]) -> None:
    """Erase whole sheets with their history; their owner says so in its own trail."""
    AnswerSheet.objects.filter(pk__in=pks).delete()
