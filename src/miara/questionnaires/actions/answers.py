"""Saving answers: nothing that was acknowledged is lost, nothing typed is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.questionnaires.domain.definition import canonical
from miara.questionnaires.domain.values import normalise
from miara.questionnaires.errors import SheetLocked, UnknownField
from miara.questionnaires.models import Answer, AnswerChange, AnswerSheet

__all__ = [
    "Conflict",
    "Saved",
    "Sent",
    "fill",
    "keep_late",
    "locked",
    "save_answer",
    "save_answers",
    "write_value",
]

_Outcome = AnswerChange.Outcome


@dataclass(frozen=True, slots=True)
class Sent:
    """A value that a writer sends, and the revision they started from."""

    value: Any
    base_revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is stored as ``revision``; ``value`` is its canonical form."""

    revision: int
    value: Any
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved the field meanwhile; what was sent is kept in the history.

    Attributes
    ----------
    value, revision
        The answer that stands.
    by, at
        Who saved it and when; None when the person's account is closed.
    kept
        Key of the row of the history that holds what was sent.
    """

    value: Any
    revision: int
    by: User | None
    at: datetime
    kept: int


def save_answer(
    *,
    sheet: AnswerSheet,
    field: str,
    value: Any,
    base_revision: int,
    by: User | None,
    now: datetime,
) -> Saved | Conflict:
    """Store an answer, unless somebody changed it since the writer saw it.

    As `save_answers`, for one field.
    """
    sent = {field: Sent(value, base_revision)}
    return save_answers(sheet=sheet, sent=sent, by=by, now=now)[field]


@transaction.atomic
def save_answers(
    *,
    sheet: AnswerSheet,
    sent: Mapping[str, Sent],
    by: User | None,
    now: datetime,
) -> dict[str, Saved | Conflict]:
    """Store the answers that nobody changed since their writer saw them.

    The writer sends the revision they started from. When it is still the present one
    the answer gets the next revision; sending the same value again (the
    acknowledgement was lost on the way) is acknowledged again. Otherwise nothing is
    overwritten: the answer that stands is returned and what was sent goes to the
    history. A field in conflict does not hold the others back. Every accepted change
    is in the history too, which is the trail of answers. A value that breaks the
    limits of its field is stored as well: `queries.sheets.problems` tells what is
    wrong with it.

    One transaction and four statements, however many fields there are.

    Returns
    -------
    dict
        What became of each field, in the order in which they were sent.

    Raises
    ------
    SheetLocked
        When the sheet is closed for changes.
    UnknownField
        When the version has no such field.
    miara.questionnaires.domain.values.UnreadableValue
        When a value is not shaped as one of its field's kind; nothing is stored then.
    """
    found = locked(sheet)
    wanted = {code: _normalised(found, code, one.value) for code, one in sent.items()}
    present = {row.field: row for row in _answers(found, wanted)}
    outcomes: dict[str, Saved | Conflict] = {}
    stored: list[Answer] = []
    history: list[AnswerChange] = []
    for code, value in wanted.items():
        answer = present.get(code)
        if answer is not None and _same(answer.value, value):
            outcomes[code] = Saved(answer.revision, answer.value, changed=False)
        # A first answer cannot overwrite anything, whatever revision the writer names.
        elif answer is None or sent[code].base_revision == answer.revision:
            answer = _next(found, answer, code, value, by=by, now=now)
            stored.append(answer)
            history.append(_change(answer, value, _Outcome.SAVED, by=by, now=now))
            outcomes[code] = Saved(answer.revision, value)
        else:
            history.append(_change(answer, value, _Outcome.CONFLICT, by=by, now=now))
    _write(stored, history)
    # Keys of the history are known only now.
    for change in history:
        if change.outcome == _Outcome.CONFLICT:
            outcomes[change.field] = _conflict(present[change.field], change)
    return {code: outcomes[code] for code in wanted}


@transaction.atomic
def keep_late(
    *, sheet: AnswerSheet, field: str, value: Any, by: User | None, now: datetime
) -> AnswerChange | None:
    """Keep in the history what came after writing was closed; answers stay.

    Returns
    -------
    AnswerChange or None
        None when the answer, or the text last kept so, says the same already.

    Raises
    ------
    UnknownField, miara.questionnaires.domain.values.UnreadableValue
        As in `save_answer`.
    """
    wanted = _normalised(sheet, field, value)
    answer = next(iter(_answers(sheet, [field])), None)
    if _same(None if answer is None else answer.value, wanted):
        return None
    kept = AnswerChange.objects.filter(sheet=sheet, field=field, outcome=_Outcome.LATE)
    last = kept.order_by("-pk").first()
    if last is not None and last.by_id == (by and by.pk) and _same(last.value, wanted):
        return None
    return AnswerChange.objects.create(
        sheet=sheet,
        field=field,
        value=wanted,
        revision=0 if answer is None else answer.revision,
        outcome=_Outcome.LATE,
        at=now,
        by=by,
    )


@transaction.atomic
def fill(
    *,
    sheet: AnswerSheet,
    values: Mapping[str, Any],
    by: User | None,
    now: datetime,
) -> list[str]:
    """Store many answers at once, over whatever is there; for imports and demos.

    Returns
    -------
    list[str]
        Codes of the fields that changed, in the order of the form.

    Raises
    ------
    SheetLocked, UnknownField, miara.questionnaires.domain.values.UnreadableValue
        As in `save_answer`; nothing is stored then.
    """
    found = locked(sheet)
    known = found.version.definition.by_code
    for code in values:
        if code not in known:
            raise UnknownField(code)
    present = {answer.field: answer for answer in _answers(found, values)}
    changed = []
    for code in known:
        if code in values and write_value(
            found, code, values[code], present.get(code), by=by, now=now
        ):
            changed.append(code)
    return changed


def locked(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet, held until the end of the transaction.

    Writers of one sheet follow one another, so that the comparison of revisions and
    the write are one step on every database.

    Raises
    ------
    SheetLocked
        When it is closed for changes.
    """
    found = AnswerSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if AnswerSheet.version.is_cached(sheet) and found.version_id == sheet.version_id:
        found.version = sheet.version  # what is being filled in never changes
    if found.is_locked:
        raise SheetLocked
    return found


def write_value(
    sheet: AnswerSheet,
    field: str,
    value: Any,
    answer: Answer | None,
    *,
    by: User | None,
    now: datetime,
) -> bool:
    """Store a value over whatever is there, for actions that hold the sheet.

    Returns
    -------
    bool
        Whether it differs from what was there.
    """
    wanted = _normalised(sheet, field, value)
    if _same(None if answer is None else answer.value, wanted):
        return False
    _store(sheet, answer, field, wanted, by=by, now=now)
    return True


def _store(
    sheet: AnswerSheet,
    answer: Answer | None,
    field: str,
    value: Any,
    *,
    by: User | None,
    now: datetime,
) -> None:
    stored = _next(sheet, answer, field, value, by=by, now=now)
    _write([stored], [_change(stored, value, _Outcome.SAVED, by=by, now=now)])


def _next(
    sheet: AnswerSheet,
    answer: Answer | None,
    field: str,
    value: Any,
    *,
    by: User | None,
    now: datetime,
) -> Answer:
    """The answer with its next revision, not yet stored."""
    found = answer or Answer(sheet=sheet, field=field, revision=0)
    found.value, found.revision = value, found.revision + 1
    found.changed_at, found.changed_by = now, by
    return found


def _change(
    answer: Answer, value: Any, outcome: str, *, by: User | None, now: datetime
) -> AnswerChange:
    """A row of the history, not yet stored."""
    return AnswerChange(
        sheet_id=answer.sheet_id,
        field=answer.field,
        value=value,
        revision=answer.revision,
        outcome=outcome,
        at=now,
        by=by,
    )


def _write(answers: list[Answer], history: list[AnswerChange]) -> None:
    """Store both in two statements; the caller holds the sheet."""
    # Left without keys, new rows and changed ones go into one statement.
    for answer in answers:
        answer.pk = None
    Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["sheet", "field"],
        update_fields=["value", "revision", "changed_at", "changed_by"],
    )
    AnswerChange.objects.bulk_create(history)


def _conflict(answer: Answer, change: AnswerChange) -> Conflict:
    return Conflict(
        answer.value, answer.revision, answer.changed_by, answer.changed_at, change.pk
    )


def _normalised(sheet: AnswerSheet, field: str, value: Any) -> Any:
    wanted = sheet.version.definition.by_code.get(field)
    if wanted is None:
        raise UnknownField(field)
    return normalise(wanted, value)


def _same(one: Any, other: Any) -> bool:
    return canonical(one) == canonical(other)


def _answers(sheet: AnswerSheet, fields: Iterable[str]) -> list[Answer]:
    """Present answers to fields; whoever changed them is read when asked for."""
    return list(Answer.objects.filter(sheet=sheet, field__in=list(fields)))
