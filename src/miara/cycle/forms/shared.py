"""What forms about plans share: choices of one unit, amounts as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.cycle.errors import ChangedMeanwhileError

__all__ = ["AmountField", "PlanForm", "ReasonForm", "day_field"]

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class AmountField(forms.DecimalField):
    """A number as people write it: ``1 234,50`` as well as ``1234.50``."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """The exact number; None when empty.

        Raises
        ------
        ValidationError
            When it is no number.
        """
        if isinstance(value, str):
            value = _SPACES.sub("", value).removesuffix("zł").replace(",", ".")
        return super().to_python(value)


def day_field(**options: Any) -> forms.DateField:
    """A day with the picker of the browser."""
    return forms.DateField(
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


class PlanForm(forms.ModelForm):
    """Parses and checks what is typed about a row of a unit; never saves it.

    Choices of other rows are those of the unit alone. ``limits`` says by which field
    a model belongs to a unit. A hidden ``version`` is the one that the person saw.
    """

    limits: ClassVar[Mapping[str, str]] = {
        "organisations.Post": "organisational_unit__unit_uid",
        "organisations.OrganisationalUnit": "unit_uid",
        "organisations.AuxiliaryUnit": "unit_uid",
    }

    def __init__(
        self, *args: Any, unit_uid: str, on: date | None = None, **kwargs: Any
    ) -> None:
        """Offer rows of one unit that hold on a day."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._limit(name, field, unit_uid, on)
        if hasattr(self._meta.model, "version"):
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False
            )
            self.initial.setdefault("version", self.instance.version)

    def _limit(self, name: str, field: Any, unit_uid: str, on: date | None) -> None:
        label = field.queryset.model._meta.label
        rows = field.queryset.filter(**{self.limits[label]: unit_uid})
        if on is not None and hasattr(field.queryset, "on"):
            # What was chosen before stays a choice, even when it has ended.
            chosen = getattr(self.instance, f"{name}_id", None)
            held = field.queryset.on(on).filter(**{self.limits[label]: unit_uid})
            rows = rows.filter(models.Q(pk__in=held.values("pk")) | models.Q(pk=chosen))
        field.queryset = self.ordered(label, rows)

    def ordered(self, label: str, rows: Any) -> Any:
        """Choices in the order of their words."""
        orders = {
            "organisations.Post": ("organisational_unit__code", "title", "pk"),
            "organisations.OrganisationalUnit": ("code", "pk"),
            "organisations.AuxiliaryUnit": ("name", "pk"),
        }
        return rows.order_by(*orders.get(label, ("pk",)))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by field, without the version."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}

    @property
    def seen(self) -> int | None:
        """The version that the person saw; None when the form did not tell."""
        found: int | None = self.cleaned_data.get("version")
        return found

    def tell(self, error: Any) -> None:
        """Show an error of an action; after a clash the next save may replace."""
        self.add_error(None, error.for_people())
        if isinstance(error, ChangedMeanwhileError):
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("version")] = str(error.version)
            self.data = data


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
