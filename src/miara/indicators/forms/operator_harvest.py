"""Asking for series of the Local Data Bank, once or again and again."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miara.cube.harvest import BadPlan, UnknownSeries
from miara.cube.register import Level
from miara.indicators.domain.harvest_orders import plan_of, variables_in, years_until
from miara.indicators.models import HarvestSchedule
from miara.indicators.presenters.harvests import explain_harvest
from miara.indicators.queries.definitions import bank_series

FIRST_YEAR = 1995  # the oldest year of the bank


class HarvestForm(forms.Form):
    """Which series, at which level, for which years, how often."""

    variables = forms.CharField(
        label=_("Numbers of series"),
        help_text=_(
            "As in the address of the series in the Local Data Bank, separated by "
            "commas, for example 72305, 60559."
        ),
        max_length=2000,
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=HarvestSchedule.UnitLevel.choices
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR)
    last_year = forms.IntegerField(
        label=_("Last year"),
        required=False,
        min_value=FIRST_YEAR,
        help_text=_("Empty: to the last complete year."),
    )
    every = forms.ChoiceField(
        label=_("How often"), choices=HarvestSchedule.Every.choices
    )

    def clean_variables(self) -> tuple[int, ...]:
        """Numbers of series that the definitions know, each once."""
        try:
            numbers = variables_in(self.cleaned_data["variables"])
        except ValueError as error:
            raise forms.ValidationError(
                gettext("“%(text)s” is not the number of a series.") % {"text": error}
            ) from error
        known = bank_series()
        unknown = tuple(number for number in numbers if number not in known)
        if unknown:
            raise forms.ValidationError(explain_harvest(UnknownSeries(unknown)))
        return numbers

    def clean(self) -> dict[str, Any]:
        """Years in order; a plan that makes sense."""
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first."))
        elif first and "variables" in data and "level" in data:
            years = range(first, (last or first) + 1)
            try:
                plan_of(data["variables"], Level(data["level"]), years)
            except BadPlan:
                self.add_error("variables", _("Name at least one series, each once."))
        return data

    def years(self, today: Any) -> range:
        """The years of a harvest made now."""
        data = self.cleaned_data
        return years_until(data["first_year"], data["last_year"], today)
