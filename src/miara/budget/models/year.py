"""A budget year of a unit, and the resolutions that made and changed its plan."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["BudgetYear", "Resolution"]


class BudgetYear(models.Model):
    """The budget of one unit in one year.

    ``tolerance`` is the number of percentage points by which spending of a task may
    stay behind the calendar before its status says so.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    tolerance = models.PositiveSmallIntegerField(
        _("spending may stay behind the calendar by (percentage points)"), default=15
    )
    population = models.PositiveIntegerField(
        _("number of inhabitants"), null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("budget year")
        verbose_name_plural = _("budget years")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year"], name="budget_year_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="budget_year_is_a_year",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__lte=100), name="budget_year_tolerance_percent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Resolution(models.Model):
    """An act that adopted or changed the plan; its amounts come in a file."""

    class Kind(models.TextChoices):
        """What it did."""

        BUDGET = "BUDGET", _("budget resolution")
        CHANGE = "CHANGE", _("change by the council")
        ORDER = "ORDER", _("change by an order of the head of the unit")

    budget_year = models.ForeignKey(
        BudgetYear, models.CASCADE, related_name="resolutions"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    number = models.CharField(_("number"), max_length=60)
    adopted_on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("resolution on the budget")
        verbose_name_plural = _("resolutions on the budget")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget_year", "number"], name="budget_resolution_once"
            ),
            models.UniqueConstraint(
                fields=["budget_year"],
                condition=Q(kind="BUDGET"),
                name="budget_resolution_one_adopts",
            ),
        ]

    def __str__(self) -> str:
        return self.number
