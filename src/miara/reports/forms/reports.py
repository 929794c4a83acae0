"""Forms of reports: which one to make, the text of a section."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.reports.models import Report

__all__ = ["NewReportForm", "SectionForm"]


class NewReportForm(forms.Form):
    """Which report, on which year."""

    kind = forms.ChoiceField(label=_("Report"), choices=Report.Kind.choices)
    year = forms.IntegerField(
        label=_("Year reported on"), min_value=1990, max_value=2100
    )


class SectionForm(forms.Form):
    """The author's text; an empty one leaves the section without words."""

    text = forms.CharField(
        label=_("Text of the section"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 14}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def tell(self, error: Any) -> None:
        """Show that somebody was faster; the next save may replace their text."""
        self.add_error(None, error.for_people())
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(error.version)
        self.data = data
