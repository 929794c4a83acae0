"""Handing in a file, and saying what it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from miara.cube.sources import load_tables
from miara.indicators.domain.import_kinds import ImportKind
from miara.indicators.domain.uploads import ACCEPTED, MOST_BYTES
from miara.indicators.presenters.imports import table_title

RECOGNISE = ""
KINDS = (
    (RECOGNISE, _("recognise by its content")),
    (ImportKind.TERC.value, _("register of units (TERC)")),
    (ImportKind.BOUNDARIES.value, _("boundaries of units (GeoJSON)")),
    (ImportKind.TABLE.value, _("table of data")),
)


class ImportOptionsForm(forms.Form):
    """How a file is to be read; also used to try again with another choice."""

    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, required=False)
    table = forms.ChoiceField(
        label=pgettext_lazy("of a source", "Table"),
        required=False,
        help_text=_("Only for tables of data, when several have the same layout."),
    )
    retrieved_on = forms.DateField(
        label=_("Downloaded on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the file was taken from its publisher."),
    )
    strict = forms.BooleanField(
        label=_("Refuse the file when there is any warning"), required=False
    )
    skip_bad = forms.BooleanField(
        label=_("Register: leave broken rows out and list them"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(name, table_title(name)) for name in load_tables()]
        field = self.fields["table"]
        field.choices = [(RECOGNISE, _("recognise by its layout")), *tables]  # type: ignore[attr-defined]

    def options(self) -> dict[str, Any]:
        """What was chosen, as parameters of the job; plain JSON values."""
        data = self.cleaned_data
        day = data["retrieved_on"]
        return {
            "table": data["table"] or None,
            "strict": data["strict"],
            "skip_bad": data["skip_bad"],
            "retrieved_on": day.isoformat() if day else None,
        }


class ImportForm(ImportOptionsForm):
    """The file itself, first."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )
    field_order = ("file", "kind", "table", "retrieved_on", "strict", "skip_bad")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = gettext(
            "The original file, as published: %(accepted)s; up to %(limit)s MB."
        )
        self.fields["file"].help_text = told % {
            "accepted": ", ".join(ACCEPTED),
            "limit": MOST_BYTES // 1_000_000,
        }
