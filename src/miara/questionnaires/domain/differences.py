"""What differs between two versions of a form, and what it means for writers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from miara.questionnaires.domain.definition import Field, FormDefinition
from miara.questionnaires.domain.kinds import Kind

__all__ = ["Change", "Difference", "differences", "keeps_value"]


class Change(StrEnum):
    """Kinds of difference."""

    SECTION_ADDED = "SECTION_ADDED"
    SECTION_REMOVED = "SECTION_REMOVED"
    SECTION_CHANGED = "SECTION_CHANGED"
    FIELD_ADDED = "FIELD_ADDED"
    FIELD_REMOVED = "FIELD_REMOVED"
    FIELD_MOVED = "FIELD_MOVED"
    FIELD_CHANGED = "FIELD_CHANGED"
    FORM_CHANGED = "FORM_CHANGED"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes
    ----------
    code
        Of the field or section; empty for the form.
    label
        Of the field or section in the newer version, else in the older one.
    settings
        Names of the settings that changed, with the value before and after.
    loses_answers
        Whether answers given to the older version would not be carried over.
    asks_more
        Whether a writer who was ready would have something to do.
    """

    change: Change
    code: str
    label: str
    settings: tuple[tuple[str, object, object], ...] = ()
    loses_answers: bool = False
    asks_more: bool = False


_SETTINGS = tuple(name for name in Field.model_fields if name != "code")
#: Kinds whose values another kind can keep as they are.
_TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


def keeps_value(old: Field, new: Field) -> bool:
    """Whether the answer to one field is an answer to the other."""
    same = old.kind == new.kind
    return same or {old.kind, new.kind} <= _TEXT_KINDS


def differences(
    old: FormDefinition, new: FormDefinition, language: str = "pl"
) -> list[Difference]:
    """Everything that differs, in the order of the newer form, removals last."""
    return [
        *_form(old, new, language),
        *_sections(old, new, language),
        *_fields(old, new, language),
    ]


def _form(
    old: FormDefinition, new: FormDefinition, language: str
) -> Iterator[Difference]:
    changed = _changed(old, new, ("title", "description", "note"))
    if changed:
        label = new.title.in_language(language)
        yield Difference(Change.FORM_CHANGED, "", label, changed)


def _sections(
    old: FormDefinition, new: FormDefinition, language: str
) -> Iterator[Difference]:
    for section in new.sections:
        label = section.title.in_language(language)
        before = old.section(section.code)
        if before is None:
            yield Difference(Change.SECTION_ADDED, section.code, label)
        elif changed := _changed(before, section, ("title", "guidance")):
            yield Difference(Change.SECTION_CHANGED, section.code, label, changed)
    for section in old.sections:
        if new.section(section.code) is None:
            label = section.title.in_language(language)
            yield Difference(Change.SECTION_REMOVED, section.code, label)


def _fields(
    old: FormDefinition, new: FormDefinition, language: str
) -> Iterator[Difference]:
    for code, field in new.by_code.items():
        label = field.label.in_language(language)
        before = old.by_code.get(code)
        if before is None:
            yield Difference(Change.FIELD_ADDED, code, label, asks_more=field.required)
            continue
        if changed := _changed(before, field, _SETTINGS):
            yield Difference(
                Change.FIELD_CHANGED,
                code,
                label,
                changed,
                loses_answers=not keeps_value(before, field),
                asks_more=_asks_more(before, field),
            )
        was, now = old.section_of(code), new.section_of(code)
        if was is not None and now is not None and was.code != now.code:
            yield Difference(
                Change.FIELD_MOVED,
                code,
                label,
                (("section", was.code, now.code),),
            )
    for code, field in old.by_code.items():
        if code not in new.by_code:
            label = field.label.in_language(language)
            yield Difference(Change.FIELD_REMOVED, code, label, loses_answers=True)


def _asks_more(old: Field, new: Field) -> bool:
    """Whether an answer that was in order may be no longer."""

    def tighter(before: float | None, after: float | None) -> bool:
        return after is not None and (before is None or after < before)

    return (
        (new.required and not old.required)
        or not keeps_value(old, new)
        or tighter(old.max_words, new.max_words)
        or tighter(old.max_characters, new.max_characters)
        or tighter(old.max_rows, new.max_rows)
        or tighter(old.maximum, new.maximum)
        or tighter(_minus(old.minimum), _minus(new.minimum))
        or (new.kind == Kind.STATEMENT and old.version != new.version)
        or bool({c.code for c in old.choices} - {c.code for c in new.choices})
    )


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def _changed(
    old: object, new: object, names: tuple[str, ...]
) -> tuple[tuple[str, object, object], ...]:
    return tuple(
        (name, getattr(old, name), getattr(new, name))
        for name in names
        if getattr(old, name) != getattr(new, name)
    )
