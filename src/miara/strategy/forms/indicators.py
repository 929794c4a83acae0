"""Forms of local indicators and their values."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from miara.cube.periods import Period
from miara.cycle.public import AmountField
from miara.strategy.forms.shared import StrategyForm, decimal_fields
from miara.strategy.models import LocalIndicator, LocalValue

__all__ = ["BreakForm", "IndicatorForm", "TableForm", "ValueForm"]

_LARGEST_FILE = 2_000_000
Flag = LocalValue.Flag
_NO_NUMBER = {Flag.MISSING, Flag.CONFIDENTIAL, Flag.NOT_APPLICABLE}


class IndicatorForm(StrategyForm):
    """The description of an indicator."""

    class Meta:
        model = LocalIndicator
        fields: ClassVar = [
            "code",
            "name",
            "measure",
            "decimals",
            "kind",
            "nature",
            "direction",
            "frequency",
            "description",
            "source",
            "domain",
            "service",
            "owner",
            "supplier",
            "approver",
            "lowest",
            "highest",
            "jump_percent",
            "review_until",
            "retired_on",
        ]
        field_classes = decimal_fields(LocalIndicator)
        widgets: ClassVar = {"description": forms.Textarea({"rows": 4})}

    def clean(self) -> dict[str, Any]:
        """Bounds in order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = given.get("lowest"), given.get("highest")
        if low is not None and high is not None and high < low:
            self.add_error("highest", _("The highest value is below the lowest one."))
        return given


class ValueForm(forms.Form):
    """A value of one period."""

    period = forms.CharField(
        label=_("Period"),
        max_length=9,
        help_text=_("A year (2025) or a quarter (2025-Q1)."),
    )
    value = AmountField(
        label=_("Value"), required=False, max_digits=20, decimal_places=6
    )
    flag = forms.ChoiceField(
        label=_("What the value is"), choices=Flag.choices, initial=Flag.MEASURED
    )
    margin = AmountField(
        label=_("Margin of error"),
        required=False,
        max_digits=20,
        decimal_places=6,
        min_value=0,
        help_text=_("For results of a survey: half of the width of the interval."),
    )
    sample = forms.IntegerField(
        label=_("Number of answers"),
        required=False,
        min_value=1,
        help_text=_(
            "For a share in percent: the margin of error is worked out from it when "
            "none is written. With weights, write the effective number."
        ),
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Reason of the correction"),
        required=False,
        max_length=300,
        help_text=_("Needed when a published value changes."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_period(self) -> str:
        """A period in its one form."""
        try:
            return Period.parse(self.cleaned_data["period"].strip()).label
        except ValueError as error:
            raise ValidationError(
                _("This is no period. Write a year (2025) or a quarter (2025-Q1).")
            ) from error

    def clean(self) -> dict[str, Any]:
        """A number, or the reason why there is none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        has_number = given.get("value") is not None
        if "value" not in self.errors and has_number == (
            given.get("flag") in _NO_NUMBER
        ):
            self.add_error(
                "value",
                _("Write a number, or choose why there is none; not both."),
            )
        return given


class TableForm(forms.Form):
    """Values of many indicators: pasted from a spreadsheet, or as a file."""

    text = forms.CharField(
        label=_("Table pasted from a spreadsheet"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea({"rows": 12, "class": "wide", "spellcheck": "false"}),
        help_text=_(
            "First row: periods. First column: symbols or names of indicators. A "
            "column “jednostka” may bring units of measure; they are compared. Results "
            "of a survey may bring their margin: 77,3 ± 3,1."
        ),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("XLSX, ODS or CSV, to 2 MB.")
    )
    reason = forms.CharField(
        label=_("Reason of the correction"),
        required=False,
        max_length=300,
        help_text=_("Needed when published values change."),
    )

    def clean_file(self) -> Any:
        """A file that is not too large."""
        found = self.cleaned_data["file"]
        if found and found.size > _LARGEST_FILE:
            raise ValidationError(_("The file is larger than 2 MB. Split it in two."))
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given.get("text", "").strip() and not given["file"]:
            self.add_error("text", _("Paste a table or choose a file."))
        return given


class BreakForm(forms.Form):
    """From when numbers cannot be compared with earlier ones, and why."""

    period = forms.CharField(label=_("First period after the break"), max_length=9)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    clean_period = ValueForm.clean_period
