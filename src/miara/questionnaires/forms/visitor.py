"""A form that somebody without an account fills in at one go, on one page.

There is no sheet before it is sent, so nothing of a visitor is kept until they say
so; what was typed comes back with every refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from miara.questionnaires.domain.definition import Field, FormDefinition
from miara.questionnaires.domain.kinds import Kind
from miara.questionnaires.domain.problems import is_shown, value_problems
from miara.questionnaires.domain.values import UnreadableValue, normalise
from miara.questionnaires.forms.inputs import Control, control, fields_in, read_value
from miara.questionnaires.queries.official import resolve, unit_of

__all__ = ["NOT_FOR_VISITORS", "VisitorForm", "VisitorSection"]

#: Files of strangers are not taken: nothing of a page without an account is stored
#: before it is sent, and a refused page would lose them.
NOT_FOR_VISITORS = frozenset({Kind.ATTACHMENTS})


@dataclass(frozen=True, slots=True)
class VisitorSection:
    """A heading with the fields under it."""

    code: str
    title: str
    guidance: str
    controls: tuple[Control, ...]


class VisitorForm:
    """The fields of a published form on one page, with what a visitor typed.

    Parameters
    ----------
    data
        What the page sent; None shows an empty form.
    initial
        Values by code to begin with, in their canonical form.
    """

    def __init__(
        self,
        definition: FormDefinition,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.definition = definition
        self.data = data
        self._initial = dict(initial or {})

    @property
    def is_bound(self) -> bool:
        """Whether something was sent."""
        return self.data is not None

    @cached_property
    def values(self) -> dict[str, Any]:
        """Canonical values by code, of the fields that are asked."""
        typed = self._typed
        return {
            field.code: typed.get(field.code)
            for field in self._fields
            if is_shown(field, self.definition, typed)
        }

    @property
    def is_stay(self) -> bool:
        """Whether the page asks for a further row of a table, not to be taken."""
        return self.data is not None and "stay" in self.data

    @cached_property
    def problems(self) -> dict[str, list[str]]:
        """Sentences by code of field; empty for a page not sent to be taken."""
        if self.data is None or self.is_stay:
            return {}
        wrong = {
            code: value_problems(self.definition.by_code[code], value)
            for code, value in self.values.items()
        }
        return {code: texts for code, texts in wrong.items() if texts}

    @cached_property
    def asked_now(self) -> frozenset[str]:
        """Fields that an answer of the page brought up: nobody has seen them yet."""
        if self.data is None:
            return frozenset()
        seen = {field.code for field in fields_in(self.data, self._fields)}
        return frozenset(self.values) - seen if seen else frozenset()

    def is_valid(self) -> bool:
        """Whether it can be taken: nothing is wrong, nothing asked was unseen."""
        if not self.is_bound or self.is_stay:
            return False
        return not self.problems and not self.asked_now

    @property
    def sections(self) -> list[VisitorSection]:
        """What the page shows, in the language of the request."""
        language = get_language()
        found = []
        for section in self.definition.sections:
            controls = tuple(
                control(
                    field,
                    self.values[field.code],
                    problems=self._problems_shown(field),
                )
                for field in section.fields
                if field.code in self.values
            )
            if controls:
                found.append(
                    VisitorSection(
                        section.code,
                        section.title.in_language(language),
                        section.guidance.in_language(language),
                        controls,
                    )
                )
        return found

    def _problems_shown(self, field: Field) -> list[str]:
        """A field that has just appeared is not called wrong before it was seen."""
        if field.code in self.asked_now:
            return []
        return self.problems.get(field.code, [])

    @cached_property
    def _fields(self) -> list[Field]:
        return [
            field
            for field in self.definition.all_fields()
            if field.kind not in NOT_FOR_VISITORS
        ]

    @cached_property
    def _typed(self) -> dict[str, Any]:
        """Every value, also of fields that are not asked: their answers decide it."""
        if self.data is None:
            return dict(self._initial)
        language = get_language() or "pl"
        raw = {field.code: read_value(field, self.data) for field in self._fields}
        unit_uid = unit_of(self.definition, self._units(raw, language))
        return {
            field.code: self._canonical(field, raw[field.code], unit_uid, language)
            for field in self._fields
        }

    def _units(self, raw: Mapping[str, Any], language: str) -> dict[str, Any]:
        """The unit that is named, when rows of results are to be filled in for it."""
        kinds = {field.kind for field in self._fields}
        if Kind.RESULTS not in kinds:
            return {}
        return {
            field.code: resolve(field, raw[field.code], unit_uid="", language=language)
            for field in self._fields
            if field.kind == Kind.UNIT
        }

    @staticmethod
    def _canonical(field: Field, raw: Any, unit_uid: str, language: str) -> Any:
        value = resolve(field, raw, unit_uid=unit_uid, language=language)
        try:
            return normalise(field, value)
        except UnreadableValue:
            return None
