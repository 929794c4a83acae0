"""What an instrument is made of: stages, milestones, products, partners, money."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.instruments.models.instrument import Instrument

__all__ = ["Milestone", "Money", "Partner", "Product", "Stage"]


class Stage(models.Model):
    """A stretch of the work, from one day to another, both included."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="stages")
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    done_on = models.DateField(_("completed on"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="instruments_stage_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """An event by which the work is known to be on its way."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="milestones"
    )
    name = models.CharField(_("name"), max_length=200)
    planned_on = models.DateField(_("planned day"))
    forecast_on = models.DateField(_("day now expected"), null=True, blank=True)
    done_on = models.DateField(_("reached on"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """What the work gives: so many kilometres, places, trainings."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="products")
    name = models.CharField(_("name"), max_length=200)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=60)
    planned = models.DecimalField(_("planned"), max_digits=18, decimal_places=3)
    achieved = models.DecimalField(
        _("achieved"), max_digits=18, decimal_places=3, null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(planned__gte=0) & (Q(achieved=None) | Q(achieved__gte=0)),
                name="instruments_product_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """Who works on it together with the unit: a unit, or another body by its name."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="partners")
    unit_uid = models.CharField(_("local government"), max_length=80, blank=True)
    name = models.CharField(_("name of the body"), max_length=300, blank=True)
    part = models.CharField(_("what it does"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(unit_uid="") & ~Q(name=""))
                | (~Q(unit_uid="") & Q(name="")),
                name="instruments_partner_one_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.unit_uid


class Money(models.Model):
    """Money of one year from one source, in złoty."""

    class Source(models.TextChoices):
        """Where it comes from."""

        OWN = "OWN", _("own budget")
        EU = "EU", _("European funds")
        STATE = "STATE", _("state budget")
        FUND = "FUND", _("special funds")
        LOAN = "LOAN", _("loans and bonds")
        PARTNER = "PARTNER", _("partners")
        OTHER = "OTHER", _("other sources")

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="money")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=7, choices=Source)
    planned = models.DecimalField(_("planned"), max_digits=18, decimal_places=2)
    executed = models.DecimalField(
        _("executed"), max_digits=18, decimal_places=2, null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("money of an instrument")
        verbose_name_plural = _("money of instruments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["instrument", "year", "source"], name="instruments_money_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="instruments_money_year",
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0) & (Q(executed=None) | Q(executed__gte=0)),
                name="instruments_money_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"
