"""The rollout of one unit, its data checklist, and what it writes for others."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField, Scrub

__all__ = ["DataAnswer", "Experience", "Rollout", "who"]


def who(purpose: Any) -> PersonalField:
    """Declaration of a field that names who did something."""
    return PersonalField(
        purpose=purpose,
        keep_for=_("as long as the plans of the unit; only the number of the account"),
        scrub=Scrub.KEEP,
    )


class Rollout(models.Model):
    """That a unit began, with which pack and for which year.

    ``posts`` keeps the posts named at the start by their code in the pack:
    ``{"planner": 12}``. Whether steps are done is counted, never stored.
    """

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    pack = models.CharField(_("pack"), max_length=60)
    year = models.PositiveSmallIntegerField(_("first year"))
    posts = models.JSONField(_("posts named"), default=dict, blank=True)
    started_at = models.DateTimeField(_("begun"))
    started_by = actor(_("begun by"))
    applied_at = models.DateTimeField(_("pack applied last"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "started_by": who(_("To know who began the rollout.")),
    }

    class Meta:
        verbose_name = _("rollout")
        verbose_name_plural = _("rollouts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="rollout_rollout_year_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.pack}"


class DataAnswer(models.Model):
    """Where one item of the data checklist stands, as people say."""

    class State(models.TextChoices):
        """Whether the data are within reach."""

        UNKNOWN = "UNKNOWN", pgettext_lazy("data", "nobody looked yet")
        WITHIN_REACH = "WITHIN_REACH", pgettext_lazy("data", "we know who has them")
        HAVE = "HAVE", pgettext_lazy("data", "we have them")
        NONE = "NONE", pgettext_lazy("data", "we do not have them")

    rollout = models.ForeignKey(Rollout, models.CASCADE, related_name="answers")
    item = models.CharField(_("data"), max_length=60)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.UNKNOWN
    )
    note = models.CharField(_("who has them, until when"), max_length=300, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("item of the data checklist")
        verbose_name_plural = _("items of data checklists")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rollout", "item"], name="rollout_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.state}"


class Experience(models.Model):
    """What a unit says of its rollout; others read it after consent.

    ``consented_at`` is when somebody of the unit agreed to show it; emptied again
    when they take the consent back.
    """

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    pack = models.CharField(_("pack"), max_length=60)
    helped = models.TextField(_("what helped"))
    hindered = models.TextField(_("what did not help or was missing"), blank=True)
    advice = models.TextField(_("what you would do otherwise"), blank=True)
    hours = models.PositiveIntegerField(
        _("hours of work of all people so far"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
    )
    written_at = models.DateTimeField(_("written"))
    written_by = actor(_("written by"))
    consented_at = models.DateTimeField(_("shown since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "written_by": who(_("To know who wrote in the name of the unit.")),
    }

    class Meta:
        verbose_name = _("experience of a unit")
        verbose_name_plural = _("experiences of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__lte=100_000),
                name="rollout_experience_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.pack}"
