"""Attaching and detaching: a file is kept the moment it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from miara.accounts.public import User
from miara.audit import public as audit
from miara.documents import public as documents
from miara.questionnaires.actions.answers import locked
from miara.questionnaires.domain.definition import Attachments
from miara.questionnaires.domain.kinds import AttachmentKind
from miara.questionnaires.domain.problems import is_web_address
from miara.questionnaires.domain.words import tidy
from miara.questionnaires.errors import AttachmentRefused, UnknownField
from miara.questionnaires.models import AnswerSheet, SheetFile
from miara.questionnaires.permissions import rules_of

__all__ = [
    "Prepared",
    "attach_file",
    "attach_film",
    "attach_prepared",
    "describe_file",
    "detach_file",
    "prepare_attachment",
]

MEGABYTE = 1024 * 1024
ACCEPTED = {
    AttachmentKind.DOCUMENT: documents.DOCUMENTS | documents.SHEETS,
    AttachmentKind.PHOTO: documents.PICTURES,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file for a field that was checked and written, and has no row yet."""

    field: str
    kind: AttachmentKind
    file: documents.PreparedFile
    total: int | None
    alternative_text: str


def attach_file(
    *,
    sheet: AnswerSheet,
    field: str,
    kind: AttachmentKind | str,
    content: bytes | BinaryIO,
    name: str,
    alternative_text: str = "",
    by: User | None,
    now: datetime,
) -> SheetFile:
    """Keep a file and attach it to a field.

    The content is checked and scanned before anything is locked; the rows of the file
    and of the attachment are one transaction.

    Parameters
    ----------
    kind
        ``DOCUMENT`` or ``PHOTO``; a photograph may get its alternative text later.

    Raises
    ------
    AttachmentRefused
        When the field does not take such a thing, or no more of them.
    UnknownField, SheetLocked
        As in `save_answer`.
    miara.documents.public.DocumentsError
        When the file itself is refused, with the reason.
    """
    prepared = prepare_attachment(
        sheet=sheet,
        field=field,
        kind=kind,
        content=content,
        name=name,
        alternative_text=alternative_text,
    )
    return attach_prepared(sheet=sheet, prepared=prepared, by=by, now=now)


def prepare_attachment(
    *,
    sheet: AnswerSheet,
    field: str,
    kind: AttachmentKind | str,
    content: bytes | BinaryIO,
    name: str,
    alternative_text: str = "",
) -> Prepared:
    """The slow part of `attach_file`, for callers that lock more than the file.

    Raises
    ------
    AttachmentRefused, UnknownField, miara.documents.public.DocumentsError
        As in `attach_file`.
    """
    kind = AttachmentKind(kind)
    rules = _rules(sheet, field, kind)
    if kind == AttachmentKind.FILM:
        raise AttachmentRefused(_("Give a film as the address of a page."))
    owner = rules_of(sheet.owner_kind)
    limits = owner.file_limits(sheet) if owner is not None else None
    largest = rules.max_megabytes * MEGABYTE
    file = documents.prepare_file(
        content=content,
        name=name,
        accept=ACCEPTED[kind],
        limit=min(largest, limits[0]) if limits else largest,
    )
    total = limits[1] if limits else None
    return Prepared(field, kind, file, total, tidy(alternative_text)[:500])


@transaction.atomic
def attach_prepared(
    *, sheet: AnswerSheet, prepared: Prepared, by: User | None, now: datetime
) -> SheetFile:
    """Attach a file that `prepare_attachment` took, unless it is too much.

    Raises
    ------
    AttachmentRefused, SheetLocked
        As in `attach_file`.
    """
    found = locked(sheet)
    if prepared.total is not None:
        _check_total(found, prepared.file.size, prepared.total)
    rules = _rules(found, prepared.field, prepared.kind)
    row = SheetFile(
        field=prepared.field,
        kind=prepared.kind,
        position=_next_position(found, prepared.field, rules),
        alternative_text=prepared.alternative_text,
    )
    row.file = documents.keep_prepared(prepared=prepared.file, by=by, now=now)
    return _attach(found, row, by=by, now=now)


@transaction.atomic
def attach_film(
    *,
    sheet: AnswerSheet,
    field: str,
    url: str,
    description: str = "",
    by: User | None,
    now: datetime,
) -> SheetFile:
    """Attach the address of a film.

    Raises
    ------
    AttachmentRefused
        When it is no address, or the field takes no films or no more of them.
    UnknownField, SheetLocked
        As in `save_answer`.
    """
    found = locked(sheet)
    rules = _rules(found, field, AttachmentKind.FILM)
    address = url.strip()
    if not is_web_address(address) or len(address) > 500:
        raise AttachmentRefused(
            _("The address of a page starts with https:// or http://.")
        )
    row = SheetFile(
        field=field,
        kind=AttachmentKind.FILM,
        url=address,
        position=_next_position(found, field, rules),
        alternative_text=tidy(description)[:500],
    )
    return _attach(found, row, by=by, now=now)


@transaction.atomic
def describe_file(
    *, file: SheetFile, alternative_text: str, by: User | None, now: datetime
) -> SheetFile:
    """Say what an attachment shows.

    Raises
    ------
    SheetLocked
        When the sheet is closed for changes.
    """
    sheet = locked(file.sheet)
    text = tidy(alternative_text)[:500]
    if file.alternative_text != text:
        file.alternative_text = text
        file.save(update_fields=["alternative_text"])
        _record("questionnaires.file_described", sheet, file, by, now)
    return file


@transaction.atomic
def detach_file(*, file: SheetFile, by: User | None, now: datetime) -> None:
    """Take an attachment off; the kept file itself stays for as long as its case.

    Raises
    ------
    SheetLocked
        When the sheet is closed for changes.
    """
    sheet = locked(file.sheet)
    _record("questionnaires.file_detached", sheet, file, by, now)
    file.delete()


def _rules(sheet: AnswerSheet, field: str, kind: AttachmentKind) -> Attachments:
    asked = sheet.version.definition.by_code.get(field)
    if asked is None or asked.attachments is None:
        raise UnknownField(field)
    if kind not in asked.attachments.kinds:
        raise AttachmentRefused(_("This place does not take attachments of this kind."))
    return asked.attachments


def _check_total(sheet: AnswerSheet, size: int, total: int) -> None:
    """Refuse what would make all attachments of a sheet too large together."""
    rows = SheetFile.objects.filter(sheet=sheet)
    present = rows.aggregate(sum=Sum("file__size"))["sum"] or 0
    if present + size > total:
        raise AttachmentRefused(
            _(
                "All attachments together may have %(limit)s MB; with this one they "
                "would have %(size)s MB."
            )
            % {"limit": total // MEGABYTE, "size": -(-(present + size) // MEGABYTE)}
        )


def _next_position(sheet: AnswerSheet, field: str, rules: Attachments) -> int:
    present = SheetFile.objects.filter(sheet=sheet, field=field)
    places = list(present.values_list("position", flat=True))
    if len(places) >= rules.max_files:
        raise AttachmentRefused(
            _("No more can be attached here: the limit is %(limit)s.")
            % {"limit": rules.max_files}
        )
    return max(places, default=-1) + 1


def _attach(
    sheet: AnswerSheet, row: SheetFile, *, by: User | None, now: datetime
) -> SheetFile:
    row.sheet, row.attached_at, row.attached_by = sheet, now, by
    row.save()
    _record("questionnaires.file_attached", sheet, row, by, now)
    return row


def _record(
    kind: str,
    sheet: AnswerSheet,
    file: SheetFile,
    by: User | None,
    now: datetime,
) -> None:
    audit.record(
        kind,
        by=by,
        at=now,
        target=sheet,
        parent=audit.Ref(sheet.owner_kind, sheet.owner_id),
        after={"field": file.field, "kind": file.kind},
    )
