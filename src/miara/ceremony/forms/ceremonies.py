"""Preparing a ceremony, and typing confirmations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.ceremony.domain.steps import ROLES
from miara.ceremony.models import Ceremony

__all__ = ["PrepareForm", "TypedForm"]

_ROLES = (
    ("FINALIST", _("finalists")),
    ("MENTION", _("distinctions")),
    ("LAUREATE", _("laureates")),
    ("SPECIAL", _("special titles")),
)


class PrepareForm(forms.Form):
    """When, what and in which order."""

    day = forms.DateField(
        label=_("Day of the ceremony"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("It can be opened on that day and the next, in case of midnight."),
    )
    roles = forms.MultipleChoiceField(
        label=_("What is revealed"),
        choices=_ROLES,
        widget=forms.CheckboxSelectMultiple,
        initial=list(ROLES),
    )
    sequence = forms.ChoiceField(
        label=_("Order of steps"),
        choices=Ceremony.Sequence.choices,
        widget=forms.RadioSelect,
        initial=Ceremony.Sequence.BY_CELL,
    )
    again = forms.BooleanField(
        label=_("Begin again with the first step"),
        required=False,
    )

    def __init__(self, *args: Any, today: date, started: bool, **kwargs: Any) -> None:
        """``started`` asks to confirm that revealed steps are thrown away."""
        super().__init__(*args, **kwargs)
        self.today = today
        if not started:
            del self.fields["again"]

    def clean_day(self) -> date:
        """A day that is not over."""
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed. Give a later one."))
        return day


class TypedForm(forms.Form):
    """A confirmation in words."""

    typed = forms.CharField(
        label=_("Confirmation to type"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
