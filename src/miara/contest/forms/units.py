"""A field for one local government: typed as a name or a code, or picked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts
from miara.units import public as units

__all__ = ["UnitField", "unit_field"]


class UnitField(forms.CharField):
    """Becomes the facts of a unit that exists today; None when empty."""

    def clean(self, value: Any) -> units.UnitFacts | None:  # type: ignore[override]
        """The one unit that fits what was typed.

        Raises
        ------
        django.forms.ValidationError
            When none fits, more than one does, or it exists no more.
        """
        text = super().clean(value)
        if not text:
            return None
        uid = accounts.find_unit(text)
        unit = units.unit_by_uid(uid) if uid else None
        if unit is None or not unit.exists:
            raise forms.ValidationError(
                _(
                    "No single local government has this name or code today. Choose "
                    "one from the suggestions or type its code."
                )
            )
        return unit


def unit_field(*, label: Any, required: bool = True) -> UnitField:
    """A `UnitField` with the picker of the page."""
    return UnitField(
        label=label,
        required=required,
        max_length=200,
        help_text=_("Type the name and choose, or type the code."),
        widget=forms.TextInput({"data-unit-picker": "", "autocomplete": "off"}),
    )
