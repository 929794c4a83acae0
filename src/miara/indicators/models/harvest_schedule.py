"""A standing order: these series of the Local Data Bank, so often."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.indicators.models.personal import ACTOR


class HarvestScheduleQuerySet(models.QuerySet["HarvestSchedule"]):
    """Selections of standing orders."""

    def due(self, now: datetime) -> "HarvestScheduleQuerySet":
        """Switched on and due."""
        return self.filter(is_on=True, next_due_at__lte=now).order_by("pk")


class HarvestSchedule(models.Model):
    """Series, level and years harvested again and again by the schedule.

    ``last_year`` None means: to the last complete year, whenever it runs.
    """

    class Every(models.TextChoices):
        """How often; ONCE waits for the limit of the bank and then goes on."""

        ONCE = "ONCE", _("once, now")
        DAY = "DAY", _("every day")
        WEEK = "WEEK", _("every week")
        MONTH = "MONTH", _("every 30 days")

    class UnitLevel(models.TextChoices):
        """Levels that can be asked for."""

        MUNICIPALITY = "gmina", _("municipalities")
        COUNTY = "powiat", _("counties")
        VOIVODESHIP = "wojewodztwo", _("voivodeships")
        COUNTRY = "kraj", _("Poland")

    variables = models.JSONField(_("numbers of series"))
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=UnitLevel.choices,
        default=UnitLevel.MUNICIPALITY,
    )
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    every = models.CharField(
        _("how often"), max_length=10, choices=Every.choices, default=Every.WEEK
    )
    is_on = models.BooleanField(_("switched on"), default=True)
    next_due_at = models.DateTimeField(_("next time"))
    last_asked_at = models.DateTimeField(_("last time"), null=True, blank=True)
    created_at = models.DateTimeField(_("ordered at"))
    created_by = models.CharField(_("ordered by"), max_length=64, blank=True)

    objects = HarvestScheduleQuerySet.as_manager()
    personal_data: ClassVar[dict[str, PersonalField]] = {"created_by": ACTOR}

    class Meta:
        verbose_name = _("standing order of a harvest")
        verbose_name_plural = _("standing orders of harvests")
        constraints = [
            models.CheckConstraint(
                name="indicators_harvest_years_in_order",
                condition=models.Q(last_year=None)
                | models.Q(last_year__gte=models.F("first_year")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variables} {self.level}"

    @property
    def interval(self) -> timedelta | None:
        """Time between two harvests; None when there is only one."""
        return {
            self.Every.DAY: timedelta(days=1),
            self.Every.WEEK: timedelta(days=7),
            self.Every.MONTH: timedelta(days=30),
        }.get(self.Every(self.every))
