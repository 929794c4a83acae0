"""Made-up content of the gallery: long names, missing values, many rows."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from miara.web.gallery.figures import figures, list_marks
from miara.web.tables import Cell, Column, Row, Table


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Name and surname"), help_text=_("As in your identity document.")
    )
    email = forms.EmailField(label=_("E-mail address"))
    kind = forms.ChoiceField(
        label=_("Kind of local government"),
        choices=[("gmina", _("municipality")), ("powiat", _("county"))],
        widget=forms.RadioSelect,
    )
    year = forms.ChoiceField(label=_("Year"), choices=[("2024", "2024")])
    note = forms.CharField(
        label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agree = forms.BooleanField(label=_("I have read the information on privacy."))


def example_table() -> Table:
    """A table with a number, a link and a missing value with its reason."""
    return Table(
        caption=_("Share of households connected to sewerage"),
        note=_("Percent, 2024; fictional."),
        sort="-value",
        columns=(
            Column("name", _("Local government"), sortable=True),
            Column("value", _("Value"), numeric=True, sortable=True),
            Column("peers", _("Against similar ones")),
        ),
        rows=(
            Row((Cell("Dąbrowa Górnicza", "#"), Cell("82,4 %"), Cell("=")), "a", True),
            Row((Cell("Kędzierzyn-Koźle", "#"), Cell("80,1 %"), Cell("▼")), "b"),
            Row(
                (
                    Cell("województwo kujawsko-pomorskie"),
                    Cell(reason=_("no data: not published for municipalities")),
                    Cell(),
                ),
                "c",
            ),
        ),
    )


def context(form: forms.Form) -> dict[str, Any]:
    """Everything the gallery's template shows."""
    return {
        "form": form,
        "table": example_table(),
        "page": Paginator(range(600), 20).get_page(7),
        "trail": [
            {"label": _("Local governments"), "url": "#"},
            {"label": "Dąbrowa Górnicza", "url": "#"},
        ],
        "facts": [
            _("town"),
            "województwo kujawsko-pomorskie",
            _("28 079 inhabitants (2024)"),
        ],
        "tabs": [
            {"label": _("Education"), "url": "#education", "count": 12},
            {"label": _("Safety"), "url": "#safety", "count": 0, "current": True},
        ],
        "downloads": [
            {"label": "CSV", "url": "#", "note": _("for a spreadsheet")},
            {"label": "SVG", "url": "#", "note": ""},
        ],
        "figures": figures(),
        "list_marks": list_marks(),
    }
