"""A form as data: sections, fields, their texts in Polish and English, their rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Setting

from miara.questionnaires.domain.kinds import AttachmentKind, Kind, SummaryRole

__all__ = [
    "Attachments",
    "Choice",
    "Condition",
    "Field",
    "FormDefinition",
    "Personal",
    "Section",
    "Text",
    "canonical",
    "digest",
]

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ChoiceCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)
]
Words = Annotated[str, StringConstraints(strip_whitespace=True)]


class Schema(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Schema):
    """One text in Polish and in English; a draft may lack either."""

    pl: Words = ""
    en: Words = ""

    def in_language(self, language: str | None) -> str:
        """Text in a language; the other one where it is missing.

        >>> Text(pl="Tytuł", en="Title").in_language("en-gb")
        'Title'
        >>> Text(pl="Tytuł").in_language("en")
        'Tytuł'
        """
        if (language or "pl").startswith("en"):
            return self.en or self.pl
        return self.pl or self.en

    def __bool__(self) -> bool:
        return bool(self.pl or self.en)


class Choice(Schema):
    """One answer to choose."""

    code: ChoiceCode
    label: Text


class Condition(Schema):
    """The field is asked only when another one has one of these values."""

    field: Code
    values: Annotated[tuple[str | bool, ...], Setting(min_length=1)]


class Personal(Schema):
    """The field holds personal data: why, and for how long after the end."""

    purpose: Text
    keep_days: Annotated[int, Setting(ge=1, le=36_525)]


class Attachments(Schema):
    """What may be attached, how much of it, and what the writer consents to."""

    kinds: Annotated[tuple[AttachmentKind, ...], Setting(min_length=1)]
    max_files: Annotated[int, Setting(ge=1, le=100)] = 10
    max_megabytes: Annotated[int, Setting(ge=1, le=100)] = 10
    consent: Text = Text()


class Field(Schema):
    """One thing asked.

    Attributes
    ----------
    code
        Unique in the form; answers are kept under it, so it never changes.
    max_words, max_characters
        Limits of a text.
    minimum, maximum
        Limits of a number, an amount or a year.
    is_public
        The answer may be published.
    is_blind
        The answer is shown to readers who must not know whose sheet it is.
    criteria
        Codes of the criteria that the answer informs.
    summary
        What the answer is on lists and cards.
    version
        Of the wording of a statement: a newer one has to be ticked again.
    """

    code: Code
    kind: Kind
    label: Text
    guidance: Text = Text()
    example: Text = Text()
    required: bool = False
    condition: Condition | None = None
    is_public: bool = False
    is_blind: bool = False
    personal: Personal | None = None
    criteria: tuple[str, ...] = ()
    summary: SummaryRole | None = None
    max_words: Annotated[int, Setting(ge=1, le=20_000)] | None = None
    max_characters: Annotated[int, Setting(ge=1, le=200_000)] | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    max_rows: Annotated[int, Setting(ge=1, le=200)] | None = None
    attachments: Attachments | None = None
    statement: Text = Text()
    version: Annotated[int, Setting(ge=1)] = 1


class Section(Schema):
    """A page of the form."""

    code: Code
    title: Text
    guidance: Text = Text()
    fields: tuple[Field, ...] = ()


class FormDefinition(Schema):
    """A whole form; ``note`` says where it comes from, e.g. that it is ours."""

    code: Code
    title: Text
    description: Text = Text()
    note: Text = Text()
    sections: tuple[Section, ...] = ()

    # Pydantic leaves functools' cached properties alone, frozen or not.
    @cached_property
    def by_code(self) -> dict[str, Field]:
        """Every field by its code; of duplicates the first."""
        found: dict[str, Field] = {}
        for field in self.all_fields():
            found.setdefault(field.code, field)
        return found

    def all_fields(self) -> Iterator[Field]:
        """Fields in the order of the pages."""
        for section in self.sections:
            yield from section.fields

    def section(self, code: str) -> Section | None:
        """The section of a code."""
        return next((item for item in self.sections if item.code == code), None)

    def section_of(self, field: str) -> Section | None:
        """The section that holds a field."""
        for section in self.sections:
            if any(item.code == field for item in section.fields):
                return section
        return None

    def with_role(self, role: SummaryRole) -> Field | None:
        """The field that plays a part on lists and cards."""
        return next((f for f in self.all_fields() if f.summary == role), None)

    def as_json(self) -> dict[str, Any]:
        """Plain data, without what is at its default."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def sha256(self) -> str:
        """Digest of the canonical text of the definition."""
        return digest(self.as_json())


def canonical(data: object) -> str:
    """JSON text that depends on the content alone: keys sorted, no spaces.

    >>> canonical({"b": 1, "a": "ż"})
    '{"a":"ż","b":1}'
    """
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(data: object) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()
