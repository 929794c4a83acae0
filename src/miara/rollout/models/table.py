"""Tables sent to be written into the plans."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.rollout.models.rollout import who

__all__ = ["TableFile"]


class TableFile(models.Model):
    """A workbook with a strategy or with budget tasks, first only looked at.

    What it holds is read again each time from the kept bytes, against the plans as
    they are then; ``summary`` keeps what was made.
    """

    class Kind(models.TextChoices):
        """What it holds."""

        STRATEGY = "STRATEGY", pgettext_lazy("table", "strategy")
        TASKS = "TASKS", pgettext_lazy("table", "budget tasks")

    class State(models.TextChoices):
        """Whether it was written."""

        DRAFT = "DRAFT", pgettext_lazy("table", "waits for your decision")
        WRITTEN = "WRITTEN", pgettext_lazy("table", "written into the plans")
        REMOVED = "REMOVED", pgettext_lazy("table", "removed")

    unit_uid = models.CharField(_("unit"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year of the tasks"), default=0)
    name = models.CharField(_("name of the file"), max_length=200)
    stored = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.DRAFT
    )
    sent_at = models.DateTimeField(_("sent"))
    sent_by = actor(_("sent by"))
    ended_at = models.DateTimeField(_("written or removed"), null=True, blank=True)
    summary = models.JSONField(_("what was made"), default=dict, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "sent_by": who(_("To know who sent the file.")),
    }

    class Meta:
        verbose_name = _("table with plans")
        verbose_name_plural = _("tables with plans")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="DRAFT", ended_at=None)
                | (~Q(state="DRAFT") & Q(ended_at__isnull=False)),
                name="rollout_table_ended_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="rollout_table_unit"),
        ]

    def __str__(self) -> str:
        return self.name
