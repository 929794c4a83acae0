"""Reads of filled forms: values, progress, snapshot, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from miara.documents import public as documents
from miara.questionnaires.domain.audiences import Audience, may_see
from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.domain.kinds import SummaryRole
from miara.questionnaires.domain.problems import (
    Problem,
    SectionProgress,
    problems_of,
    progress_of,
    shown_fields,
)
from miara.questionnaires.domain.sealed import Snapshot, seal
from miara.questionnaires.domain.values import is_empty
from miara.questionnaires.models import (
    Answer,
    AnswerChange,
    AnswerSheet,
    SheetFile,
    SheetPresence,
)

__all__ = [
    "Content",
    "content_of",
    "content_of_snapshot",
    "contents_of",
    "history",
    "people_in",
    "problems",
    "problems_of_content",
    "progress",
    "progress_of_content",
    "sheet_by_uid",
    "sheets_of",
    "snapshot",
    "summary_of",
    "values_for",
]

#: Longer than this without a sign of life, and a person is gone.
PRESENT_FOR = timedelta(seconds=75)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a sheet holds, read once.

    Attributes
    ----------
    answers
        Present answers by code of field.
    """

    sheet: AnswerSheet
    definition: FormDefinition
    answers: Mapping[str, Answer]
    files: tuple[SheetFile, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Values by code of field."""
        return {code: answer.value for code, answer in self.answers.items()}

    def files_of(self, field: str) -> list[SheetFile]:
        """Attachments of one field, in their order."""
        return [file for file in self.files if file.field == field]

    def revision(self, field: str) -> int:
        """How many times a field was changed."""
        answer = self.answers.get(field)
        return 0 if answer is None else answer.revision


def sheet_by_uid(uid: str) -> AnswerSheet | None:
    """A sheet with its version and form; says nothing about who may see it."""
    return _with_version().filter(uid=uid).first()


def sheets_of(owner_kind: str, owner_id: str) -> QuerySet[AnswerSheet]:
    """Sheets of an owner, oldest first."""
    return (
        _with_version()
        .filter(owner_kind=owner_kind, owner_id=owner_id)
        .order_by("opened_at", "pk")
    )


def content_of(sheet: AnswerSheet) -> Content:
    """Answers and attachments of a sheet. Two queries (three without its version)."""
    return contents_of([sheet])[sheet.pk]


def content_of_snapshot(sheet: AnswerSheet, sealed: Mapping[str, Any]) -> Content:
    """What a snapshot of the sheet said, whatever the sheet says now. Two queries.

    Parameters
    ----------
    sealed
        ``Snapshot.content``. Attachments are found by their digests and come as rows
        that are not stored; one erased since has no file.
    """
    digests = {each["sha256"] for each in sealed["files"] if each["sha256"]}
    own = SheetFile.objects.filter(sheet=sheet).values("file_id")
    kept: dict[str, documents.StoredFile] = {}
    if digests:
        rows = documents.StoredFile.objects.filter(sha256__in=digests)
        # A file of this sheet goes before another one of the same bytes.
        for row in rows.annotate(is_own=Q(pk__in=own)).order_by("is_own", "-pk"):
            kept[row.sha256] = row
    return Content(
        sheet,
        sheet.version.definition,
        {
            code: Answer(sheet=sheet, field=code, value=value, revision=1)
            for code, value in sealed["answers"].items()
        },
        tuple(
            SheetFile(sheet=sheet, file=kept.get(each["sha256"]), **_place(each))
            for each in sealed["files"]
        ),
    )


def _place(sealed: Mapping[str, Any]) -> dict[str, Any]:
    names = ("field", "kind", "position", "url", "alternative_text")
    return {name: sealed[name] for name in names}


def contents_of(sheets: list[AnswerSheet]) -> dict[int, Content]:
    """Contents of many sheets by key. Two queries, however many sheets."""
    answers: dict[int, dict[str, Answer]] = {sheet.pk: {} for sheet in sheets}
    for answer in Answer.objects.filter(sheet__in=sheets):
        answers[answer.sheet_id][answer.field] = answer
    files = _files_of(sheets)
    return {
        sheet.pk: Content(
            sheet,
            sheet.version.definition,
            answers[sheet.pk],
            tuple(files.get(sheet.pk, ())),
        )
        for sheet in sheets
    }


def progress(sheet: AnswerSheet) -> list[SectionProgress]:
    """Completeness of each section, with what is missing."""
    return progress_of_content(content_of(sheet))


def progress_of_content(content: Content) -> list[SectionProgress]:
    """As `progress`, of content read already."""
    return progress_of(content.definition, content.values, content.files)


def problems(sheet: AnswerSheet) -> list[Problem]:
    """Everything that keeps the sheet from being sent; empty when it can be."""
    return problems_of_content(content_of(sheet))


def problems_of_content(content: Content) -> list[Problem]:
    """As `problems`, of content read already."""
    return problems_of(content.definition, content.values, content.files)


def snapshot(sheet: AnswerSheet) -> Snapshot:
    """Canonical text and digest of what the sheet says now.

    Equal content gives equal text, whatever the database and the order of writing.
    """
    return snapshot_of(content_of(sheet))


def snapshot_of(content: Content) -> Snapshot:
    """As `snapshot`, of content read already."""
    return seal(
        content.definition,
        content.sheet.version.number,
        content.values,
        [file.as_sealed() for file in content.files],
    )


def values_for(sheet: AnswerSheet, audience: Audience | str) -> dict[str, Any]:
    """Values that an audience gets: of fields that are asked, marked for it, filled."""
    return visible_values(content_of(sheet), audience)


def visible_values(content: Content, audience: Audience | str) -> dict[str, Any]:
    """As `values_for`, of content read already."""
    values = content.values
    return {
        field.code: values[field.code]
        for _section, field in shown_fields(content.definition, values)
        if may_see(audience, field) and not is_empty(values.get(field.code))
    }


def summary_of(
    content: Content, audience: Audience | str = Audience.FULL
) -> dict[str, Any]:
    """Values by the part they play on lists and cards (`SummaryRole`)."""
    seen = visible_values(content, audience)
    fields = {role: content.definition.with_role(role) for role in SummaryRole}
    return {
        str(role): seen[field.code]
        for role, field in fields.items()
        if field is not None and field.code in seen
    }


def history(sheet: AnswerSheet, field: str | None = None) -> QuerySet[AnswerChange]:
    """Everything that was written, newest first, what lost a conflict included."""
    found = AnswerChange.objects.filter(sheet=sheet).select_related("by")
    if field is not None:
        found = found.filter(field=field)
    return found.newest_first()


def people_in(
    sheet: AnswerSheet, *, now: datetime, without: object | None = None
) -> list[SheetPresence]:
    """Who has the sheet open now, by the time they were seen. One query."""
    found = (
        SheetPresence.objects.filter(sheet=sheet, seen_at__gt=now - PRESENT_FOR)
        .select_related("user")
        .order_by("-seen_at", "pk")
    )
    key = getattr(without, "pk", None)
    return list(found if key is None else found.exclude(user_id=key))


def _with_version() -> QuerySet[AnswerSheet]:
    # The definition of a published version is in memory after the first reading.
    return AnswerSheet.objects.select_related("version__form").defer("version__data")


def _files_of(sheets: list[AnswerSheet]) -> dict[int, list[SheetFile]]:
    found: dict[int, list[SheetFile]] = {}
    rows = SheetFile.objects.filter(sheet__in=sheets).select_related("file")
    for row in rows.order_by("field", "position", "pk"):
        found.setdefault(row.sheet_id, []).append(row)
    return found
