"""Who read which application, and what is told to applicants when all is over."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor
from miara.core.personal_data import PersonalField


class EntryReading(models.Model):
    """A person opened an application on a day, in a part that they play.

    One row a person, entry, part and day: enough to say who read it and when, without
    following every click.
    """

    class Part(models.TextChoices):
        """As whom they read."""

        OFFICE = "OFFICE", _("office of the edition")
        EXPERT = "EXPERT", _("expert")
        JURY = "JURY", _("jury")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="readings")
    reader = actor(_("read by"))
    part = models.CharField(_("as whom"), max_length=8, choices=Part)
    on = models.DateField(_("day"))
    first_at = models.DateTimeField(_("first opened"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"reader": ACTOR}

    class Meta:
        verbose_name = _("reading of an application")
        verbose_name_plural = _("readings of applications")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "reader", "part", "on"], name="contest_reading_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entry", "on"], name="contest_reading_entry")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.part} {self.on}"


class Feedback(models.Model):
    """What an applicant is told about the application after the results.

    ``points`` holds, for each criterion, ``{"criterion", "strengths", "weaknesses"}``
    in words that the office chose. It never names an expert. ``percentile`` is the
    place within the cell, 0 to 100; None where it may not be told.
    """

    class State(models.TextChoices):
        """Where the letter stands."""

        DRAFT = "DRAFT", _("draft")
        READY = "READY", _("ready")
        SENT = "SENT", _("sent")

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="feedback")
    state = models.CharField(
        _("state"), max_length=6, choices=State, default=State.DRAFT
    )
    points = models.JSONField(_("by criterion"), default=list)
    summary = models.TextField(_("in general"), blank=True)
    percentile = models.DecimalField(
        _("percentile in the cell"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(_("made"))
    changed_at = models.DateTimeField(_("changed"))
    changed_by = actor(_("changed by"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = actor(_("sent by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "changed_by": ACTOR,
        "sent_by": ACTOR,
    }

    class Meta:
        verbose_name = _("feedback to an applicant")
        verbose_name_plural = _("feedback to applicants")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="SENT", sent_at__isnull=False)
                | (~Q(state="SENT") & Q(sent_at=None)),
                name="contest_feedback_sent_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"
