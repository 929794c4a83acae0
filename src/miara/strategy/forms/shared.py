"""What forms about a strategy share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import DecimalField, Model
from django.utils.translation import get_language

from miara.cycle.public import AmountField, PlanForm

__all__ = ["StrategyForm", "decimal_fields"]


class StrategyForm(PlanForm):
    """A form about a row of a strategy: choices are rows of the same unit."""

    limits: ClassVar[Mapping[str, str]] = {
        **PlanForm.limits,
        "strategy.UnitDomain": "unit_uid",
        "strategy.Service": "unit_uid",
        "strategy.LocalIndicator": "unit_uid",
        "strategy.Goal": "document__unit_uid",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show numbers without zeros that say nothing."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, AmountField) and name in self.initial:
                self.initial[name] = _shown(self.initial[name])
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def ordered(self, label: str, rows: Any) -> Any:
        """Choices in the order of their words."""
        orders = {
            "strategy.UnitDomain": ("position", "code"),
            "strategy.Service": ("domain__position", "position", "pk"),
            "strategy.LocalIndicator": ("code", "pk"),
            "strategy.Goal": ("document_id", "code"),
        }
        if label in orders:
            return rows.order_by(*orders[label])
        return super().ordered(label, rows)


def decimal_fields(model: type[Model]) -> dict[str, type[forms.Field]]:
    """For ``Meta.field_classes``: numbers as people write them."""
    return {
        field.name: AmountField
        for field in model._meta.concrete_fields
        if isinstance(field, DecimalField)
    }


def _shown(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    text = f"{value.normalize():f}"
    return text.replace(".", ",") if (get_language() or "pl") == "pl" else text
