"""The card of a task, its measures, and its quarterly report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.budget.actions.reports import TEXTS
from miara.budget.forms.fields import MoneyField
from miara.budget.models import BudgetTask, BudgetYear, TaskMeasure, TaskReport
from miara.cycle.public import AmountField, PlanForm

__all__ = ["CopyForm", "MeasureSet", "ReportForm", "TaskForm"]


class TaskForm(PlanForm):
    """What a task is."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.Service": "unit_uid",
        "strategy.UnitDomain": "unit_uid",
        "strategy.Goal": "document__unit_uid",
        "instruments.Instrument": "unit_uid",
    }
    needed = MoneyField(label=_("Money needed, in złoty"), required=False)
    hour_cost = MoneyField(label=_("Cost of a working hour, in złoty"), required=False)
    volume = AmountField(
        label=_("How many of them"),
        max_digits=16,
        decimal_places=3,
        min_value=Decimal("0.001"),
        required=False,
    )
    hours = AmountField(
        label=_("Working hours"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
    )

    class Meta:
        model = BudgetTask
        fields = (
            "symbol",
            "name",
            "kind",
            "organisational_unit",
            "manager",
            "domain",
            "service",
            "goals",
            "instruments",
            "undertaking",
            "district",
            "legal_basis",
            "recipients",
            "scope",
            "needed",
            "unit_of_volume",
            "volume",
            "hours",
            "hour_cost",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "scope": forms.Textarea({"rows": 4}),
            "goals": forms.CheckboxSelectMultiple,
            "instruments": forms.CheckboxSelectMultiple,
        }

    def ordered(self, label: str, rows: Any) -> Any:
        """Goals and instruments by their symbol."""
        orders = {
            "strategy.Goal": ("document_id", "code", "pk"),
            "instruments.Instrument": ("code", "pk"),
            "strategy.UnitDomain": ("position", "pk"),
            "strategy.Service": ("position", "pk"),
        }
        if label in orders:
            return rows.order_by(*orders[label])
        return super().ordered(label, rows)

    def clean_symbol(self) -> str:
        """One task a symbol in a year."""
        symbol = str(self.cleaned_data["symbol"]).strip()
        same = BudgetTask.objects.filter(
            budget_year=self.instance.budget_year, symbol__iexact=symbol
        ).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("Another task of this year has this symbol."))
        return symbol


class MeasureForm(forms.ModelForm):
    """One measure; without a name it is not there."""

    base = AmountField(
        label=_("The year before"), max_digits=18, decimal_places=4, required=False
    )
    planned = AmountField(
        label=_("Plan of the year"), max_digits=18, decimal_places=4, required=False
    )

    class Meta:
        model = TaskMeasure
        fields = ("name", "kind", "unit_of_measure", "direction", "base", "planned")


class BaseMeasureSet(forms.BaseFormSet[MeasureForm]):
    """Measures of a task as rows."""

    def clean(self) -> None:
        """Names differ."""
        names = [row["name"] for row in self.rows]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("Two measures have the same name."))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Filled rows that stay."""
        return [
            {k: v for k, v in form.cleaned_data.items() if k != "DELETE"}
            for form in self.forms
            if form.has_changed() or form.initial
            if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")
        ]


MeasureSet = forms.formset_factory(
    MeasureForm, formset=BaseMeasureSet, extra=2, can_delete=True, max_num=30
)


class CopyForm(forms.Form):
    """From which year tasks are copied."""

    source = forms.ModelChoiceField(
        BudgetYear.objects.none(), label=_("Copy tasks of the year")
    )

    def __init__(self, *args: Any, years: Any, **kwargs: Any) -> None:
        """Offer years of the unit."""
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = years  # type: ignore[attr-defined]


class ReportForm(forms.ModelForm):
    """What happened in a quarter, with values of measures."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TaskReport
        fields = TEXTS
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea({"rows": 4}) for name in TEXTS
        }

    def __init__(self, *args: Any, measures: list[TaskMeasure], **kwargs: Any) -> None:
        """Two fields a measure: so far, and the forecast of the year."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)
        self.measures = measures
        for row in measures:
            known = {v.quarter: v for v in row.values.all()}.get(self.instance.quarter)
            names = {"name": row.name, "unit": row.unit_of_measure}
            labels = {
                "actual": _("%(name)s, so far (%(unit)s)") % names,
                "forecast": _("%(name)s, forecast of the year (%(unit)s)") % names,
            }
            for kind, label in labels.items():
                self.fields[f"{kind}_{row.pk}"] = AmountField(
                    label=label, max_digits=18, decimal_places=4, required=False
                )
                value = getattr(known, kind) if known else None
                if value is not None:
                    self.initial[f"{kind}_{row.pk}"] = value.normalize()

    @property
    def texts(self) -> dict[str, str]:
        """What was written."""
        return {name: self.cleaned_data.get(name, "") for name in TEXTS}

    @property
    def values(self) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        """Values by key of the measure."""
        given = self.cleaned_data
        return {
            row.pk: (given.get(f"actual_{row.pk}"), given.get(f"forecast_{row.pk}"))
            for row in self.measures
        }
