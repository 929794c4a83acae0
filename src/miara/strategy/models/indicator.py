"""Indicators that a unit measures itself."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.strategy.models.domain import Service, UnitDomain
from miara.strategy.models.shared import Revised, post

__all__ = ["LocalBreak", "LocalIndicator"]


class LocalIndicator(Revised):
    """An indicator of one unit; its numbers are `LocalValue`.

    Never part of a national vintage. ``lowest``, ``highest`` and ``jump_percent`` are
    what the automatic check asks a new value to keep. After ``review_until`` the
    indicator counts as expired until its owner confirms it.
    """

    class Kind(models.TextChoices):
        """What it tells about."""

        CONTEXT = "CONTEXT", _("conditions around the unit")
        INPUT = "INPUT", _("input")
        OUTPUT = "OUTPUT", _("output")
        OUTCOME = "OUTCOME", _("outcome")
        QUALITY = "QUALITY", _("quality of a service")
        COST = "COST", _("cost")
        SATISFACTION = "SATISFACTION", _("satisfaction")

    class Nature(models.TextChoices):
        """How it comes about."""

        OBJECTIVE = "OBJECTIVE", _("measured")
        SUBJECTIVE = "SUBJECTIVE", _("asked of people")

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "UP", _("more is better")
        DOWN = "DOWN", _("less is better")
        NONE = "NONE", _("neither is better")

    class Frequency(models.TextChoices):
        """How often there is a new value."""

        YEAR = "A", _("once a year")
        QUARTER = "Q", _("once a quarter")

    unit_uid = models.CharField(_("unit"), max_length=80)
    code = models.CharField(_("symbol"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    measure = models.CharField(_("unit of measure"), max_length=40)
    decimals = models.PositiveSmallIntegerField(
        _("decimal places"), default=0, validators=[MaxValueValidator(6)]
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    nature = models.CharField(
        _("nature"), max_length=10, choices=Nature, default=Nature.OBJECTIVE
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction, default=Direction.NONE
    )
    description = models.TextField(_("what it tells and how it is counted"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=1, choices=Frequency, default=Frequency.YEAR
    )
    domain = models.ForeignKey(
        UnitDomain,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("domain"),
    )
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("public service"),
    )
    owner = post(_("owner"))
    supplier = post(_("supplier of the values"))
    approver = post(_("approver of the values"))
    lowest = models.DecimalField(
        _("lowest possible value"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
    )
    highest = models.DecimalField(
        _("highest possible value"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
    )
    jump_percent = models.PositiveSmallIntegerField(
        _("change that asks for a check, in percent"), default=50
    )
    review_until = models.DateField(_("to be reviewed by"), null=True, blank=True)
    retired_on = models.DateField(_("no longer kept since"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("local indicator")
        verbose_name_plural = _("local indicators")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "code"], name="strategy_indicator_code_once"
            ),
            models.CheckConstraint(
                condition=Q(lowest=None)
                | Q(highest=None)
                | Q(highest__gte=F("lowest")),
                name="strategy_indicator_range_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LocalBreak(models.Model):
    """A period from which values cannot be compared with earlier ones."""

    indicator = models.ForeignKey(LocalIndicator, models.CASCADE, related_name="breaks")
    period = models.CharField(_("first period after the break"), max_length=9)
    reason = models.CharField(_("reason"), max_length=300)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("break in a series")
        verbose_name_plural = _("breaks in series")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["indicator", "period"], name="strategy_break_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"
