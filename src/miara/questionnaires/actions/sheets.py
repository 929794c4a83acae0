"""Opening, closing, copying, migrating and erasing sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.audit import public as audit
from miara.documents import public as documents
from miara.questionnaires.actions.answers import locked, write_value
from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.domain.differences import (
    Difference,
    differences,
    keeps_value,
)
from miara.questionnaires.domain.kinds import Kind
from miara.questionnaires.domain.values import is_empty
from miara.questionnaires.errors import NotPublished, SnapshotMismatch
from miara.questionnaires.models import (
    Answer,
    AnswerChange,
    AnswerSheet,
    FormVersion,
    SheetFile,
)
from miara.questionnaires.queries.sheets import content_of_snapshot

__all__ = [
    "CopyReport",
    "MigrationReport",
    "copy_answers",
    "erase_personal",
    "lock_sheet",
    "migrate_sheets",
    "open_sheet",
    "restore",
    "unlock_sheet",
]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What happened to answers that were carried over: codes of fields."""

    copied: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What a newer version changes for those who already write.

    Attributes
    ----------
    sheets
        Uids of the sheets concerned.
    differences
        Between the two versions.
    losing
        Uid of a sheet to codes of its answers that the newer version does not ask
        for; they stay in the history.
    """

    sheets: tuple[str, ...]
    differences: tuple[Difference, ...]
    losing: Mapping[str, tuple[str, ...]]


@transaction.atomic
def open_sheet(
    *,
    version: FormVersion,
    owner_kind: str,
    owner_id: str,
    by: User | None,
    now: datetime,
) -> AnswerSheet:
    """Begin to fill in a published version.

    Raises
    ------
    NotPublished
        When the version is a draft.
    """
    if version.is_draft:
        raise NotPublished
    sheet = AnswerSheet.objects.create(
        version=version,
        owner_kind=owner_kind,
        owner_id=owner_id,
        opened_at=now,
        opened_by=by,
    )
    audit.record(
        "questionnaires.sheet_opened",
        by=by,
        at=now,
        target=sheet,
        parent=audit.Ref(owner_kind, owner_id),
        after={"version": version.pk},
    )
    return sheet


@transaction.atomic
def lock_sheet(*, sheet: AnswerSheet, by: User | None, now: datetime) -> AnswerSheet:
    """Close a sheet for changes; closing a closed one changes nothing."""
    found = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if found.locked_at is None:
        found.locked_at = now
        found.save(update_fields=["locked_at"])
        _record("questionnaires.sheet_locked", found, by, now)
    return found


@transaction.atomic
def unlock_sheet(*, sheet: AnswerSheet, by: User | None, now: datetime) -> AnswerSheet:
    """Open a closed sheet for changes again."""
    found = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if found.locked_at is not None:
        found.locked_at = None
        found.save(update_fields=["locked_at"])
        _record("questionnaires.sheet_unlocked", found, by, now)
    return found


@transaction.atomic
def restore(
    *,
    sheet: AnswerSheet,
    content: Mapping[str, Any],
    fields: Collection[str] | None = None,
    by: User | None,
    now: datetime,
) -> list[str]:
    """Make the answers say again what a snapshot said; later ones stay in the history.

    Parameters
    ----------
    content
        ``Snapshot.content``; attachments are not touched unless fields are named.
    fields
        Codes of the only fields to restore, their attachments included; all answers
        when None.

    Returns
    -------
    list[str]
        Codes of the fields that changed.

    Raises
    ------
    SnapshotMismatch
        When the snapshot is of another form.
    """
    found = locked(sheet)
    definition = found.version.definition
    if content.get("form") != definition.code:
        raise SnapshotMismatch
    wanted = content["answers"]
    answers = {answer.field: answer for answer in _answers_of(found)}
    changed = [
        field.code
        for field in definition.all_fields()
        if (fields is None or field.code in fields)
        and write_value(
            found,
            field.code,
            wanted.get(field.code),
            answers.get(field.code),
            by=by,
            now=now,
        )
    ]
    if fields is not None:
        restored = _restore_files(found, content, fields, by=by, now=now)
        changed += [code for code in restored if code not in changed]
    _record("questionnaires.sheet_restored", found, by, now, fields=changed)
    return changed


@transaction.atomic
def copy_answers(
    *, source: AnswerSheet, target: AnswerSheet, by: User | None, now: datetime
) -> CopyReport:
    """Carry answers over to another sheet, of this or another version or form.

    An answer is carried where the target asks for the same code in a kind that can
    keep it. Statements are not: they are confirmed anew.
    """
    found = locked(target)
    old, new = source.version.definition, found.version.definition
    present = {answer.field: answer for answer in _answers_of(found)}
    copied, left = [], []
    for answer in _answers_of(source):
        if is_empty(answer.value):
            continue
        if not _carries(old, new, answer.field):
            left.append(answer.field)
            continue
        write_value(
            found,
            answer.field,
            answer.value,
            present.get(answer.field),
            by=by,
            now=now,
        )
        copied.append(answer.field)
    _copy_files(source, found, by=by, now=now)
    _record("questionnaires.answers_copied", found, by, now, fields=copied)
    return CopyReport(tuple(copied), tuple(left))


@transaction.atomic
def migrate_sheets(
    *,
    source: FormVersion,
    target: FormVersion,
    by: User,
    now: datetime,
    language: str = "pl",
    dry_run: bool = False,
) -> MigrationReport:
    """Move open sheets of a version to a newer one, and say what changes for writers.

    Answers stay; those the newer version no longer asks for, or asks for in a kind
    that cannot keep them, are emptied with their last value in the history. Closed
    sheets stay where they are.

    Parameters
    ----------
    dry_run
        Only report.

    Raises
    ------
    NotPublished
        When the newer version is a draft.
    SnapshotMismatch
        When the two belong to different forms.
    """
    if target.is_draft and not dry_run:
        raise NotPublished
    if source.form_id != target.form_id:
        raise SnapshotMismatch
    old, new = source.definition, target.definition
    sheets = list(
        AnswerSheet.objects.select_for_update(of=("self",))
        .filter(version=source, locked_at=None)
        .order_by("pk")
    )
    losing = _losing(sheets, old, new)
    report = MigrationReport(
        sheets=tuple(sheet.uid for sheet in sheets),
        differences=tuple(differences(old, new, language)),
        losing=losing,
    )
    if dry_run:
        return report
    for sheet in sheets:
        sheet.version = source  # read once for all
        for answer in _answers_of(sheet):
            if answer.field in losing.get(sheet.uid, ()):
                write_value(sheet, answer.field, None, answer, by=by, now=now)
        sheet.version = target
        sheet.save(update_fields=["version"])
    audit.record(
        "questionnaires.sheets_migrated",
        by=by,
        at=now,
        target=target,
        parent=target.form,
        before={"number": source.number},
        after={"number": target.number, "sheets": len(sheets)},
    )
    return report


@transaction.atomic
def erase_personal(
    *,
    sheet: AnswerSheet,
    by: User | None,
    now: datetime,
    fields: frozenset[str] | None = None,
) -> list[str]:
    """Erase answers that hold personal data, and their history; closed sheets too.

    Parameters
    ----------
    fields
        Only these of the personal fields; all when None.

    Returns
    -------
    list[str]
        Codes of the fields that held something.
    """
    found = AnswerSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    codes = [
        field.code
        for field in found.version.definition.all_fields()
        if field.personal is not None and (fields is None or field.code in fields)
    ]
    answers = Answer.objects.filter(sheet=found, field__in=codes)
    held = sorted(
        set(answers.exclude(value=None).values_list("field", flat=True)),
        key=codes.index,
    )
    answers.update(value=None)
    AnswerChange.objects.filter(sheet=found, field__in=codes, erased_at=None).update(
        value=None, erased_at=now
    )
    held += _erase_files(found, codes, by=by, now=now)
    _record("questionnaires.personal_erased", found, by, now, fields=held)
    return held


def _erase_files(
    sheet: AnswerSheet, codes: list[str], *, by: User | None, now: datetime
) -> list[str]:
    """Erase attachments of personal fields; the codes of fields that had any."""
    rows = list(
        SheetFile.objects.filter(sheet=sheet, field__in=codes).select_related("file")
    )
    for row in rows:
        others = SheetFile.objects.filter(file=row.file).exclude(pk=row.pk)
        if row.file is not None and not others.exists():
            documents.erase_file(
                file=row.file,
                reason=_("The personal data are no longer needed."),
                by=by,
                now=now,
            )
        row.delete()
    return list(dict.fromkeys(row.field for row in rows))


def _copy_files(
    source: AnswerSheet, target: AnswerSheet, *, by: User | None, now: datetime
) -> None:
    """Attachments point at the same kept files; nothing is copied on the disk."""
    known = target.version.definition.by_code
    for row in SheetFile.objects.filter(sheet=source).order_by("pk"):
        field = known.get(row.field)
        if field is None or field.attachments is None:
            continue
        row.pk, row.sheet = None, target
        row.attached_at, row.attached_by = now, by
        row.save(force_insert=True)


def _carries(old: FormDefinition, new: FormDefinition, code: str) -> bool:
    before, after = old.by_code.get(code), new.by_code.get(code)
    return (
        before is not None
        and after is not None
        and before.kind != Kind.STATEMENT
        and keeps_value(before, after)
    )


def _losing(
    sheets: list[AnswerSheet], old: FormDefinition, new: FormDefinition
) -> dict[str, tuple[str, ...]]:
    lost = {
        code
        for code, field in old.by_code.items()
        if code not in new.by_code or not keeps_value(field, new.by_code[code])
    }
    uids = {sheet.pk: sheet.uid for sheet in sheets}
    found: dict[str, list[str]] = {}
    rows = Answer.objects.filter(sheet__in=sheets, field__in=lost).order_by("pk")
    for answer in rows:
        if not is_empty(answer.value):
            found.setdefault(uids[answer.sheet_id], []).append(answer.field)
    return {uid: tuple(codes) for uid, codes in found.items()}


def _answers_of(sheet: AnswerSheet) -> list[Answer]:
    return list(Answer.objects.filter(sheet=sheet).order_by("pk"))


def _record(
    kind: str,
    sheet: AnswerSheet,
    by: User | None,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
    audit.record(
        kind,
        by=by,
        at=now,
        target=sheet,
        parent=audit.Ref(sheet.owner_kind, sheet.owner_id),
        after=None if fields is None else {"fields": fields},
    )


def _restore_files(
    sheet: AnswerSheet,
    content: Mapping[str, Any],
    fields: Collection[str],
    *,
    by: User | None,
    now: datetime,
) -> list[str]:
    """Attachments of the fields as a snapshot had them; codes of those that changed."""
    then = [
        row
        for row in content_of_snapshot(sheet, content).files
        if row.field in fields and (row.file is not None or row.url)
    ]
    present = list(
        SheetFile.objects.filter(sheet=sheet, field__in=fields).select_related("file")
    )
    wanted = [row.as_sealed() for row in then]
    known = [row.as_sealed() for row in present]
    gone = [row for row in present if row.as_sealed() not in wanted]
    back = [row for row in then if row.as_sealed() not in known]
    SheetFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in back:
        row.attached_at, row.attached_by = now, by
        row.save()
    return sorted({row.field for row in (*gone, *back)})
