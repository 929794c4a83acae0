"""Forms of the pages beside the library's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.practices.domain.content import Contact
from miara.practices.models import PracticeCard, PracticeContact, PracticeLife

__all__ = ["ArchiveForm", "ContactForm", "ReviewForm"]


class ContactForm(forms.ModelForm):
    """Whom readers may ask."""

    class Meta:
        model = PracticeContact
        fields = (
            "office",
            "office_email",
            "office_phone",
            "person_name",
            "person_email",
        )
        help_texts = {
            "person_name": _("Shown to signed-in local governments only."),
            "person_email": _(
                "Shown to signed-in local governments only; the yearly question goes "
                "here."
            ),
        }

    def contact(self) -> Contact:
        """What was written."""
        return Contact(**self.cleaned_data)


class ArchiveForm(forms.Form):
    """Why a card goes to the archive."""

    reason = forms.ChoiceField(label=_("reason"), choices=PracticeLife.Reason)
    note = forms.CharField(
        label=_("reason in words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see this sentence."),
    )
    replaced_by = forms.IntegerField(
        label=_("number of the description that replaces it"),
        required=False,
        min_value=1,
    )

    def clean_replaced_by(self) -> PracticeCard | None:
        """The card under the number."""
        number = self.cleaned_data["replaced_by"]
        if number is None:
            return None
        found = PracticeCard.objects.filter(pk=number, live=True).first()
        if found is None:
            raise forms.ValidationError(
                _("No public description has the number %(number)s."),
                params={"number": number},
            )
        return found


class ReviewForm(forms.Form):
    """What an expert says."""

    comment = forms.CharField(
        label=_("comment for the editor"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Needed when you give the draft back."),
    )

    def text(self) -> str:
        """The comment."""
        value: Any = self.cleaned_data["comment"]
        return str(value)
