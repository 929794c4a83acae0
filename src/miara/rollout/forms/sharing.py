"""Forms of the data checklist, of a document, of experience, of a table."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.rollout.domain.packs import parts
from miara.rollout.domain.texts import FIELDS, unknown_fields
from miara.rollout.models import DataAnswer, Experience, MethodDocument, TableFile
from miara.rollout.queries.progress import DataLine

__all__ = ["AdoptionForm", "ChecklistForm", "ExperienceForm", "SendForm", "TextForm"]

_LONGEST_TEXT = 60_000


def _no_nul(text: str) -> str:
    """Text that every database takes."""
    return text.replace("\x00", "")


class ChecklistForm(forms.Form):
    """Where each item of the data is; those already in the plans are not asked."""

    def __init__(self, *args: Any, lines: list[DataLine], **kwargs: Any) -> None:
        """Two fields an item."""
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        self.items = {each.code: each for each in parts().data}
        self.lines = lines
        for line in lines:
            if line.is_there:
                continue
            name = self.items[line.code].name.in_language(language)
            self.fields[f"state-{line.code}"] = forms.ChoiceField(
                label=name,
                choices=DataAnswer.State.choices,
                initial=line.answer.state if line.answer else "UNKNOWN",
            )
            self.fields[f"note-{line.code}"] = forms.CharField(
                label=_("%(data)s: who has them, until when") % {"data": name},
                max_length=300,
                required=False,
                initial=line.answer.note if line.answer else "",
            )

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """State and note by item."""
        given = self.cleaned_data
        return {
            line.code: (
                given[f"state-{line.code}"],
                _no_nul(given[f"note-{line.code}"].strip()),
            )
            for line in self.lines
            if not line.is_there
        }


class TextForm(forms.Form):
    """The text of a document, with fields in braces."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("Text"),
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea({"rows": 30}),
    )
    note = forms.CharField(label=_("What was changed"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Tell the marking and the fields of a text."""
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _(
            "An empty line begins a new paragraph, ## a heading, - an item of a list. "
            "Fields in braces are filled in from the unit and its posts: %(fields)s."
        ) % {"fields": ", ".join(f"{{{name}}}" for name in FIELDS)}

    def clean_body(self) -> str:
        """Only fields that can be filled in."""
        body = _no_nul(self.cleaned_data["body"])
        if unknown := unknown_fields(body):
            raise ValidationError(
                _(
                    "There is no field {%(name)s}. Use one of those listed below, or "
                    "write the words themselves."
                ),
                params={"name": unknown[0]},
            )
        return body


class AdoptionForm(forms.ModelForm):
    """Which act adopted the document, and when."""

    adopted_number = forms.CharField(label=_("Number of the act"), max_length=80)
    adopted_on = forms.DateField(
        label=_("Adopted on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = MethodDocument
        fields: ClassVar[list[str]] = ["adopted_number", "adopted_on"]


class ExperienceForm(forms.ModelForm):
    """What helped, what did not, how long it took, and whether others may read it."""

    is_shown = forms.BooleanField(
        label=_("Other units may read this, with the name of our unit"),
        required=False,
        help_text=_("You can take the consent back at any time."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Experience
        fields: ClassVar[list[str]] = ["helped", "hindered", "advice", "hours"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "helped": forms.Textarea({"rows": 4, "maxlength": 4000}),
            "hindered": forms.Textarea({"rows": 4, "maxlength": 4000}),
            "advice": forms.Textarea({"rows": 3, "maxlength": 4000}),
            "hours": forms.NumberInput({"min": 0, "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show whether the consent was given, and which version is seen."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("is_shown", self.instance.consented_at is not None)
            self.initial.setdefault("version", self.instance.version)

    def clean(self) -> dict[str, Any]:
        """Texts of a length that people read."""
        given = super().clean() or self.cleaned_data
        for name in ("helped", "hindered", "advice"):
            if len(given.get(name) or "") > 4000:
                self.add_error(name, _("Write at most 4000 characters."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What was written."""
        names = ("helped", "hindered", "advice", "hours")
        return {name: self.cleaned_data[name] for name in names}


class SendForm(forms.Form):
    """A filled template."""

    kind = forms.ChoiceField(label=_("What the file holds"), choices=TableFile.Kind)
    year = forms.IntegerField(
        label=_("Year of the tasks"),
        min_value=1990,
        max_value=2100,
        help_text=_("Counts for budget tasks alone."),
    )
    content = forms.FileField(
        label=_("File"), help_text=_("The filled template, XLSX or ODS, up to 5 MB.")
    )
