"""Forms of the office for the formal check and for paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.forms.fields import long_text
from miara.contest.forms.units import unit_field
from miara.contest.models import DomainArea, Edition, FormalCheck
from miara.contest.queries.writing import DESCRIPTION
from miara.documents import public as documents
from miara.questionnaires.public import FormDefinition

__all__ = [
    "AppealDecisionForm",
    "CopiedForm",
    "CopyForm",
    "DeadlineForm",
    "DecisionForm",
    "JudgeForm",
    "PaperForm",
    "ReasonForm",
    "SupplementFieldsForm",
    "checklist_form",
]

_MOMENT = {"type": "datetime-local"}


def checklist_form(
    edition: Edition, items: dict[str, Any], data: Any, language: str
) -> forms.Form:
    """The checklist of an edition: a verdict and a note for each line."""
    form = forms.Form(data, prefix="c")
    for item in edition.settings.formal.checklist:
        present = items.get(item.code, {})
        text = item.text.get(language) or item.text["pl"]
        form.fields[item.code] = forms.ChoiceField(
            label=text,
            required=False,
            choices=(
                ("", _("not looked at yet")),
                ("yes", _("met")),
                ("no", _("not met")),
            ),
            initial={True: "yes", False: "no"}.get(present.get("ok"), ""),
        )
        form.fields[f"{item.code}_note"] = forms.CharField(
            label=_("Note: %(line)s") % {"line": text},
            required=False,
            max_length=2000,
            initial=present.get("note", ""),
        )
    return form


class DecisionForm(forms.Form):
    """The decision of the formal check."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=FormalCheck.Verdict.choices,
        widget=forms.RadioSelect,
    )
    reasons = long_text(
        label=_("Reasons, as the applicant reads them"),
        required=False,
        max_length=10_000,
        help_text=_("For a supplement: what exactly is missing."),
        rows=5,
    )
    due_at = forms.DateTimeField(
        label=_("Deadline of the supplement"),
        required=False,
        widget=forms.DateTimeInput(_MOMENT, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


class SupplementFieldsForm(forms.Form):
    """What a supplement may change: one list for each section of the form."""

    beside = forms.MultipleChoiceField(
        label=_("Beside the form"),
        choices=[(DESCRIPTION, _("Domain, applicant and partners"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, definition: FormDefinition, language: str) -> None:
        super().__init__(data, prefix="s")
        for section in definition.sections:
            # No code of a section may hide the field above.
            self.fields[f"section_{section.code}"] = forms.MultipleChoiceField(
                label=section.title.in_language(language),
                choices=[
                    (field.code, field.label.in_language(language))
                    for field in section.fields
                ],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def codes(self) -> list[str]:
        """Everything that was ticked."""
        return [code for chosen in self.cleaned_data.values() for code in chosen]


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = long_text(
        label=_("Reason, as the applicant reads it"),
        max_length=5000,
        rows=4,
    )


class DeadlineForm(forms.Form):
    """A later deadline for one application."""

    until = forms.DateTimeField(
        label=_("New deadline of this application"),
        widget=forms.DateTimeInput(_MOMENT, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    reason = long_text(
        label=_("Reason, for the file of the case"),
        max_length=5000,
        rows=4,
    )


class AppealDecisionForm(forms.Form):
    """The answer to an appeal."""

    is_upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=(
            ("yes", _("upheld: the application is assessed")),
            ("no", _("dismissed")),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = long_text(
        label=_("Answer to the applicant"),
        max_length=10_000,
        rows=6,
    )


class JudgeForm(forms.Form):
    """The office judges a signature otherwise than the check."""

    verdict = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (value, documents.SignatureCheck.Outcome(value).label)
            for value in (
                documents.Verdict.INTACT_TRUSTED,
                documents.Verdict.INTACT_ISSUER_UNKNOWN,
                documents.Verdict.ALTERED,
            )
        ],
        widget=forms.RadioSelect,
    )
    reason = long_text(
        label=_("Reason, for the file of the case"),
        max_length=5000,
        rows=4,
    )


class _Dates(forms.Form):
    posted_on = forms.DateField(
        label=_("Date of the postmark"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )
    received_on = forms.DateField(
        label=_("Date of receipt"), widget=forms.DateInput({"type": "date"})
    )
    letter_number = forms.CharField(
        label=_("Number of the letter"), max_length=80, required=False
    )


class PaperForm(_Dates):
    """A paper original that came."""

    printed_sha256 = forms.CharField(
        label=_("Hash printed on it"),
        max_length=64,
        required=False,
        help_text=_("The first 12 signs are enough."),
    )
    signed = forms.BooleanField(
        label=_("Signed by everybody whose signature is needed"), required=False
    )
    scan = forms.FileField(label=_("Scan"), required=False)
    note = long_text(
        label=_("Note"),
        max_length=2000,
        required=False,
        rows=3,
    )


class CopiedForm(forms.Form):
    """What an application being copied says beside its form: its domain."""

    domain = forms.ModelChoiceField(
        DomainArea.objects.none(), label=_("Domain"), required=False
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = edition.domains.order_by("position", "pk")
        field = self.fields["domain"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.required = field.widget.is_required = rows.exists()


class CopyForm(_Dates, CopiedForm):
    """An application that came on paper alone."""

    unit = unit_field(label=_("Local government that applies or is responsible"))
    field_order = ("unit", "domain", "posted_on", "received_on", "letter_number")
