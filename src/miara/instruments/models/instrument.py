"""Instruments: programmes, projects, portfolios and networks of a unit."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField

__all__ = ["Instrument"]


class Instrument(models.Model):
    """Something by which a unit reaches its goals.

    ``sections`` holds the texts of a programme by the codes of
    `miara.instruments.phrases.SECTIONS`. A civic-budget project carries the year of
    its edition, and its votes when they are known. What is public was made so by an
    act of a planner; ``published_at`` is the moment since which changes are told to
    everybody.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PROGRAMME = "PROGRAMME", _("programme")
        PROJECT = "PROJECT", _("project")
        PORTFOLIO = "PORTFOLIO", _("portfolio of projects")
        NETWORK = "NETWORK", _("network of projects")

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "PLANNED", pgettext_lazy("instrument", "planned")
        GOING = "GOING", pgettext_lazy("instrument", "under way")
        DONE = "DONE", pgettext_lazy("instrument", "completed")
        STOPPED = "STOPPED", pgettext_lazy("instrument", "stopped")

    unit_uid = models.CharField(_("unit"), max_length=80)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    code = models.CharField(_("symbol"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.PLANNED
    )
    domain = models.ForeignKey(
        "strategy.UnitDomain",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("domain"),
    )
    organisational_unit = models.ForeignKey(
        "organisations.OrganisationalUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("organisational unit"),
    )
    manager = models.ForeignKey(
        "organisations.Post",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("manager"),
    )
    district = models.ForeignKey(
        "organisations.AuxiliaryUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("district or village"),
    )
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    sections = models.JSONField(_("sections"), default=dict, blank=True)
    adoption = models.ForeignKey(
        "practices.Adoption",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name=_("adopted practice"),
    )
    civic_year = models.PositiveSmallIntegerField(
        _("year of the civic budget"), null=True, blank=True
    )
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "code"], name="instruments_instrument_code_once"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="instruments_instrument_forward",
            ),
            models.CheckConstraint(
                condition=Q(votes=None) | Q(civic_year__isnull=False),
                name="instruments_instrument_votes_of_civic",
            ),
            models.CheckConstraint(
                condition=Q(civic_year=None) | Q(kind="PROJECT"),
                name="instruments_instrument_civic_is_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
