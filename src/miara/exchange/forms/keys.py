"""The form of a key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.exchange.domain.keys import Scope
from miara.exchange.phrases import SCOPES

__all__ = ["KeyForm", "PackageForm"]

#: A key that nobody thinks of any more stops by itself.
LONGEST: Final = timedelta(days=2 * 366)
USUAL: Final = timedelta(days=365)


class KeyForm(forms.Form):
    """Name of the program, what its key allows, and its last day."""

    name = forms.CharField(
        label=_("Name of the program"),
        max_length=100,
        help_text=_("For example “Accounting” or “Data warehouse”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("The key allows to"), widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Two years ahead at most."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, today: date, powers: list[Scope], **kwargs: Any
    ) -> None:
        """Offer powers that the person may give."""
        kwargs.setdefault("initial", {"expires_on": today + USUAL})
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["scopes"]
        field.choices = [(scope.value, SCOPES[scope]) for scope in powers]

    def clean_expires_on(self) -> date:
        """A day that is still ahead, and not too far."""
        found: date = self.cleaned_data["expires_on"]
        if found <= self.today:
            raise forms.ValidationError(_("Choose a day that is still ahead."))
        if found > self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within two years."))
        return found

    @property
    def chosen(self) -> list[Scope]:
        """Powers that were chosen."""
        return [Scope(code) for code in self.cleaned_data["scopes"]]


class PackageForm(forms.Form):
    """A package brought from another site."""

    content = forms.FileField(
        label=_("Package (ZIP)"),
        help_text=_("As another site made it; it is checked first."),
        widget=forms.ClearableFileInput({"accept": ".zip,application/zip"}),
    )
