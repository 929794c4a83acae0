"""How much personal data filled forms hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import QuerySet

from miara.questionnaires.domain.values import is_empty
from miara.questionnaires.models import (
    Answer,
    AnswerChange,
    AnswerSheet,
    FormVersion,
    SheetFile,
)

__all__ = ["personal_counts"]


def personal_counts(sheets: QuerySet[AnswerSheet]) -> dict[int, dict[str, int]]:
    """Sheets that hold a personal answer, its history or its attachment.

    Five queries, however many sheets.

    Returns
    -------
    dict
        Key of a version to code of a personal field to the number of its sheets.
    """
    versions = FormVersion.objects.filter(sheets__in=sheets).distinct()
    personal = {
        version.pk: {
            item.code
            for item in version.definition.all_fields()
            if item.personal is not None
        }
        for version in versions
    }
    version_of = dict(sheets.values_list("pk", "version_id"))
    codes = {code for found in personal.values() for code in found}
    holding = _holding(sheets, codes)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for sheet, code in holding:
        version = version_of[sheet]
        if code in personal[version]:
            counts[version][code] += 1
    return {version: dict(found) for version, found in counts.items()}


def _holding(sheets: QuerySet[AnswerSheet], codes: set[str]) -> set[tuple[int, str]]:
    """Pairs of sheet and field of which something is kept."""
    found: set[tuple[int, str]] = set()
    keys = sheets.values("pk")
    written: list[Any] = [
        Answer.objects.filter(sheet__in=keys, field__in=codes),
        AnswerChange.objects.filter(sheet__in=keys, field__in=codes, erased_at=None),
    ]
    for rows in written:
        for sheet, code, value in rows.values_list("sheet_id", "field", "value"):
            if not is_empty(value):
                found.add((sheet, code))
    files = SheetFile.objects.filter(sheet__in=keys, field__in=codes)
    found.update(files.values_list("sheet_id", "field"))
    return found
