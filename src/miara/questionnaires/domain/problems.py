"""What keeps a sheet from being sent, field by field, in words for the writer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.questionnaires.domain.definition import Field, FormDefinition, Section
from miara.questionnaires.domain.kinds import AttachmentKind, Kind, PartnerKind
from miara.questionnaires.domain.values import (
    as_amount,
    as_day,
    as_number,
    is_empty,
    official_of,
)
from miara.questionnaires.domain.words import count_characters, count_words

__all__ = [
    "Attached",
    "Problem",
    "SectionProgress",
    "is_shown",
    "problems_of",
    "progress_of",
    "shown_fields",
    "value_problems",
]

_EMAIL = re.compile(r"[^\s@,;<>()]+@(?:[\w-]+\.)+[\w-]{2,}")
_PHONE = re.compile(r"[+(]?[\d][\d\s()/-]{5,24}(?:\s*(?:wew|ext)\.?\s*\d+)?")


class Attached(Protocol):
    """A file or film of a sheet, as the rules see it."""

    field: str
    kind: str
    alternative_text: str
    url: str

    @property
    def size(self) -> int:
        """Bytes; 0 for a film."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to do before the sheet can be sent.

    Attributes
    ----------
    section, field
        Their codes.
    label
        Of the field, in the language of the request.
    message
        Translated sentence.
    is_missing
        Nothing was given yet, as opposed to something wrong.
    """

    section: str
    field: str
    label: str
    message: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is.

    Attributes
    ----------
    done, total
        Required fields that are in order, and all required ones that are asked.
    filled
        Fields that hold anything.
    problems
        What is missing or wrong.
    """

    code: str
    title: str
    done: int
    total: int
    filled: int
    problems: tuple[Problem, ...]

    @property
    def state(self) -> str:
        """``EMPTY``, ``STARTED`` or ``READY``."""
        if not self.problems:
            return "READY"
        return "STARTED" if self.filled else "EMPTY"


def is_shown(
    field: Field,
    definition: FormDefinition,
    values: Mapping[str, Any],
    seen: Collection[str] = (),
) -> bool:
    """Whether a field is asked, given the other answers.

    A field that depends on one that is not asked is not asked either.
    """
    if field.condition is None:
        return True
    other = definition.by_code.get(field.condition.field)
    if other is None or other.code in seen:
        return False
    if not is_shown(other, definition, values, {*seen, field.code}):
        return False
    value = values.get(other.code)
    given = value if isinstance(value, list) else [value]
    # True == 1 in Python; a code "1" must not pass for a yes.
    return any(
        type(each) is type(wanted) and each == wanted
        for each in given
        for wanted in field.condition.values
    )


def shown_fields(
    definition: FormDefinition, values: Mapping[str, Any]
) -> list[tuple[Section, Field]]:
    """Fields that are asked, in the order of the form."""
    return [
        (section, field)
        for section in definition.sections
        for field in section.fields
        if is_shown(field, definition, values)
    ]


def problems_of(
    definition: FormDefinition,
    values: Mapping[str, Any],
    files: Sequence[Attached] = (),
) -> list[Problem]:
    """Everything that keeps the sheet from being sent, in the order of the form."""
    language = get_language()
    found = []
    for section, field in shown_fields(definition, values):
        mine = [file for file in files if file.field == field.code]
        missing = _is_missing(field, values.get(field.code), mine)
        label = field.label.in_language(language)
        found += [
            Problem(section.code, field.code, label, message, missing)
            for message in value_problems(field, values.get(field.code), mine)
        ]
    return found


def progress_of(
    definition: FormDefinition,
    values: Mapping[str, Any],
    files: Sequence[Attached] = (),
) -> list[SectionProgress]:
    """Completeness of every section."""
    problems = problems_of(definition, values, files)
    with_files = {file.field for file in files}
    asked = shown_fields(definition, values)
    found = []
    for section in definition.sections:
        fields = [f for s, f in asked if s.code == section.code]
        mine = tuple(p for p in problems if p.section == section.code)
        wrong = {problem.field for problem in mine}
        required = [f.code for f in fields if _must_be_given(f)]
        found.append(
            SectionProgress(
                code=section.code,
                title=section.title.in_language(get_language()),
                done=len([code for code in required if code not in wrong]),
                total=len(required),
                filled=sum(
                    not is_empty(values.get(f.code)) or f.code in with_files
                    for f in fields
                ),
                problems=mine,
            )
        )
    return found


def value_problems(
    field: Field, value: Any, files: Sequence[Attached] = ()
) -> list[str]:
    """What is wrong with the answer to one field; sentences in the language set."""
    if field.kind == Kind.ATTACHMENTS:
        return list(_attachments(field, value, files))
    if is_empty(value):
        return [_missing(field)] if _must_be_given(field) else []
    return list(_CHECKS[field.kind](field, value))


def _must_be_given(field: Field) -> bool:
    return field.required


def _is_missing(field: Field, value: Any, files: Sequence[Attached]) -> bool:
    return is_empty(value) and not files


def _missing(field: Field) -> str:
    if field.kind == Kind.STATEMENT:
        return _("The statement is not confirmed yet.")
    if field.kind in (Kind.CHOICE, Kind.YES_NO):
        return _("Choose an answer.")
    if field.kind == Kind.CHOICES:
        return _("Choose at least one answer.")
    if field.kind in (Kind.COSTS, Kind.RESULTS, Kind.PARTNERS):
        return _("Fill in at least one row.")
    return _("This is not filled in yet.")


def _text(field: Field, value: str) -> Iterator[str]:
    if field.max_words and (words := count_words(value)) > field.max_words:
        over = words - field.max_words
        yield ngettext(
            "Too long by %(count)s word; the limit is %(limit)s.",
            "Too long by %(count)s words; the limit is %(limit)s.",
            over,
        ) % {"count": over, "limit": field.max_words}
    if field.max_characters:
        over = count_characters(value) - field.max_characters
        if over > 0:
            yield ngettext(
                "Too long by %(count)s character; the limit is %(limit)s.",
                "Too long by %(count)s characters; the limit is %(limit)s.",
                over,
            ) % {"count": over, "limit": field.max_characters}


def _number(field: Field, value: str) -> Iterator[str]:
    money = field.kind == Kind.MONEY
    number = as_amount(value) if money else as_number(value)
    if number is None and money:
        yield _("“%(text)s” is not an amount. Write for example 12 500,50.") % {
            "text": value
        }
    elif number is None:
        yield _("“%(text)s” is not a number. Write for example 12,5.") % {"text": value}
    else:
        yield from _within(field, float(number))


def _within(field: Field, number: float) -> Iterator[str]:
    if field.minimum is not None and number < field.minimum:
        yield _("The smallest value accepted is %(limit)s.") % {
            "limit": f"{field.minimum:g}"
        }
    if field.maximum is not None and number > field.maximum:
        yield _("The largest value accepted is %(limit)s.") % {
            "limit": f"{field.maximum:g}"
        }


def _year(field: Field, value: str) -> Iterator[str]:
    if not _is_year(value):
        yield _("“%(text)s” is not a year. Write four digits.") % {"text": value}
    else:
        yield from _within(field, int(value))


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:1[89]|20|21)\d\d", text))


def _day(field: Field, value: str) -> Iterator[str]:
    if as_day(value) is None:
        yield _no_day(value)


def _no_day(text: str) -> str:
    return _("“%(text)s” is not a date. Write for example 1.03.2024.") % {"text": text}


def _period(field: Field, value: Mapping[str, str]) -> Iterator[str]:
    days: dict[str, date | None] = {part: as_day(value[part]) for part in value}
    for part, text in value.items():
        if text and days[part] is None:
            yield _no_day(text)
    if not value["from"]:
        yield _("Give the day of the beginning.")
    start, end = days["from"], days["to"]
    if start and end and end < start:
        yield _("The end is before the beginning.")


def _choice(field: Field, value: str) -> Iterator[str]:
    if value not in {choice.code for choice in field.choices}:
        yield _("This answer is no longer among those to choose. Choose another.")


def _choices(field: Field, value: list[str]) -> Iterator[str]:
    if set(value) - {choice.code for choice in field.choices}:
        yield _("One of the answers is no longer among those to choose.")


def _email(field: Field, value: str) -> Iterator[str]:
    if not _EMAIL.fullmatch(value):
        yield _("“%(text)s” is not an e-mail address.") % {"text": value}


def _phone(field: Field, value: str) -> Iterator[str]:
    if not _PHONE.fullmatch(value):
        yield _("“%(text)s” is not a telephone number.") % {"text": value}


def is_web_address(text: str) -> bool:
    """Whether a browser could open it.

    >>> is_web_address("https://gmina.example/x"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def _url(field: Field, value: str) -> Iterator[str]:
    if not is_web_address(value):
        yield _("The address of a page starts with https:// or http://.")


def _unit(field: Field, value: Mapping[str, str]) -> Iterator[str]:
    if not value["uid"]:
        yield _("Choose the unit from the register: type its code or full name.")


def _rows_limit(field: Field, value: Sequence[Any]) -> Iterator[str]:
    if field.max_rows and len(value) > field.max_rows:
        over = len(value) - field.max_rows
        yield ngettext(
            "%(count)s entry too many; the limit is %(limit)s.",
            "%(count)s entries too many; the limit is %(limit)s.",
            over,
        ) % {"count": over, "limit": field.max_rows}


def _in_row(place: int, message: str) -> str:
    return _("Row %(row)s: %(problem)s") % {"row": place, "problem": message}


def _costs(field: Field, value: list[dict[str, str]]) -> Iterator[str]:
    yield from _rows_limit(field, value)
    for place, row in enumerate(value, 1):
        if not row["item"]:
            yield _in_row(place, _("Say what the cost is for."))
        if not (row["one_off"] or row["yearly"]):
            yield _in_row(place, _("Give the one-off or the yearly cost."))
        for column in ("one_off", "yearly"):
            if row[column] and as_amount(row[column]) is None:
                yield _in_row(
                    place,
                    _("“%(text)s” is not an amount. Write for example 12 500,50.")
                    % {"text": row[column]},
                )


def _results(field: Field, value: list[dict[str, Any]]) -> Iterator[str]:
    yield from _rows_limit(field, value)
    for place, row in enumerate(value, 1):
        if not row["name"]:
            yield _in_row(place, _("Name the indicator."))
        if not row["achieved"]:
            yield _in_row(place, _("Give the value achieved."))
        if not official_of(row) and not row["source"]:
            yield _in_row(place, _("Say where the numbers come from."))
        for column in ("baseline", "target", "achieved"):
            if row[column] and as_number(row[column]) is None:
                yield _in_row(
                    place,
                    _("“%(text)s” is not a number. Write for example 12,5.")
                    % {"text": row[column]},
                )
        for column in ("baseline_year", "achieved_year"):
            number = row[column.removesuffix("_year")]
            if row[column] and not _is_year(row[column]):
                yield _in_row(
                    place,
                    _("“%(text)s” is not a year. Write four digits.")
                    % {"text": row[column]},
                )
            elif number and not row[column]:
                yield _in_row(place, _("Give the year of every value."))


def _partners(field: Field, value: list[dict[str, str]]) -> Iterator[str]:
    yield from _rows_limit(field, value)
    for place, row in enumerate(value, 1):
        if row["kind"] == PartnerKind.UNIT and not row["uid"]:
            yield _in_row(
                place,
                _("Choose the unit from the register: type its code or full name."),
            )
        elif row["kind"] not in set(PartnerKind):
            yield _in_row(place, _("Say whether the partner is a unit."))
        elif row["kind"] == PartnerKind.ORGANISATION and not row["name"]:
            yield _in_row(place, _("Give the name of the partner."))
        if not row["role"]:
            yield _in_row(place, _("Say what the partner did."))


def _person(field: Field, value: Mapping[str, str]) -> Iterator[str]:
    if not value["name"]:
        yield _("Give the name and surname.")
    if not value["office"]:
        yield _("Give the office held.")


def _contact(field: Field, value: Mapping[str, str]) -> Iterator[str]:
    if not value["name"]:
        yield _("Give the name and surname.")
    if not (value["phone"] or value["email"]):
        yield _("Give a telephone number or an e-mail address.")
    if value["email"]:
        yield from _email(field, value["email"])
    if value["phone"]:
        yield from _phone(field, value["phone"])


def _statement(field: Field, value: Mapping[str, Any]) -> Iterator[str]:
    if value["version"] != field.version:
        yield _("The wording of this statement has changed. Read it and confirm again.")


def _attachments(field: Field, value: Any, files: Sequence[Attached]) -> Iterator[str]:
    rules = field.attachments
    if not files:
        if field.required:
            yield _("Nothing is attached yet.")
        return
    if rules is None:
        return
    if len(files) > rules.max_files:
        over = len(files) - rules.max_files
        yield ngettext(
            "%(count)s entry too many; the limit is %(limit)s.",
            "%(count)s entries too many; the limit is %(limit)s.",
            over,
        ) % {"count": over, "limit": rules.max_files}
    for place, file in enumerate(files, 1):
        if file.kind == AttachmentKind.PHOTO and not file.alternative_text:
            yield _("Attachment %(row)s: say what the picture shows.") % {"row": place}
        if file.kind not in rules.kinds:
            yield _("Attachment %(row)s is of a kind that is not accepted here.") % {
                "row": place
            }
    if rules.consent and not (value or {}).get("consent"):
        yield _("Confirm the consent concerning the attachments.")


def _nothing(field: Field, value: Any) -> Iterator[str]:
    return iter(())


_CHECKS: Mapping[Kind, Any] = {
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.YEAR: _year,
    Kind.DATE: _day,
    Kind.PERIOD: _period,
    Kind.YES_NO: _nothing,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
    Kind.UNIT: _unit,
    Kind.KEYWORDS: _rows_limit,
    Kind.COSTS: _costs,
    Kind.RESULTS: _results,
    Kind.PARTNERS: _partners,
    Kind.PERSON: _person,
    Kind.CONTACT: _contact,
    Kind.STATEMENT: _statement,
}
