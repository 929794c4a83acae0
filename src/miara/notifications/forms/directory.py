"""Forms of the directory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from miara.organisations.public import FACTS, UnitHead

__all__ = ["DirectoryImportForm", "HeadForm"]

MAX_BYTES = 10_000_000


class DirectoryImportForm(forms.Form):
    """A list, who published it and of which day it is."""

    file = forms.FileField(
        label=_("List of heads (XLSX, ODS or CSV)"),
        help_text=_(
            "One row a unit, with columns such as TERYT, imię i nazwisko, stanowisko, "
            "e-mail, adres do e-Doręczeń, adres, telefon."
        ),
    )
    source = forms.CharField(label=_("Who published it"), max_length=200)
    as_of = forms.DateField(
        label=_("State as of"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def clean_file(self) -> Any:
        """At most ten megabytes."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return upload

    def clean_as_of(self) -> Any:
        """Not a day to come: it would shut out every later list."""
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class HeadForm(forms.ModelForm):
    """The entry of a unit, corrected by hand."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=300,
        help_text=_("For example: telephone call from the office."),
    )

    class Meta:
        model = UnitHead
        fields = FACTS
        widgets = {"term_since": forms.DateInput({"type": "date"}, "%Y-%m-%d")}

    def facts(self) -> dict[str, Any]:
        """What the person entered."""
        return {key: self.cleaned_data[key] for key in FACTS}
