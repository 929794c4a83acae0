"""The author's answer about a description in the good-practice base."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.practices import public as practices

__all__ = ["AnswerForm"]

_FIELDS = ("office", "office_email", "office_phone", "person_name", "person_email")


class AnswerForm(forms.Form):
    """Whom readers may ask, and what to correct."""

    office = forms.CharField(
        label=_("Office or body to ask"),
        max_length=300,
        required=False,
        help_text=_("Everybody will see this and the next two lines."),
    )
    office_email = forms.EmailField(label=_("E-mail of the office"), required=False)
    office_phone = forms.CharField(
        label=_("Telephone of the office"), max_length=40, required=False
    )
    person_name = forms.CharField(
        label=_("Person to ask"),
        max_length=200,
        required=False,
        help_text=_(
            "Only people of local governments who are logged in will see the person. "
            "Give one only with their knowledge."
        ),
    )
    person_email = forms.EmailField(
        label=_("E-mail of the person"),
        required=False,
        help_text=_("Here we ask every year whether the description is still true."),
    )
    note = forms.CharField(
        label=_("What to correct"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Leave it empty when the description is right."),
    )

    def contact(self) -> practices.Contact:
        """What was said about whom to ask."""
        data: dict[str, Any] = self.cleaned_data
        return practices.Contact(**{name: data[name] for name in _FIELDS})
