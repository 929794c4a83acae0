"""What an instrument serves and what it consists of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.instruments.models.instrument import Instrument

__all__ = ["InstrumentGoal", "InstrumentTarget", "Membership"]


class InstrumentGoal(models.Model):
    """A goal that the instrument serves, and how.

    ``weight`` is the share of its effort in per cent; None where nobody told.
    """

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="goal_links"
    )
    goal = models.ForeignKey(
        "strategy.Goal", models.CASCADE, related_name="instrument_links"
    )
    contribution = models.TextField(_("how it serves the goal"), blank=True)
    weight = models.PositiveSmallIntegerField(
        _("share of the effort in per cent"), null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("goal of an instrument")
        verbose_name_plural = _("goals of instruments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["instrument", "goal"], name="instruments_goal_once"
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=1, weight__lte=100),
                name="instruments_goal_weight_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.goal_id}"


class InstrumentTarget(models.Model):
    """A target whose value the instrument should move."""

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, related_name="target_links"
    )
    target = models.ForeignKey(
        "strategy.Target", models.CASCADE, related_name="instrument_links"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("target of an instrument")
        verbose_name_plural = _("targets of instruments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["instrument", "target"], name="instruments_target_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.target_id}"


class Membership(models.Model):
    """One instrument is part of another: a project of a portfolio, a programme."""

    whole = models.ForeignKey(Instrument, models.CASCADE, related_name="part_links")
    part = models.ForeignKey(Instrument, models.CASCADE, related_name="whole_links")
    note = models.CharField(_("why it belongs here"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("part of an instrument")
        verbose_name_plural = _("parts of instruments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["whole", "part"], name="instruments_membership_once"
            ),
            models.CheckConstraint(
                condition=~Q(whole=F("part")), name="instruments_membership_not_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whole_id} {self.part_id}"
