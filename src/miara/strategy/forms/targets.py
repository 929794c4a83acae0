"""Forms of targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from miara.strategy.domain.numbers import BadNumberError, read_number
from miara.strategy.forms.shared import StrategyForm, decimal_fields
from miara.strategy.models import Target
from miara.strategy.phrases import number

__all__ = ["ReviewForm", "StepsField", "TargetForm"]


class StepsField(forms.CharField):
    """Values on the way, a year and a value a line: ``2026: 12,5``."""

    widget = forms.Textarea({"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Lines of years and values."""
        if isinstance(value, dict):
            return "\n".join(
                f"{year}: {number(v)}" for year, v in sorted(value.items())
            )
        return value

    def clean(self, value: Any) -> dict[int, Decimal]:
        """Values by year.

        Raises
        ------
        ValidationError
            Naming the line that cannot be read.
        """
        text: str = super().clean(value)
        found: dict[int, Decimal] = {}
        for line in filter(str.strip, text.splitlines()):
            year, _mark, told = line.partition(":")
            try:
                value_read = read_number(told)
                found[int(year)] = value_read if value_read is not None else Decimal(0)
                is_wrong = value_read is None or not 1990 <= int(year) <= 2100
            except (BadNumberError, ValueError):
                is_wrong = True
            if is_wrong:
                raise ValidationError(
                    _("“%(line)s” is no year with a value. Write it like 2026: 12."),
                    params={"line": line.strip()},
                )
        return found


class TargetForm(StrategyForm):
    """What a number is to become; the indicator is national or local."""

    national = forms.ChoiceField(label=_("National indicator"), required=False)
    steps = StepsField(
        label=_("Values on the way"),
        required=False,
        help_text=_(
            "A year and a value a line, for example 2026: 12,5. Between them the path "
            "is straight."
        ),
    )

    class Meta:
        model = Target
        fields: ClassVar = [
            "national",
            "local",
            "kind",
            "direction",
            "baseline_year",
            "baseline_value",
            "final_year",
            "final_value",
            "lower",
            "upper",
            "steps",
            "tolerance",
            "legal_source",
            "owner",
            "review_until",
            "note",
        ]
        field_classes = decimal_fields(Target)
        widgets: ClassVar = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, national: list[Any], **kwargs: Any) -> None:
        """Offer national indicators that have numbers for the unit."""
        super().__init__(*args, **kwargs)
        self.fields["national"].choices = [("", _("none")), *national]  # type: ignore[attr-defined]
        kept = self.instance.national
        known = {code for _name, group in national for code, _title in group}
        if kept and kept not in known:
            self.fields["national"].choices += [(kept, kept)]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, without the path."""
        return {k: v for k, v in super().values.items() if k != "steps"}

    def clean(self) -> dict[str, Any]:
        """Exactly one indicator, and the numbers that the kind needs."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("national")) == bool(given.get("local")):
            self.add_error(
                "national", _("Choose one indicator: either a national or a local one.")
            )
        kind = given.get("kind")
        if kind in {"REACH", "AT_MOST"} and given.get("final_value") is None:
            self._ask(
                "final_value", _("Write the value that is to be reached or kept.")
            )
        if kind == "RANGE":
            self._check_range(given)
        if kind in {"TREND", "NOT_WORSE"} and not given.get("direction"):
            self._ask("direction", _("Say whether more or less is better."))
        base, last = given.get("baseline_year"), given.get("final_year")
        if base and last and base > last:
            self.add_error("baseline_year", _("The baseline is after the final year."))
        if given.get("tolerance") is not None and given["tolerance"] < 0:
            self.add_error("tolerance", _("A tolerance cannot be negative."))
        return given

    def _check_range(self, given: dict[str, Any]) -> None:
        low, high = given.get("lower"), given.get("upper")
        if low is None or high is None:
            self._ask("lower", _("Write both bounds of the range."))
        elif high < low:
            self.add_error("upper", _("The upper bound is below the lower one."))

    def _ask(self, name: str, text: Any) -> None:
        if name not in self.errors:
            self.add_error(name, text)


class ReviewForm(forms.Form):
    """Until when something is confirmed."""

    until = forms.DateField(
        label=_("Ask again on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer a year from today."""
        super().__init__(*args, **kwargs)
        self.today = today
        later = date(today.year + 1, today.month, min(today.day, 28))
        self.initial.setdefault("until", later)

    def clean_until(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["until"]
        if day <= self.today:
            raise ValidationError(_("Choose a day to come."))
        return day
