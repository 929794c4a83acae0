"""Declaring in the name of a unit what it takes over, and what it aims at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.practices.domain.adoption import ADOPTED, WANTED
from miara.practices.models import AdoptionAim

__all__ = ["AimForm", "DeclareForm", "GiveUpForm", "StartForm"]


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


def _changes() -> forms.CharField:
    return forms.CharField(
        label=_("What you changed"),
        required=False,
        max_length=3000,
        help_text=_(
            "What is different from the description, and why. Everybody reads it; do "
            "not name private persons."
        ),
        widget=forms.Textarea({"rows": 5}),
    )


class DeclareForm(forms.Form):
    """Which unit, how far it is, from when and with what changes."""

    unit = forms.ChoiceField(label=_("Local government"))
    state = forms.ChoiceField(
        label=_("How far you are"),
        choices=[
            (WANTED, _("we want to adopt it")),
            (ADOPTED, _("we adopted it")),
        ],
        widget=forms.RadioSelect,
    )
    starts_on = _day(
        label=_("Works from"),
        required=False,
        help_text=_(
            "The planned day while you only want to; needed when you adopted it and "
            "for declaring an aim."
        ),
    )
    changes = _changes()

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Offer the units in whose name the person may speak."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.choices = list(units)  # type: ignore[attr-defined]
        if len(units) == 1:
            field.initial = units[0][0]


class StartForm(forms.Form):
    """From when it works, and what was changed."""

    starts_on = _day(label=_("Works from"), required=False)
    changes = _changes()


class GiveUpForm(forms.Form):
    """Why the unit does not go on."""

    reason = forms.CharField(
        label=_("Why you give up"),
        max_length=3000,
        help_text=_("Everybody reads it: others learn from it as from a success."),
        widget=forms.Textarea({"rows": 4}),
    )


class AimForm(forms.Form):
    """One indicator and the way it should go."""

    indicator = forms.ChoiceField(label=_("Indicator that is to change"))
    direction = forms.ChoiceField(
        label=_("Which way"),
        choices=AdoptionAim.Direction,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[str, Sequence[tuple[str, str]]]],
        **kwargs: Any,
    ) -> None:
        """Offer the indicators that have numbers for the unit, by domains."""
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", _("choose")), *groups]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
