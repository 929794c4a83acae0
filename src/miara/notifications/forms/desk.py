"""Forms of the desk: release, texts, dispatches, proofs, enquiries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.notifications.models.dispatch import Channel
from miara.units import public as units

__all__ = [
    "DispatchForm",
    "EnquiryForm",
    "ProofForm",
    "ReleaseForm",
    "TemplateForm",
]

_KINDS = (
    (units.Kind.RURAL.value, _("rural municipalities")),
    (units.Kind.URBAN_RURAL.value, _("urban-rural municipalities")),
    (units.Kind.URBAN.value, _("urban municipalities")),
    (units.Kind.CITY.value, _("cities with county rights")),
    (units.Kind.COUNTY.value, _("counties")),
    (units.Kind.VOIVODESHIP.value, _("voivodeships")),
)


class ReleaseForm(forms.Form):
    """The number of messages, typed by a person who looked at the list."""

    typed = forms.IntegerField(
        label=_("How many messages go?"),
        min_value=1,
        help_text=_("Type the number of messages in the list below."),
    )


class TemplateForm(forms.Form):
    """Subject and text with variables."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea({"rows": 14}))


class DispatchForm(forms.Form):
    """A letter to heads of units."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For you; readers do not see it.")
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("of a letter", "Channel"), choices=Channel.choices
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of units"),
        choices=_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All kinds when none is ticked."),
    )
    voivodeships = forms.MultipleChoiceField(
        label=_("Voivodeships"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The whole country when none is ticked."),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea({"rows": 14}))
    has_letter = forms.BooleanField(label=_("Attach the letter as PDF"), required=False)

    def __init__(self, *args: Any, with_letter: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voivodeships"].choices = [  # type: ignore[attr-defined]
            (unit.code, unit.name) for unit in units.units_at(units.Level.VOIVODESHIP)
        ]
        if not with_letter:
            del self.fields["has_letter"]


class ProofForm(forms.Form):
    """How and when a letter went."""

    channel = forms.ChoiceField(
        label=pgettext_lazy("of a letter", "Channel"), choices=Channel.choices
    )
    number = forms.CharField(
        label=_("Number of the proof"),
        required=False,
        max_length=200,
        help_text=_("Of the e-Doręczenia proof or of the registered letter."),
    )
    sent_at = forms.DateTimeField(
        label=_("Sent at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """A call is proven by a note, everything else by a number."""
        cleaned = super().clean() or {}
        if cleaned.get("channel") == Channel.PHONE:
            if not cleaned.get("note"):
                self.add_error("note", _("Write with whom you spoke."))
        elif not cleaned.get("number"):
            self.add_error("number", _("Type the number of the proof."))
        moment = cleaned.get("sent_at")
        if moment and moment > timezone.now():
            self.add_error("sent_at", _("This moment has not come yet."))
        return cleaned


class EnquiryForm(forms.Form):
    """A question by telephone or letter, and the answer."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(c.value, c.label) for c in Channel],
        initial=Channel.PHONE.value,
    )
    asked_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        help_text=_("Code, e.g. 120617."),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Question and answer"), widget=forms.Textarea({"rows": 5})
    )

    def clean_unit(self) -> str:
        """Uid of the unit."""
        code = self.cleaned_data["unit"].strip()
        if not code:
            return ""
        found = units.unit_by_code(code) if code.isdigit() else None
        if found is None:
            raise forms.ValidationError(_("No unit has this code."))
        return found.uid
