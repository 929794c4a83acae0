"""Forms of the checklist and of the diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.catalogue.public import ChecklistItem
from miara.strategy.forms.shared import StrategyForm
from miara.strategy.models import DiagnosisSection, DocumentCheck

__all__ = ["ChecklistForm", "SectionForm"]

Answer = DocumentCheck.Answer


class ChecklistForm(forms.Form):
    """An answer and a place for every element."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[ChecklistItem],
        kept: Mapping[str, DocumentCheck],
        language: str,
        **kwargs: Any,
    ) -> None:
        """Make the fields of each element, with what was answered."""
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            row = kept.get(item.code)
            self.fields[f"{item.code}-answer"] = forms.ChoiceField(
                label=item.name.in_language(language),
                choices=[("", _("not answered yet")), *Answer.choices],
                required=False,
                initial=row.answer if row else "",
            )
            self.fields[f"{item.code}-place"] = forms.CharField(
                label=_("where, or why not"),
                required=False,
                max_length=300,
                initial=row.place if row else "",
            )

    def clean(self) -> dict[str, Any]:
        """What is not needed says why."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            answer = given.get(f"{item.code}-answer")
            name = f"{item.code}-place"
            if answer == Answer.NOT_NEEDED and not given.get(name):
                self.add_error(name, _("Write why it is not needed here."))
        return given

    def answers(self) -> Iterator[tuple[str, str, str]]:
        """Element, answer and place of those that were answered."""
        for item in self.items:
            answer = self.cleaned_data[f"{item.code}-answer"]
            if answer:
                yield item.code, answer, self.cleaned_data[f"{item.code}-place"]

    def rows(self) -> list[tuple[Any, Any]]:
        """Fields by element, for the page."""
        return [
            (self[f"{item.code}-answer"], self[f"{item.code}-place"])
            for item in self.items
        ]


class SectionForm(StrategyForm):
    """The text of a section."""

    class Meta:
        model = DiagnosisSection
        fields: ClassVar = ["text"]
        widgets: ClassVar = {"text": forms.Textarea({"rows": 24})}
