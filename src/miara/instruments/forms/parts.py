"""Forms of the parts of an instrument, one a kind of part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.cycle.public import AmountField, PlanForm
from miara.instruments.models import (
    Instrument,
    InstrumentGoal,
    InstrumentTarget,
    Membership,
    Milestone,
    Money,
    Partner,
    Product,
    Stage,
)
from miara.strategy import public as strategy
from miara.units import public as units

__all__ = ["PART_FORMS", "PartForm"]


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PartForm(PlanForm):
    """A part; ``version`` is that of the whole instrument."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.Goal": "document__unit_uid",
        "strategy.Target": "unit_uid",
        "instruments.Instrument": "unit_uid",
    }
    #: Field by which a second row of the same would be one too many.
    once: ClassVar[tuple[str, ...]] = ()
    whole: ClassVar[str] = "instrument"

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        """Remember the instrument and its version."""
        super().__init__(*args, unit_uid=instrument.unit_uid, **kwargs)
        self.instrument = instrument
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False
        )
        self.initial["version"] = instrument.version

    def ordered(self, label: str, rows: Any) -> Any:
        """Goals and instruments by symbol."""
        if label == "strategy.Goal":
            return rows.order_by("document_id", "code", "pk")
        if label == "instruments.Instrument":
            return rows.order_by("code", "pk")
        if label == "strategy.Target":
            return rows.select_related("goal", "local").order_by("goal__code", "pk")
        return super().ordered(label, rows)

    def clean(self) -> dict[str, Any]:
        """Nothing twice, nothing that ends before it begins."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end comes before the beginning."))
        if self.once and all(given.get(name) is not None for name in self.once):
            same = self._meta.model._default_manager.filter(
                **{self.whole: self.instrument},
                **{name: given[name] for name in self.once},
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error(self.once[0], _("This is on the list already."))
        return given


class GoalForm(PartForm):
    """A goal, how it is served, and the share of the effort."""

    once = ("goal",)

    class Meta:
        model = InstrumentGoal
        fields: ClassVar[list[str]] = ["goal", "contribution", "weight"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "contribution": forms.Textarea({"rows": 3})
        }

    def clean_weight(self) -> int | None:
        """From 1 to 100."""
        weight: int | None = self.cleaned_data["weight"]
        if weight is not None and not 1 <= weight <= 100:
            raise forms.ValidationError(_("Write a number from 1 to 100."))
        return weight


class TargetForm(PartForm):
    """A target of the unit."""

    once = ("target",)

    class Meta:
        model = InstrumentTarget
        fields: ClassVar[list[str]] = ["target"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name targets by their indicators."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target"]
        field.label_from_instance = target_label


def target_label(row: strategy.Target) -> str:
    """A target by its goal and indicator."""
    name = row.local.name if row.local else row.national
    return f"{row.goal.code} {name}" if row.goal else str(name)


class MemberForm(PartForm):
    """Another instrument of the unit."""

    once = ("part",)
    whole = "whole"

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = ["part", "note"]
        labels: ClassVar[dict[str, Any]] = {"part": _("Programme or project")}


class StageForm(PartForm):
    """A name and days."""

    class Meta:
        model = Stage
        fields: ClassVar[list[str]] = ["name", "since", "until", "done_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "since": _day(),
            "until": _day(),
            "done_on": _day(),
        }


class MilestoneForm(PartForm):
    """A name and three days: planned, now expected, reached."""

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = ["name", "planned_on", "forecast_on", "done_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "planned_on": _day(),
            "forecast_on": _day(),
            "done_on": _day(),
        }


class ProductForm(PartForm):
    """What comes of it, in a unit of measure."""

    planned = AmountField(
        label=_("How much is planned"), max_digits=18, decimal_places=3, min_value=0
    )
    achieved = AmountField(
        label=_("How much there is"),
        max_digits=18,
        decimal_places=3,
        min_value=0,
        required=False,
    )

    class Meta:
        model = Product
        fields: ClassVar[list[str]] = ["name", "unit_of_measure", "planned", "achieved"]


class PartnerForm(PartForm):
    """A local government by its code, or another body by its name."""

    unit_code = forms.CharField(
        label=_("Code of the local government"),
        required=False,
        max_length=7,
        help_text=_("Six digits of TERC; leave empty for other bodies."),
    )

    class Meta:
        model = Partner
        fields: ClassVar[list[str]] = ["name", "part"]

    field_order = ("unit_code", "name", "part")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the code of a unit that was chosen before."""
        super().__init__(*args, **kwargs)
        if self.instance.unit_uid and (
            unit := units.unit_by_uid(self.instance.unit_uid)
        ):
            self.initial["unit_code"] = unit.code

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        given = super().clean()
        code, name = given.pop("unit_code", ""), given.get("name", "")
        unit = units.unit_by_code(code.strip()) if code else None
        if code and unit is None:
            self.add_error("unit_code", _("There is no local government of this code."))
        elif bool(code) == bool(name):
            self.add_error("name", _("Write the code or the name, one of them."))
        given["unit_uid"] = unit.uid if unit else ""
        self.instance.unit_uid = given["unit_uid"]
        return given


class MoneyForm(PartForm):
    """Planned and executed money of a year from one source."""

    once = ("year", "source")
    planned = AmountField(
        label=_("Planned, in złoty"), max_digits=18, decimal_places=2, min_value=0
    )
    executed = AmountField(
        label=_("Executed, in złoty"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
    )

    class Meta:
        model = Money
        fields: ClassVar[list[str]] = ["year", "source", "planned", "executed"]

    def clean_year(self) -> int:
        """A year of our times."""
        year: int = self.cleaned_data["year"]
        if not 1990 <= year <= 2100:
            raise forms.ValidationError(_("Write a year from 1990 to 2100."))
        return year


PART_FORMS: Final[dict[str, type[PartForm]]] = {
    "goal": GoalForm,
    "target": TargetForm,
    "member": MemberForm,
    "stage": StageForm,
    "milestone": MilestoneForm,
    "product": ProductForm,
    "partner": PartnerForm,
    "money": MoneyForm,
}
