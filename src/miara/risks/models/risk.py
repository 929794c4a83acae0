"""The register: risks, reviews of them, and what came true."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["Risk", "RiskEvent", "RiskReview"]

_STEPS = Q(
    inherent_impact__gte=1,
    inherent_likelihood__gte=1,
    impact__gte=1,
    likelihood__gte=1,
)


def _keep(purpose: Any) -> PersonalField:
    return PersonalField(
        purpose=purpose,
        keep_for=_("as long as the register; only the number of the account"),
        scrub=Scrub.KEEP,
    )


def _person() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )


class Risk(models.Model):
    """An event that may stand in the way of goals and tasks.

    Steps of impact and likelihood count from 1: inherent ones before any control,
    the others with the controls there are.
    """

    class Category(models.TextChoices):
        """What the risk is about."""

        FINANCIAL = "FINANCIAL", pgettext_lazy("risk", "financial")
        LEGAL = "LEGAL", pgettext_lazy("risk", "legal")
        PEOPLE = "PEOPLE", pgettext_lazy("risk", "people and organisation")
        IT = "IT", pgettext_lazy("risk", "computers and data")
        IMAGE = "IMAGE", pgettext_lazy("risk", "trust and image")
        EXTERNAL = "EXTERNAL", pgettext_lazy("risk", "external")
        CORRUPTION = "CORRUPTION", pgettext_lazy("risk", "corruption")
        OTHER = "OTHER", pgettext_lazy("risk", "other")

    class Reaction(models.TextChoices):
        """What the unit does about it."""

        TOLERATE = "TOLERATE", pgettext_lazy("risk", "tolerate")
        TRANSFER = "TRANSFER", pgettext_lazy("risk", "transfer")
        WITHDRAW = "WITHDRAW", pgettext_lazy("risk", "withdraw")
        ACT = "ACT", pgettext_lazy("risk", "act")

    unit_uid = models.CharField(_("unit"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("what may happen"), max_length=300)
    category = models.CharField(_("category"), max_length=10, choices=Category)
    cause = models.TextField(_("cause"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    controls = models.TextField(_("what is done against it now"), blank=True)
    inherent_impact = models.PositiveSmallIntegerField(_("impact before controls"))
    inherent_likelihood = models.PositiveSmallIntegerField(
        _("likelihood before controls")
    )
    impact = models.PositiveSmallIntegerField(_("impact with controls"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood with controls"))
    reaction = models.CharField(_("reaction"), max_length=8, choices=Reaction)
    action = models.TextField(_("planned action"), blank=True)
    action_by = models.DateField(_("deadline of the action"), null=True, blank=True)
    owner = models.ForeignKey(
        "organisations.Post",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("owner"),
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    goals = models.ManyToManyField(
        "strategy.Goal", blank=True, related_name="risks", verbose_name=_("goals")
    )
    instruments = models.ManyToManyField(
        "instruments.Instrument",
        blank=True,
        related_name="risks",
        verbose_name=_("programmes and projects"),
    )
    tasks = models.ManyToManyField(
        "budget.BudgetTask",
        blank=True,
        related_name="risks",
        verbose_name=_("budget tasks"),
    )
    indicators = models.ManyToManyField(
        "strategy.LocalIndicator",
        blank=True,
        related_name="risks",
        verbose_name=_("local indicators"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_reason = models.TextField(_("why it was closed"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("action_by",)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "number"], name="risks_risk_number_once"
            ),
            models.CheckConstraint(condition=_STEPS, name="risks_risk_steps_from_one"),
            models.CheckConstraint(
                condition=(Q(closed_on=None) & Q(closed_reason=""))
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="risks_risk_closed_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class RiskReview(models.Model):
    """Somebody looked at a risk on a day and said how large it is now."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("day"))
    impact = models.PositiveSmallIntegerField(_("impact"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    note = models.TextField(_("what was found"))
    made_by = _person()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": _keep(_("To know who reviewed the risk.")),
    }

    class Meta:
        verbose_name = _("review of a risk")
        verbose_name_plural = _("reviews of risks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(impact__gte=1, likelihood__gte=1),
                name="risks_review_steps_from_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id} {self.reviewed_on}"


class RiskEvent(models.Model):
    """The risk came true on a day; ``loss`` in złoty, None when nobody knows it."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="events")
    happened_on = models.DateField(_("day"))
    description = models.TextField(_("what happened"))
    loss = models.DecimalField(
        _("loss in złoty"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    made_by = _person()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": _keep(_("To know who entered the event.")),
    }

    class Meta:
        verbose_name = _("event of a risk")
        verbose_name_plural = _("events of risks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(loss=None) | Q(loss__gte=0),
                name="risks_event_loss_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id} {self.happened_on}"
