"""Forms of the editor: a section, a field with all its settings, a file."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miara.core.localized import Localized, LocalizedFormField
from miara.questionnaires.domain.definition import Field, Section
from miara.questionnaires.presenters.kinds import (
    ATTACHMENT_KINDS,
    KINDS,
    SUMMARY_ROLES,
)

_ANSWERS = {"True": "yes", "False": "no"}

__all__ = ["FieldForm", "ImportForm", "SectionForm"]

CODE = forms.RegexField(
    r"^[a-z][a-z0-9_]{0,59}$",
    label=_("Code"),
    help_text=_(
        "Small letters without accents, digits and underscores. Answers are kept under "
        "it, so do not change it later."
    ),
)


def _localized(label: Any, *, required: bool = False, multiline: bool = False) -> Any:
    return LocalizedFormField(
        label=label, required=required, multiline=multiline, max_length=4000
    )


def _text(value: Localized) -> dict[str, str]:
    return {"pl": value.pl, "en": value.en}


class SectionForm(forms.Form):
    """Code and texts of a section."""

    code = CODE
    title = _localized(_("Title"), required=True)
    guidance = _localized(_("Guidance"), multiline=True)

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        """Values of an existing section."""
        return {
            "code": section.code,
            "title": section.title.model_dump(),
            "guidance": section.guidance.model_dump(),
        }

    def as_data(self) -> dict[str, Any]:
        """Plain data of the section, without its fields."""
        data = self.cleaned_data
        return {
            "code": data["code"],
            "title": _text(data["title"]),
            "guidance": _text(data["guidance"]),
        }


class FieldForm(forms.Form):
    """Everything that can be set on a field."""

    code = CODE
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    label = _localized(_("Label"), required=True)
    guidance = _localized(_("Guidance"), multiline=True)
    example = _localized(_("Example"))
    required = forms.BooleanField(label=_("Required"), required=False)
    is_public = forms.BooleanField(label=_("May be published"), required=False)
    is_blind = forms.BooleanField(
        label=_("Shown to readers who must not know the author"), required=False
    )
    max_words = forms.IntegerField(
        label=_("Limit of words"), required=False, min_value=1
    )
    max_characters = forms.IntegerField(
        label=_("Limit of characters"), required=False, min_value=1
    )
    max_rows = forms.IntegerField(
        label=_("Limit of rows or keywords"), required=False, min_value=1
    )
    minimum = forms.FloatField(label=_("Smallest value"), required=False)
    maximum = forms.FloatField(label=_("Largest value"), required=False)
    choices = forms.CharField(
        label=_("Answers to choose"),
        help_text=_("One a line: code | Polish text | English text."),
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    condition_field = forms.CharField(
        label=_("Asked only if the field of this code"), required=False
    )
    condition_values = forms.CharField(
        label=_("has one of these values"),
        help_text=_("Codes of answers with commas; for a yes/no question: yes or no."),
        required=False,
    )
    criteria = forms.CharField(
        label=_("Criteria it informs"),
        help_text=_("Codes with commas."),
        required=False,
    )
    summary = forms.ChoiceField(
        label=_("Part on lists and cards"),
        choices=[("", "–"), *SUMMARY_ROLES.items()],
        required=False,
    )
    personal_purpose = _localized(_("Personal data: what they are needed for"))
    keep_days = forms.IntegerField(
        label=_("Personal data: days kept after the end"), required=False, min_value=1
    )
    attachment_kinds = forms.MultipleChoiceField(
        label=_("What may be attached"),
        choices=list(ATTACHMENT_KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    max_files = forms.IntegerField(
        label=_("Limit of attachments"), required=False, min_value=1, max_value=100
    )
    max_megabytes = forms.IntegerField(
        label=_("Limit of one file in MB"), required=False, min_value=1, max_value=100
    )
    consent = _localized(_("Consent concerning attachments"), multiline=True)
    statement = _localized(_("Text of the statement"), multiline=True)
    version = forms.IntegerField(
        label=_("Version of the statement"), required=False, min_value=1
    )

    @staticmethod
    def initial_of(field: Field) -> dict[str, Any]:
        """Values of an existing field."""
        data = field.model_dump(mode="json")
        condition = field.condition
        found = {
            **data,
            "criteria": ", ".join(field.criteria),
            "choices": "\n".join(
                f"{each.code} | {each.label.pl} | {each.label.en}"
                for each in field.choices
            ),
            "condition_field": condition.field if condition else "",
            "condition_values": ", ".join(
                _ANSWERS.get(str(value), str(value))
                for value in (condition.values if condition else ())
            ),
        }
        if field.personal is not None:
            found["personal_purpose"] = field.personal.purpose.model_dump()
            found["keep_days"] = field.personal.keep_days
        if field.attachments is not None:
            found |= {
                "attachment_kinds": list(field.attachments.kinds),
                "max_files": field.attachments.max_files,
                "max_megabytes": field.attachments.max_megabytes,
                "consent": field.attachments.consent.model_dump(),
            }
        return found

    def clean_choices(self) -> list[dict[str, Any]]:
        """Answers to choose as data."""
        found = []
        for number, line in enumerate(self.cleaned_data["choices"].splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", parts[0]):
                raise forms.ValidationError(
                    gettext("Line %(line)s: begin with a code, then | and the text.")
                    % {"line": number}
                )
            texts = [*parts[1:3], "", ""]
            found.append({"code": parts[0], "label": {"pl": texts[0], "en": texts[1]}})
        return found

    def as_data(self) -> dict[str, Any]:
        """Plain data of the field; what it does not use is left out."""
        data = self.cleaned_data
        found: dict[str, Any] = {"code": data["code"], "kind": data["kind"]}
        for name in ("label", "guidance", "example", "statement"):
            found[name] = _text(data[name])
        for name in ("required", "is_public", "is_blind", "choices"):
            found[name] = data[name]
        limits = ("max_words", "max_characters", "max_rows", "minimum", "maximum")
        found |= {name: data[name] for name in limits if data[name] is not None}
        found["criteria"] = _codes(data["criteria"])
        found["summary"] = data["summary"] or None
        found["version"] = data["version"] or 1
        if data["condition_field"]:
            values = _codes(data["condition_values"])
            found["condition"] = {
                "field": data["condition_field"],
                "values": [{"yes": True, "no": False}.get(v, v) for v in values],
            }
        if data["personal_purpose"] or data["keep_days"]:
            found["personal"] = {
                "purpose": _text(data["personal_purpose"]),
                "keep_days": data["keep_days"] or 365,
            }
        if data["attachment_kinds"]:
            found["attachments"] = {
                "kinds": data["attachment_kinds"],
                "max_files": data["max_files"] or 10,
                "max_megabytes": data["max_megabytes"] or 10,
                "consent": _text(data["consent"]),
            }
        return found


class ImportForm(forms.Form):
    """A form as a file."""

    file = forms.FileField(label=_("Form as YAML or JSON"))


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
