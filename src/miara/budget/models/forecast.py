"""The multi-year financial forecast (WPF) and its undertakings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.budget.models.shared import grosze
from miara.core.personal_data import PersonalField

__all__ = ["Forecast", "ForecastRow", "Undertaking", "UndertakingLimit"]


class Forecast(models.Model):
    """One forecast as adopted or changed; the latest day is in force.

    ``roles`` says which row of the unit's table is which, where it differs from
    `miara.budget.domain.forecast.ROLES`.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("budget year it goes with"))
    number = models.CharField(_("number of the resolution"), max_length=60)
    adopted_on = models.DateField(_("date of the resolution"))
    roles = models.JSONField(_("which row is which"), default=dict, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("multi-year financial forecast")
        verbose_name_plural = _("multi-year financial forecasts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "number"], name="budget_forecast_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ForecastRow(models.Model):
    """An amount of a row in a year, in grosze."""

    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("number of the row"), max_length=20)
    name = models.CharField(_("name"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    amount = grosze(_("amount"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("row of the forecast")
        verbose_name_plural = _("rows of the forecast")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["forecast", "code", "year"], name="budget_forecastrow_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class Undertaking(models.Model):
    """A multi-year undertaking of the annex, with limits by year."""

    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="undertakings")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("symbol"), max_length=60)
    name = models.CharField(_("name and goal"), max_length=500)
    is_capital = models.BooleanField(_("capital expenditure"), default=True)
    office = models.CharField(_("responsible unit"), max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    total = grosze(_("total outlays"))
    liabilities = grosze(_("limit of liabilities"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("undertaking of the forecast")
        verbose_name_plural = _("undertakings of the forecast")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["forecast", "code"], name="budget_undertaking_once"
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="budget_undertaking_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UndertakingLimit(models.Model):
    """The limit of an undertaking in a year, in grosze."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="limits")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = grosze(_("limit"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("limit of an undertaking")
        verbose_name_plural = _("limits of undertakings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["undertaking", "year"], name="budget_limit_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
