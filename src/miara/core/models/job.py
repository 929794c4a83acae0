"""Work done in the background while a person watches its progress."""

from datetime import datetime
from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub


class JobQuerySet(models.QuerySet["Job"]):
    """Reads of jobs."""

    def newest_first(self) -> Self:
        """Order by the time they were asked for."""
        return self.order_by("-created_at", "-pk")

    def unfinished(self) -> Self:
        """Waiting or running."""
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def silent_since(self, moment: datetime) -> Self:
        """Running by the table, but without a sign of life since the moment."""
        return self.filter(state=Job.State.RUNNING, heartbeat_at__lt=moment)


class Job(models.Model):
    """One piece of background work asked for by a person or by the schedule.

    ``kind`` names the registered function, ``params`` its keyword arguments.
    ``run`` is the key of the attempt that owns the job: a worker that lost it can no
    longer write.
    """

    class State(models.TextChoices):
        """Where the job stands."""

        QUEUED = "QUEUED", _("waiting")
        RUNNING = "RUNNING", _("running")
        DONE = "DONE", _("done")
        FAILED = "FAILED", _("failed")

    kind = models.CharField(_("kind"), max_length=80)
    params = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.QUEUED
    )
    done = models.PositiveBigIntegerField(_("steps done"), default=0)
    total = models.PositiveBigIntegerField(_("steps"), null=True)
    stage = models.CharField(_("stage"), max_length=200, blank=True)
    report = models.JSONField(_("report"), null=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("what went wrong"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="pl")
    created_by_id = models.CharField(_("asked for by"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    run = models.UUIDField(_("attempt"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "created_by_id": PersonalField(
            purpose=_("To show the result to the person who asked for the work."),
            keep_for=_("90 days after the work ended; it is a bare number."),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="core_job_state"),
            models.Index(fields=["created_by_id", "-created_at"], name="core_job_by"),
            models.Index(fields=["-created_at"], name="core_job_created"),
        ]
        constraints = [
            models.CheckConstraint(
                name="core_job_started_when_not_queued",
                condition=models.Q(state="QUEUED")
                | models.Q(started_at__isnull=False, heartbeat_at__isnull=False),
            ),
            models.CheckConstraint(
                name="core_job_finished_when_ended",
                condition=models.Q(
                    state__in=["DONE", "FAILED"], finished_at__isnull=False
                )
                | models.Q(state__in=["QUEUED", "RUNNING"], finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def is_finished(self) -> bool:
        """Whether it ended, well or badly."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def done_percent(self) -> int | None:
        """Progress, 0-100; None when the number of steps is not known."""
        if self.state == self.State.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else None
