"""Saving what a page sent, for the page without script and for the one with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from miara.accounts.public import User
from miara.questionnaires.actions.answers import (
    Conflict,
    Saved,
    Sent,
    keep_late,
    save_answers,
)
from miara.questionnaires.actions.files import describe_file
from miara.questionnaires.domain.definition import Field
from miara.questionnaires.domain.kinds import Kind
from miara.questionnaires.domain.problems import value_problems
from miara.questionnaires.domain.values import UnreadableValue, is_empty, normalise
from miara.questionnaires.forms.inputs import Control, control, fields_in, read_value
from miara.questionnaires.models import AnswerSheet, SheetFile
from miara.questionnaires.queries.official import resolve, unit_of
from miara.questionnaires.queries.sheets import Content, content_of
from miara.questionnaires.views.guards import Desk, now, person

__all__ = [
    "control_of",
    "describe_files",
    "keep_fields_late",
    "save_fields",
    "save_one",
]


def save_one(
    request: HttpRequest,
    sheet: AnswerSheet,
    asked: Field,
    *,
    by: User,
    now: datetime,
    unit_uid: str,
) -> Saved | Conflict:
    """Save one field of the request; its revision comes with it."""
    sent = {asked.code: _sent(request, asked, unit_uid)}
    return save_answers(sheet=sheet, sent=sent, by=by, now=now)[asked.code]


def save_fields(
    request: HttpRequest,
    sheet: AnswerSheet,
    fields: Sequence[Field],
    *,
    by: User,
    now: datetime,
) -> dict[str, Conflict]:
    """Save every field that the page had, in one transaction.

    One that somebody else changed, or that cannot be read, does not hold the others
    back.

    Returns
    -------
    dict[str, Conflict]
        By code of field, those that somebody changed meanwhile.

    Raises
    ------
    UnreadableValue
        After the others are saved, when a value does not have the shape of its field.
    """
    present = list(fields_in(request.POST, fields))
    unit_uid = _unit_of(sheet, present)
    sent, unreadable = {}, None
    for asked in present:
        try:
            sent[asked.code] = _sent(request, asked, unit_uid)
        except UnreadableValue as error:
            unreadable = unreadable or error
    outcomes = save_answers(sheet=sheet, sent=sent, by=by, now=now) if sent else {}
    if unreadable is not None:
        raise unreadable
    return {
        code: outcome
        for code, outcome in outcomes.items()
        if isinstance(outcome, Conflict)
    }


def _unit_of(sheet: AnswerSheet, fields: Sequence[Field]) -> str:
    """Unit whose official numbers the fields take; nothing is read where none does."""
    if not any(asked.kind == Kind.RESULTS for asked in fields):
        return ""
    content = content_of(sheet)
    return unit_of(content.definition, content.values)


def _sent(request: HttpRequest, asked: Field, unit_uid: str) -> Sent:
    """What the request says of a field, and the revision it started from."""
    base = request.POST.get(f"rev.{asked.code}", "")
    value = resolve(
        asked,
        read_value(asked, request.POST),
        unit_uid=unit_uid,
        language=get_language() or "pl",
    )
    revision = int(base) if base.isdigit() and len(base) < 9 else 0
    return Sent(normalise(asked, value), revision)


def keep_fields_late(
    request: HttpRequest, found: Desk, fields: Sequence[Field]
) -> bool:
    """Keep what a refused page had, where the owner wants it kept.

    Returns
    -------
    bool
        Whether anything that is not among the answers was kept.
    """
    if not found.rules.keeps_late(person(request), found.sheet):
        return False
    kept = []
    for asked in fields_in(request.POST, fields):
        try:
            row = keep_late(
                sheet=found.sheet,
                field=asked.code,
                value=read_value(asked, request.POST),
                by=person(request),
                now=now(),
            )
        except UnreadableValue:
            continue
        kept.append(row is not None)
    return any(kept)


def control_of(
    content: Content, asked: Field, *, told: bool = False, blank_rows: int = 1
) -> Control:
    """A field of a sheet as inputs.

    Parameters
    ----------
    told
        Whether to say what is missing too, not only what is wrong.
    """
    value = content.values.get(asked.code)
    files = content.files_of(asked.code)
    given = not is_empty(value) or bool(files)
    return control(
        asked,
        value,
        revision=content.revision(asked.code),
        problems=value_problems(asked, value, files) if told or given else (),
        files=files,
        blank_rows=blank_rows,
    )


def describe_files(request: HttpRequest, found: Desk) -> None:
    """Keep the descriptions of attachments that the page had."""
    described = {
        int(key): request.POST[name]
        for name in request.POST
        if name.startswith("alt.") and (key := name[4:]).isdigit() and len(key) < 19
    }
    if not described:
        return
    may = found.may_change(found.sheet.version.definition.by_code)
    rows = SheetFile.objects.filter(sheet=found.sheet, field__in=may, pk__in=described)
    for row in rows.select_related("sheet__version__form").order_by("pk"):
        describe_file(
            file=row, alternative_text=described[row.pk], by=person(request), now=now()
        )
