"""Budget tasks and their measures."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.budget.models.shared import grosze, post
from miara.budget.models.year import BudgetYear
from miara.core.personal_data import PersonalField

__all__ = ["BudgetTask", "MeasureValue", "TaskMeasure"]


class BudgetTask(models.Model):
    """A task of one year: what is done for money, by whom, for whom and what for.

    ``needed`` is the money that its manager asks for while the year is planned.
    ``undertaking`` names an undertaking of the forecast by its symbol: forecasts
    change through the year, and the symbol stays.
    """

    class Kind(models.TextChoices):
        """How it is planned."""

        CURRENT = "CURRENT", pgettext_lazy("task", "current")
        INVESTMENT = "INVESTMENT", pgettext_lazy("task", "investment")

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="tasks")
    symbol = models.CharField(_("symbol"), max_length=60)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.CURRENT
    )
    organisational_unit = models.ForeignKey(
        "organisations.OrganisationalUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisational unit"),
    )
    manager = post(_("manager of the task"))
    service = models.ForeignKey(
        "strategy.Service",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("public service"),
    )
    domain = models.ForeignKey(
        "strategy.UnitDomain",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("domain"),
    )
    goals = models.ManyToManyField(
        "strategy.Goal", blank=True, related_name="+", verbose_name=_("goals")
    )
    instruments = models.ManyToManyField(
        "instruments.Instrument",
        blank=True,
        related_name="+",
        verbose_name=_("programmes and projects"),
    )
    district = models.ForeignKey(
        "organisations.AuxiliaryUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district or village"),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    recipients = models.CharField(_("whom it serves"), max_length=300, blank=True)
    scope = models.TextField(_("scope and activities"), blank=True)
    needed = grosze(_("money needed"), null=True, blank=True, default=None)
    unit_of_volume = models.CharField(
        _("what the cost is counted for"), max_length=100, blank=True
    )
    volume = models.DecimalField(
        _("how many of them"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    hours = models.DecimalField(
        _("working hours"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    hour_cost = grosze(_("cost of a working hour"), null=True, blank=True, default=None)
    undertaking = models.CharField(
        _("undertaking of the forecast"), max_length=60, blank=True
    )
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("the task of the year before"),
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("budget task")
        verbose_name_plural = _("budget tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget_year", "symbol"], name="budget_task_symbol_once"
            ),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")),
                name="budget_task_not_own_past",
            ),
            models.CheckConstraint(
                condition=Q(volume=None) | Q(volume__gt=0), name="budget_task_volume"
            ),
            models.CheckConstraint(
                condition=(Q(hours=None) | Q(hours__gte=0))
                & (Q(hour_cost=None) | Q(hour_cost__gte=0))
                & (Q(needed=None) | Q(needed__gte=0)),
                name="budget_task_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.name}"


class TaskMeasure(models.Model):
    """A measure (miernik) of a task."""

    class Kind(models.TextChoices):
        """What it measures."""

        INPUT = "INPUT", pgettext_lazy("measure", "input")
        OUTPUT = "OUTPUT", pgettext_lazy("measure", "product")
        RESULT = "RESULT", pgettext_lazy("measure", "result")
        EFFICIENCY = "EFFICIENCY", pgettext_lazy("measure", "efficiency")

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "UP", _("more is better")
        DOWN = "DOWN", _("less is better")
        NONE = "NONE", _("neither is better")

    task = models.ForeignKey(BudgetTask, models.CASCADE, related_name="measures")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction, default=Direction.NONE
    )
    base = models.DecimalField(
        _("year before"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    planned = models.DecimalField(
        _("plan of the year"), max_digits=18, decimal_places=4, null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("measure of a task")
        verbose_name_plural = _("measures of tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "name"], name="budget_measure_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureValue(models.Model):
    """What a measure came to by the end of a quarter, and what the year will bring."""

    measure = models.ForeignKey(TaskMeasure, models.CASCADE, related_name="values")
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    actual = models.DecimalField(
        _("so far"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    forecast = models.DecimalField(
        _("forecast of the year"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("value of a measure")
        verbose_name_plural = _("values of measures")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["measure", "quarter"], name="budget_measurevalue_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="budget_measurevalue_quarter",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quarter)
