"""Values of local indicators, kept as versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.strategy.models.indicator import LocalIndicator
from miara.strategy.models.shared import WHO

__all__ = ["OPEN_STATES", "LocalValue"]

#: States of a version that may still change.
OPEN_STATES = ("DRAFT", "SUBMITTED", "CHECKED", "APPROVED")


class LocalValue(models.Model):
    """One version of the value of one period; an old version is never overwritten.

    ``value`` is None when ``flag`` says why there is none. ``margin`` is half of the
    width of a 95 % interval, in the unit of measure. ``findings`` holds what the
    automatic check remarked, as codes with their numbers.
    """

    class State(models.TextChoices):
        """Where the version stands."""

        DRAFT = "DRAFT", pgettext_lazy("value", "draft")
        SUBMITTED = "SUBMITTED", pgettext_lazy("value", "submitted")
        CHECKED = "CHECKED", pgettext_lazy("value", "checked")
        APPROVED = "APPROVED", pgettext_lazy("value", "approved")
        PUBLISHED = "PUBLISHED", pgettext_lazy("value", "published")
        CORRECTED = "CORRECTED", pgettext_lazy("value", "replaced by a correction")

    class Flag(models.TextChoices):
        """What the value is, or why there is none."""

        MEASURED = "MEASURED", pgettext_lazy("value", "measured")
        ESTIMATED = "ESTIMATED", pgettext_lazy("value", "estimated")
        PROVISIONAL = "PROVISIONAL", pgettext_lazy("value", "provisional")
        MISSING = "MISSING", pgettext_lazy("value", "missing")
        CONFIDENTIAL = "CONFIDENTIAL", pgettext_lazy("value", "confidential")
        NOT_APPLICABLE = "NOT_APPLICABLE", pgettext_lazy("value", "not applicable")

    class Origin(models.TextChoices):
        """How the version came here."""

        FORM = "FORM", _("typed in")
        PASTE = "PASTE", _("pasted from a spreadsheet")
        FILE = "FILE", _("read from a file")
        SURVEY = "SURVEY", _("results of a survey")
        MACHINE = "MACHINE", _("sent by another system")

    indicator = models.ForeignKey(LocalIndicator, models.PROTECT, related_name="values")
    period = models.CharField(_("period"), max_length=9)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    value = models.DecimalField(
        _("value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    flag = models.CharField(
        _("mark of the value"), max_length=14, choices=Flag, default=Flag.MEASURED
    )
    margin = models.DecimalField(
        _("margin of error"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    sample = models.PositiveIntegerField(_("number of answers"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT
    )
    origin = models.CharField(
        _("origin"), max_length=7, choices=Origin, default=Origin.FORM
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    findings = models.JSONField(_("remarks of the check"), default=list)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = actor(_("entered by"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = actor(_("approved by"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "entered_by": WHO,
        "approved_by": WHO,
    }

    class Meta:
        verbose_name = _("value of a local indicator")
        verbose_name_plural = _("values of local indicators")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["indicator", "period", "version"],
                name="strategy_value_version_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(state="PUBLISHED"),
                name="strategy_value_one_published",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(state__in=OPEN_STATES),
                name="strategy_value_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    value__isnull=False,
                    flag__in=["MEASURED", "ESTIMATED", "PROVISIONAL"],
                )
                | Q(
                    value=None,
                    flag__in=["MISSING", "CONFIDENTIAL", "NOT_APPLICABLE"],
                ),
                name="strategy_value_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="strategy_value_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(margin=None) | Q(margin__gte=0),
                name="strategy_value_margin_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period} v{self.version}"
