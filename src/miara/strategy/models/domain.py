"""Management domains and public services of one unit."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.localized import LocalizedField
from miara.core.personal_data import PersonalField
from miara.strategy.models.shared import Revised, forward, post

__all__ = ["Service", "UnitDomain"]


class UnitDomainQuerySet(models.QuerySet["UnitDomain"]):
    """Domains by day."""

    def on(self, day: date) -> Self:
        """Those in use on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class UnitDomain(Revised):
    """A management domain as a unit uses it, taken over from the national template.

    ``code`` is that of the template, or the unit's own.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    code = models.CharField(_("symbol"), max_length=40)
    name = LocalizedField(_("name"), max_length=120)
    coordinator = post(_("coordinator"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = UnitDomainQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("management domain")
        verbose_name_plural = _("management domains")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "code"], name="strategy_domain_code_once"
            ),
            forward("strategy_domain_ends_later"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Service(Revised):
    """A public service of a unit, from the national catalogue or its own.

    ``template`` is the code in the catalogue, empty for a service of the unit alone.
    """

    class Duty(models.TextChoices):
        """On whose behalf it is provided."""

        OWN = "OWN", _("own task")
        COMMISSIONED = "COMMISSIONED", _("commissioned task")

    class State(models.TextChoices):
        """Whether it is provided."""

        PROVIDED = "PROVIDED", _("provided")
        PLANNED = "PLANNED", _("planned")
        ENDED = "ENDED", _("no longer provided")

    unit_uid = models.CharField(_("unit"), max_length=80)
    template = models.CharField(_("code in the catalogue"), max_length=60, blank=True)
    name = LocalizedField(_("name"), max_length=200)
    domain = models.ForeignKey(
        UnitDomain, models.PROTECT, related_name="services", verbose_name=_("domain")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    legal_basis_verified = models.BooleanField(
        _("the legal basis was read in the act"), default=False
    )
    duty = models.CharField(_("duty"), max_length=12, choices=Duty, default=Duty.OWN)
    recipients = models.CharField(
        _("recipients of the service"), max_length=300, blank=True
    )
    standard = models.TextField(_("standard"), blank=True)
    provider = models.ForeignKey(
        "organisations.OrganisationalUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("provider"),
    )
    e_service = models.URLField(_("address of the e-service"), blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.PROVIDED
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("public service")
        verbose_name_plural = _("public services")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "template"],
                condition=~Q(template=""),
                name="strategy_service_template_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="strategy_service_unit"),
        ]

    def __str__(self) -> str:
        return str(self.name)
