"""Opening a year, sending files, choosing columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.budget.domain.readers.columns import FIELDS
from miara.budget.models import BudgetYear, ClassificationCode, ReportFile, Resolution
from miara.budget.presenters.findings import FIELD_NAMES

__all__ = [
    "ArchiveForm",
    "CodesForm",
    "ColumnsForm",
    "ForecastForm",
    "SendForm",
    "SettingsForm",
]
__all__ += ["YearForm"]


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class YearForm(forms.Form):
    """Which year to open."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)


class SettingsForm(forms.ModelForm):
    """The rule of statuses, and the number of inhabitants."""

    class Meta:
        model = BudgetYear
        fields = ("tolerance", "population")


class SendForm(forms.Form):
    """A file with what it tells; a resolution also has a number and a day."""

    kind = forms.ChoiceField(
        label=_("What the file tells"),
        choices=[c for c in ReportFile.Kind.choices if c[0] != "RESOLUTION"]
        + [("RESOLUTION", _("amounts of a resolution"))],
    )
    quarter = forms.TypedChoiceField(
        label=_("State at the end of quarter"),
        choices=[(n, str(n)) for n in range(1, 5)],
        coerce=int,
    )
    scope = forms.CharField(
        label=_("Part of the unit"),
        max_length=40,
        required=False,
        help_text=_(
            "Only when each organisational unit sends an export of its own: its symbol."
        ),
    )
    content = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS, CSV, the ministry's XML, or saved pages in JSON."),
    )
    resolution_kind = forms.ChoiceField(
        label=_("Kind of the resolution"),
        choices=[("", "–"), *Resolution.Kind.choices],
        required=False,
    )
    number = forms.CharField(
        label=_("Number of the resolution"), max_length=60, required=False
    )
    adopted_on = _day(label=_("Date of the resolution"), required=False)

    def clean(self) -> dict[str, Any]:
        """A resolution is known by its number and day."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == ReportFile.Kind.RESOLUTION:
            for name in ("resolution_kind", "number", "adopted_on"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for a resolution."))
        return given


class ColumnsForm(forms.Form):
    """Which column of a file is which."""

    def __init__(
        self,
        *args: Any,
        headings: Iterable[str],
        columns: dict[str, str],
        **kwargs: Any,
    ) -> None:
        """One choice a field, each of the headings of the file."""
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the file")), *((h, h) for h in headings)]
        for name in FIELDS:
            if name in {"wk", "pk", "gk", "gt"}:
                continue
            self.fields[name] = forms.ChoiceField(
                label=str(FIELD_NAMES[name]).capitalize(),
                choices=choices,
                required=False,
                initial=columns.get(name, ""),
            )


class ForecastForm(forms.Form):
    """A forecast as two tables."""

    year = forms.IntegerField(
        label=_("Budget year it goes with"), min_value=1990, max_value=2100
    )
    number = forms.CharField(label=_("Number of the resolution"), max_length=60)
    adopted_on = _day(label=_("Date of the resolution"))
    rows = forms.FileField(
        label=_("Table of the forecast"),
        help_text=_("Columns: Lp., name, years. XLSX, ODS or CSV."),
    )
    undertakings = forms.FileField(
        label=_("Table of undertakings"),
        required=False,
        help_text=_(
            "Columns: Lp., name, unit, from, to, total outlays, years, limit of "
            "liabilities."
        ),
    )


class ArchiveForm(forms.Form):
    """A ZIP of reports as the ministry publishes them."""

    content = forms.FileField(
        label=_("ZIP archive"),
        help_text=_(
            "Files of Rb-27S and Rb-28S in the ministry's XML, at most 40 files and "
            "80 MB. Year, quarter and kind are read from each file."
        ),
    )


class CodesForm(forms.Form):
    """A list of the classification."""

    kind = forms.ChoiceField(
        label=_("Which list"), choices=ClassificationCode.Kind.choices
    )
    content = forms.FileField(
        label=_("File"),
        help_text=_(
            "Columns: code, name; also from, until, act and replaced by. CSV, XLSX or "
            "JSON."
        ),
    )
