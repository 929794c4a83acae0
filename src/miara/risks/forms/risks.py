"""Forms of the register: a risk, a review, an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.cycle.public import AmountField, PlanForm
from miara.risks.domain.register import residual_above_inherent
from miara.risks.domain.scales import Scale
from miara.risks.models import Risk, RiskEvent

__all__ = ["EventForm", "FilterForm", "ReviewForm", "RiskForm"]


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def _steps(names: Sequence[str], label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(i, f"{i} – {name}") for i, name in enumerate(names, start=1)],
    )


class RiskForm(PlanForm):
    """What may happen, how large it is, what is done and by whom."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.Goal": "document__unit_uid",
        "instruments.Instrument": "unit_uid",
        "budget.BudgetTask": "budget_year__unit_uid",
        "strategy.LocalIndicator": "unit_uid",
    }

    class Meta:
        model = Risk
        fields: ClassVar[list[str]] = [
            "name",
            "category",
            "cause",
            "effect",
            "inherent_impact",
            "inherent_likelihood",
            "controls",
            "impact",
            "likelihood",
            "reaction",
            "action",
            "action_by",
            "owner",
            "review_on",
            "goals",
            "instruments",
            "tasks",
            "indicators",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "cause": forms.Textarea({"rows": 2}),
            "effect": forms.Textarea({"rows": 2}),
            "controls": forms.Textarea({"rows": 3}),
            "action": forms.Textarea({"rows": 3}),
            "action_by": _day(),
            "review_on": _day(),
            "goals": forms.CheckboxSelectMultiple(),
            "instruments": forms.CheckboxSelectMultiple(),
            "tasks": forms.SelectMultiple({"size": 8}),
            "indicators": forms.CheckboxSelectMultiple(),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("An event, not a state: for example “the contractor gives up”."),
            "inherent_impact": _("As if nothing were done against it."),
            "review_on": _("When it is to be looked at again."),
        }

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        """Offer the steps of the unit's scale."""
        super().__init__(*args, **kwargs)
        for name in ("inherent_impact", "impact"):
            self.fields[name] = self._steps_of(name, scale.impact)
        for name in ("inherent_likelihood", "likelihood"):
            self.fields[name] = self._steps_of(name, scale.likelihood)

    def _steps_of(self, name: str, names: Sequence[str]) -> forms.TypedChoiceField:
        old = self.fields[name]
        made = _steps(names, old.label)
        made.help_text = old.help_text
        return made

    def ordered(self, label: str, rows: Any) -> Any:
        """Goals, instruments and indicators by symbol."""
        if label == "strategy.Goal":
            return rows.order_by("document_id", "code", "pk")
        if label in {"instruments.Instrument", "strategy.LocalIndicator"}:
            return rows.order_by("code", "pk")
        if label == "budget.BudgetTask":
            return rows.select_related("budget_year").order_by(
                "-budget_year__year", "symbol", "pk"
            )
        return super().ordered(label, rows)

    def clean(self) -> dict[str, Any]:
        """Controls do not make a risk larger."""
        given: dict[str, Any] = super().clean() or {}
        steps = ("inherent_impact", "inherent_likelihood", "impact", "likelihood")
        if all(name in given for name in steps):
            before = (given["inherent_impact"], given["inherent_likelihood"])
            after = (given["impact"], given["likelihood"])
            if residual_above_inherent(before, after):
                self.add_error(
                    "impact",
                    _("With controls the risk cannot be larger than without them."),
                )
        return given


class ReviewForm(forms.Form):
    """How large it is now, what was found, when the next look is."""

    note = forms.CharField(
        label=_("What you found"),
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
    )
    review_on = forms.DateField(label=_("Next review"), widget=_day())

    field_order = ("impact", "likelihood", "note", "review_on")

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        """Offer the steps of the unit's scale."""
        super().__init__(*args, **kwargs)
        self.fields["impact"] = _steps(scale.impact, _("Impact now"))
        self.fields["likelihood"] = _steps(scale.likelihood, _("Likelihood now"))
        self.order_fields(self.field_order)


class EventForm(forms.ModelForm):
    """When it came true, what happened, the loss when known."""

    loss = AmountField(
        label=_("Loss in złoty"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Leave empty when nobody knows it; zero means no loss."),
    )

    class Meta:
        model = RiskEvent
        fields: ClassVar[list[str]] = ["happened_on", "description", "loss"]
        labels: ClassVar[dict[str, Any]] = {
            "happened_on": _("Day of the event"),
            "description": _("What happened"),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "happened_on": _day(),
            "description": forms.Textarea({"rows": 3}),
        }


class FilterForm(forms.Form):
    """Which risks the register shows."""

    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", _("all")), *Risk.Category.choices],
    )
    is_closed = forms.BooleanField(label=_("Closed ones"), required=False)
