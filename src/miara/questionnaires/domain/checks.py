"""What is wrong with a definition, said to the person who edits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from miara.questionnaires.domain.definition import Field, FormDefinition, Text
from miara.questionnaires.domain.kinds import TABLES, Kind

__all__ = ["DefinitionProblem", "check", "from_data"]


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """One thing to mend.

    Attributes
    ----------
    where
        Code of the field or section, a path in the data, or empty for the whole form.
    message
        Translated sentence.
    blocks
        Whether the form cannot be published before it is mended.
    """

    where: str
    message: str
    blocks: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


_TEXT_LIMITS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
_NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.YEAR})
_CHOICES = frozenset({Kind.CHOICE, Kind.CHOICES})
_DECIDERS = _CHOICES | {Kind.YES_NO}


def from_data(
    data: object,
) -> tuple[FormDefinition | None, list[DefinitionProblem]]:
    """Make a definition of plain data and say everything that is wrong with it.

    Parameters
    ----------
    data
        What a YAML or JSON file or the database holds.

    Returns
    -------
    tuple
        The definition, or None when the data do not even have the right shape; and
        its problems.
    """
    try:
        definition = FormDefinition.model_validate(data)
    except ValidationError as error:
        return None, [_shape_problem(each) for each in error.errors()]
    return definition, check(definition)


def check(definition: FormDefinition) -> list[DefinitionProblem]:
    """Everything wrong with a well-shaped definition, in the order of the form."""
    problems = list(_whole(definition))
    for section in definition.sections:
        problems += _texts(section.code, section.title, _("The title of the section"))
        if not section.fields:
            problems.append(
                DefinitionProblem(section.code, _("The section has no fields."))
            )
        for field in section.fields:
            problems += _field(field, definition)
    return problems + list(_cycles(definition))


def _whole(definition: FormDefinition) -> Iterator[DefinitionProblem]:
    yield from _texts("", definition.title, _("The title of the form"))
    if not definition.sections:
        yield DefinitionProblem("", _("The form has no sections."))
    for code, count in Counter(s.code for s in definition.sections).items():
        if count > 1:
            yield DefinitionProblem(
                code, _("Two sections have this code. Give one of them another.")
            )
    for code, count in Counter(f.code for f in definition.all_fields()).items():
        if count > 1:
            yield DefinitionProblem(
                code, _("Two fields have this code. Give one of them another.")
            )
    roles = Counter(f.summary for f in definition.all_fields() if f.summary)
    for role, count in roles.items():
        if count > 1:
            yield DefinitionProblem(
                "",
                _("More than one field is marked as %(role)s for lists and cards.")
                % {"role": role},
            )


def _texts(where: str, text: Text, what: str) -> Iterator[DefinitionProblem]:
    if not text.pl:
        yield DefinitionProblem(
            where, _("%(what)s is missing in Polish.") % {"what": what}
        )
    if not text.en:
        yield DefinitionProblem(
            where, _("%(what)s is missing in English.") % {"what": what}, blocks=False
        )


def _field(field: Field, definition: FormDefinition) -> Iterator[DefinitionProblem]:
    yield from _texts(field.code, field.label, _("The label"))
    for message in _misfits(field):
        yield DefinitionProblem(field.code, message)
    if field.condition is not None:
        for message in _condition(field, definition):
            yield DefinitionProblem(field.code, message)
    if field.personal is not None and not field.personal.purpose.pl:
        yield DefinitionProblem(
            field.code, _("Say what the personal data are needed for.")
        )
    if field.personal is not None and field.is_blind:
        yield DefinitionProblem(
            field.code,
            _("Personal data would be shown to readers who must not know the author."),
        )


def _misfits(field: Field) -> Iterator[str]:
    """Settings that this kind of field cannot have, or has to have."""
    kind = field.kind
    if (field.max_words or field.max_characters) and kind not in _TEXT_LIMITS:
        yield _("Only a text can have a limit of words or characters.")
    limited = field.minimum is not None or field.maximum is not None
    if limited and kind not in _NUMBERS:
        yield _("Only a number, an amount or a year can have a smallest and a largest.")
    if (
        field.minimum is not None
        and field.maximum is not None
        and field.minimum > field.maximum
    ):
        yield _("The smallest value is larger than the largest one.")
    if field.choices and kind not in _CHOICES:
        yield _("Only a field of choice can have answers to choose.")
    if kind in _CHOICES and len(field.choices) < 2:
        yield _("Give at least two answers to choose.")
    repeated = [c for c, n in Counter(x.code for x in field.choices).items() if n > 1]
    for code in repeated:
        yield _("Two answers have the code %(code)s.") % {"code": code}
    if any(not choice.label.pl for choice in field.choices):
        yield _("An answer to choose has no Polish text.")
    if field.max_rows and kind not in TABLES | {Kind.KEYWORDS}:
        yield _("Only a table or a list of keywords can have a limit of rows.")
    if (field.attachments is None) == (kind == Kind.ATTACHMENTS):
        yield _("Say what may be attached; only a field of attachments has that.")
    if (kind == Kind.STATEMENT) != bool(field.statement):
        yield _("A statement, and nothing else, has a text to agree to.")
    elif kind == Kind.STATEMENT and not field.statement.pl:
        yield _("The statement has no Polish text.")


def _condition(field: Field, definition: FormDefinition) -> Iterator[str]:
    assert field.condition is not None
    other = definition.by_code.get(field.condition.field)
    if other is None:
        yield _("It depends on the field %(code)s, which does not exist.") % {
            "code": field.condition.field
        }
        return
    if other.code == field.code:
        yield _("It depends on itself.")
        return
    if other.kind not in _DECIDERS:
        yield _("It can depend only on a choice or on a yes/no question.")
        return
    known: set[str | bool] = {choice.code for choice in other.choices}
    if other.kind == Kind.YES_NO:
        known = {True, False}
    unknown = [str(v) for v in field.condition.values if v not in known]
    if unknown:
        yield _("It waits for an answer that %(code)s does not have: %(values)s.") % {
            "code": other.code,
            "values": ", ".join(unknown),
        }


def _cycles(definition: FormDefinition) -> Iterator[DefinitionProblem]:
    """Fields that, through others, depend on themselves; each cycle once."""
    told: set[str] = set()
    for field in definition.all_fields():
        path: list[str] = []
        at: Field | None = field
        while at is not None and at.condition is not None and at.code not in path:
            path.append(at.code)
            at = definition.by_code.get(at.condition.field)
        if at is None or at.code not in path:
            continue
        cycle = path[path.index(at.code) :]
        if len(cycle) > 1 and not told & set(cycle):
            told |= set(cycle)
            yield DefinitionProblem(
                cycle[0],
                _("Fields depend on one another in a circle: %(codes)s.")
                % {"codes": " → ".join([*cycle, cycle[0]])},
            )


def _shape_problem(error: Any) -> DefinitionProblem:
    """A sentence about data that do not have the shape of a form."""
    where = ".".join(str(part) for part in error["loc"])
    allowed = str(error.get("ctx", {}).get("expected", ""))
    sentences = {
        "extra_forbidden": _("There is no such setting; look for a misspelling."),
        "missing": _("This is missing."),
        "string_pattern_mismatch": _(
            "A code has small letters without accents, digits and underscores, "
            "and starts with a letter."
        ),
        "enum": _("Unknown value. Allowed: %(allowed)s.") % {"allowed": allowed},
        "string_type": _("A text is expected here."),
        "bool_parsing": _("true or false is expected here."),
        "int_parsing": _("A whole number is expected here."),
        "int_type": _("A whole number is expected here."),
    }
    if error["type"] == "string_too_long":
        limit = error["ctx"]["max_length"]
        return DefinitionProblem(
            where,
            ngettext(
                "At most %(count)s character is allowed here.",
                "At most %(count)s characters are allowed here.",
                limit,
            )
            % {"count": limit},
        )
    fallback = _("This does not have the expected shape.")
    return DefinitionProblem(where, sentences.get(error["type"], fallback))
