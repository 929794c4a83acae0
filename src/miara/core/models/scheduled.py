"""What the schedule remembers about each of its tasks."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField


class ScheduledRunQuerySet(models.QuerySet["ScheduledRun"]):
    """Reads and the one atomic claim."""

    def claimable(self, *, slot: datetime, now: datetime) -> Self:
        """Rows whose slot was not run yet, or whose runner died.

        Parameters
        ----------
        slot
            Latest moment at which the task was due.
        now
            The present.
        """
        idle = Q(held_until__isnull=True) | Q(held_until__lte=now)
        older = Q(slot__isnull=True) | Q(slot__lt=slot) | Q(held_until__lte=now)
        rested = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
        return self.filter(idle, older, rested)


class ScheduledRun(models.Model):
    """The last run of one task of the schedule.

    ``slot`` is the due moment served last; ``held_until`` is set while a worker runs
    the task and lets another take over when the first one died.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    slot = models.DateTimeField(_("due moment served"), null=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    held_until = models.DateTimeField(_("held until"), null=True)
    retry_at = models.DateTimeField(_("next attempt"), null=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    objects = ScheduledRunQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")

    def __str__(self) -> str:
        return self.name
