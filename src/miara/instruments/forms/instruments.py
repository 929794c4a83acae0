"""Facts and texts of an instrument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlanForm
from miara.instruments.models import Instrument
from miara.instruments.phrases import SECTIONS

__all__ = ["FilterForm", "InstrumentForm", "SectionsForm"]


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class InstrumentForm(PlanForm):
    """What it is, whose, when; for a civic-budget project its edition and votes."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.UnitDomain": "unit_uid",
        "practices.Adoption": "unit_uid",
    }

    class Meta:
        model = Instrument
        fields: ClassVar[list[str]] = [
            "kind",
            "code",
            "name",
            "description",
            "state",
            "domain",
            "organisational_unit",
            "manager",
            "district",
            "since",
            "until",
            "adoption",
            "civic_year",
            "votes",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "since": _day(),
            "until": _day(),
            "description": forms.Textarea({"rows": 4}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("Unique in the unit, for example P-3."),
            "adoption": _(
                "When the project takes over a good practice that the unit declared."
            ),
            "civic_year": _("Only for a project chosen by residents."),
        }

    def __init__(self, *args: Any, unit_uid: str, **kwargs: Any) -> None:
        """Name the adoptions by their practices."""
        super().__init__(*args, unit_uid=unit_uid, **kwargs)
        self.unit_uid = unit_uid
        field: Any = self.fields["adoption"]
        field.queryset = field.queryset.select_related("card")
        field.label_from_instance = lambda row: row.card.title

    def clean(self) -> dict[str, Any]:
        """The end after the beginning; a symbol once; votes of an edition."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end comes before the beginning."))
        same = Instrument.objects.filter(
            unit_uid=self.unit_uid, code=given.get("code", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("Another entry of the unit has this symbol."))
        if given.get("votes") is not None and not given.get("civic_year"):
            self.add_error("civic_year", _("Votes need the year of the edition."))
        if given.get("civic_year") and given.get("kind") != "PROJECT":
            self.add_error("kind", _("Only a project belongs to the civic budget."))
        return given


class SectionsForm(forms.Form):
    """Texts of a programme in the common layout."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A text a section."""
        super().__init__(*args, **kwargs)
        for code, name in SECTIONS.items():
            self.fields[code] = forms.CharField(
                label=str(name),
                required=False,
                max_length=20_000,
                widget=forms.Textarea({"rows": 4}),
            )

    @property
    def texts(self) -> dict[str, str]:
        """Texts that are not empty, by code of the section."""
        return {code: t for code in SECTIONS if (t := self.cleaned_data[code].strip())}


class FilterForm(forms.Form):
    """Which instruments a list shows."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all")), *Instrument.Kind.choices],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *Instrument.State.choices],
    )
    domain = forms.TypedChoiceField(
        label=_("Domain"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, domains: Any, **kwargs: Any) -> None:
        """Offer the domains of the unit."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["domain"]
        field.choices = [("", _("all")), *((row.pk, str(row.name)) for row in domains)]
