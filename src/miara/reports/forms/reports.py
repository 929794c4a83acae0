"""Forms of reports: which one to make, the text of a section, showing it to all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.reports.domain.kinds import KINDS
from miara.reports.models import Report

__all__ = ["NewReportForm", "PublishForm", "SectionForm"]


class NewReportForm(forms.Form):
    """Which report, on which year, and on which quarter where it has one."""

    kind = forms.ChoiceField(label=_("Report"), choices=Report.Kind.choices)
    year = forms.IntegerField(
        label=_("Year reported on"), min_value=1990, max_value=2100
    )
    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        help_text=_("Only for the quarterly report of budget tasks."),
        choices=[
            (0, pgettext_lazy("quarter", "none")),
            (1, pgettext_lazy("quarter", "first")),
            (2, pgettext_lazy("quarter", "second")),
            (3, pgettext_lazy("quarter", "third")),
            (4, pgettext_lazy("quarter", "fourth")),
        ],
        coerce=int,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A quarterly report needs its quarter; others have none."""
        data: dict[str, Any] = super().clean() or {}
        kind = KINDS.get(data.get("kind", ""))
        quarter = data.get("quarter") or 0
        if kind is None or "quarter" in self.errors:
            return data
        if quarter not in kind.quarters and 0 not in kind.quarters:
            self.add_error("quarter", _("Choose the quarter that the report is about."))
        data["quarter"] = quarter if quarter in kind.quarters else 0
        return data


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


class PublishForm(forms.Form):
    """Who answers for the content, and from the second version what was changed."""

    author = forms.CharField(
        label=_("Who answers for the content"),
        help_text=_(
            "Name and post. Everybody sees it beside the report and in the package for "
            "the Public Information Bulletin."
        ),
        max_length=200,
    )
    note = forms.CharField(
        label=_("What was changed and why"),
        help_text=_("It stands in the log of changes that everybody reads."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["note"]
