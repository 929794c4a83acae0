"""Files of resolutions that were sent in, and what became of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.council.models.shared import who

__all__ = ["ResolutionIntake"]


class ResolutionIntake(models.Model):
    """A table of resolutions: looked at first, then taken over as a whole or not."""

    class State(models.TextChoices):
        """Whether its rows are on the register."""

        DRAFT = "DRAFT", pgettext_lazy("file of resolutions", "waits for your decision")
        TAKEN = "TAKEN", pgettext_lazy("file of resolutions", "taken over")

    unit_uid = models.CharField(_("unit"), max_length=80)
    stored = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    name = models.CharField(_("name of the file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.DRAFT
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = actor(_("sent by"))
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    added = models.PositiveIntegerField(_("new resolutions"), default=0)
    changed = models.PositiveIntegerField(_("changed resolutions"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "sent_by": who(_("To know who sent a file of resolutions.")),
    }

    class Meta:
        verbose_name = _("file of resolutions")
        verbose_name_plural = _("files of resolutions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="DRAFT", taken_at=None)
                | Q(state="TAKEN", taken_at__isnull=False),
                name="council_intake_taken_has_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="council_intake_unit"),
        ]

    def __str__(self) -> str:
        return self.name
