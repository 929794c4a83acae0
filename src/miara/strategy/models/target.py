"""Targets: what a number is to become, by when, and who answers for it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField
from miara.strategy.models.domain import Service
from miara.strategy.models.goal import Goal
from miara.strategy.models.indicator import LocalIndicator
from miara.strategy.models.shared import Revised, post

__all__ = ["Target", "TargetStep"]


class Target(Revised):
    """A target of a goal or of a service on one indicator, national or local.

    ``tolerance`` is in the unit of measure. ``lower`` and ``upper`` bound a range;
    other kinds have ``final_value``, a trend has neither.
    """

    class Kind(models.TextChoices):
        """The rule by which its status is judged."""

        REACH = "REACH", _("reach a value")
        AT_MOST = "AT_MOST", _("stay at most at a value")
        RANGE = "RANGE", _("stay within a range")
        TREND = "TREND", _("move in a direction")
        NOT_WORSE = "NOT_WORSE", _("not worse than the year before")

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "UP", pgettext_lazy("number", "up")
        DOWN = "DOWN", pgettext_lazy("number", "down")

    unit_uid = models.CharField(_("unit"), max_length=80)
    goal = models.ForeignKey(
        Goal, models.CASCADE, null=True, blank=True, related_name="targets"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="targets"
    )
    national = models.CharField(_("national indicator"), max_length=80, blank=True)
    local = models.ForeignKey(
        LocalIndicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("local indicator"),
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(
        _("baseline year"), null=True, blank=True
    )
    baseline_value = models.DecimalField(
        _("baseline value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    final_year = models.PositiveSmallIntegerField(_("final year"))
    final_value = models.DecimalField(
        _("final value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    lower = models.DecimalField(
        _("lower bound"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    upper = models.DecimalField(
        _("upper bound"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("tolerance"), max_digits=20, decimal_places=6, default=0
    )
    legal_source = models.CharField(_("legal source"), max_length=300, blank=True)
    owner = post(_("owner"))
    note = models.TextField(_("note"), blank=True)
    review_until = models.DateField(_("to be reviewed by"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(goal=None, service__isnull=False)
                | Q(goal__isnull=False, service=None),
                name="strategy_target_of_goal_or_service",
            ),
            models.CheckConstraint(
                condition=(Q(national="") & Q(local__isnull=False))
                | (~Q(national="") & Q(local=None)),
                name="strategy_target_one_indicator",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["REACH", "AT_MOST"], final_value__isnull=False)
                | Q(kind="RANGE", lower__isnull=False, upper__gte=F("lower"))
                | Q(kind__in=["TREND", "NOT_WORSE"]),
                name="strategy_target_has_its_values",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0), name="strategy_target_tolerance_positive"
            ),
            models.CheckConstraint(
                condition=Q(baseline_year=None) | Q(baseline_year__lte=F("final_year")),
                name="strategy_target_baseline_first",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="strategy_target_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.national or self.local_id} {self.kind} {self.final_year}"


class TargetStep(models.Model):
    """A value on the way: what the number is to be in one year."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="steps")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("step of a target")
        verbose_name_plural = _("steps of targets")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["target", "year"], name="strategy_step_year_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year}"
