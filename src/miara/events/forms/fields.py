"""Fields that several forms of the context share."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.accounts import public as accounts
from miara.documents.public import PICTURES, BadFileError, FileKind, prepare_file
from miara.units import public as units

__all__ = ["LogoForm", "MinuteField", "UnitField", "day_widget"]

_LOGOS: Final = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})


def day_widget() -> forms.DateInput:
    """A day of the calendar."""
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class MinuteField(forms.TimeField):
    """An hour of the day as minutes since midnight."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput({"type": "time"}, "%H:%M"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Minutes as the browser takes them."""
        if isinstance(value, int):
            return f"{value // 60 % 24:02d}:{value % 60:02d}"
        return super().prepare_value(value)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Minutes since midnight.

        Raises
        ------
        django.forms.ValidationError
            When it is no hour.
        """
        found: time | None = super().clean(value)
        return None if found is None else found.hour * 60 + found.minute


class UnitField(forms.CharField):
    """The identity of a local government typed as a name or a code; may be empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget",
            forms.TextInput({"data-unit-picker": "", "autocomplete": "off"}),
        )
        super().__init__(max_length=200, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """The name and code of a known identity."""
        unit = units.unit_by_uid(value) if isinstance(value, str) and value else None
        return f"{unit.code} {unit.name}" if unit else value

    def clean(self, value: Any) -> str:
        """The identity of the one unit that fits.

        Raises
        ------
        django.forms.ValidationError
            When none fits or more than one does.
        """
        text = super().clean(value)
        if not text:
            return ""
        first = text.split(maxsplit=1)[0]
        by_code = units.unit_by_code(first) if first.isdigit() else None
        uid = by_code.uid if by_code else accounts.find_unit(text)
        if not uid:
            raise forms.ValidationError(
                _(
                    "No single local government has this name or code. Choose one "
                    "from the suggestions or type its code."
                )
            )
        return uid


class LogoForm(forms.ModelForm):
    """A row with a picture: PNG, JPEG or WebP, told by its content."""

    logo_file = forms.FileField(
        label=pgettext_lazy("of an organisation", "Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 MB. Replaces the present one."),
    )

    def clean_logo_file(self) -> Any:
        """A checked picture, ready to be kept."""
        sent = self.cleaned_data["logo_file"]
        if not sent:
            return None
        try:
            return prepare_file(
                content=sent,
                name=sent.name,
                accept=frozenset(PICTURES) & _LOGOS,
                limit=2_000_000,
            )
        except BadFileError as error:
            raise forms.ValidationError(error.for_people()) from error
