"""Quarterly reports of tasks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.budget.models.shared import WHO, grosze
from miara.budget.models.task import BudgetTask
from miara.core.keys import actor
from miara.core.personal_data import PersonalField

__all__ = ["TaskReport", "TaskReportVersion"]


class TaskReport(models.Model):
    """What the manager of a task says about a quarter.

    Money is written down at the moment of sending, so the words stay beside the
    numbers they speak of. An approved report is locked; opening it again needs a
    reason, and the approved text stays as a version.
    """

    class State(models.TextChoices):
        """Where it stands; the codes of `miara.budget.domain.reporting`."""

        DRAFT = "DRAFT", pgettext_lazy("report of a task", "being written")
        SUBMITTED = "SUBMITTED", pgettext_lazy("report of a task", "waits for approval")
        RETURNED = "RETURNED", pgettext_lazy("report of a task", "returned to correct")
        APPROVED = "APPROVED", pgettext_lazy("report of a task", "approved and locked")
        REOPENED = "REOPENED", pgettext_lazy("report of a task", "opened to correct")

    task = models.ForeignKey(BudgetTask, models.CASCADE, related_name="reports")
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT
    )
    done = models.TextField(_("what was done"), blank=True)
    deviations = models.TextField(_("what went otherwise than planned"), blank=True)
    causes = models.TextField(_("why"), blank=True)
    actions = models.TextField(_("what will be done about it"), blank=True)
    effect = models.TextField(_("what it means for the goal"), blank=True)
    planned = grosze(_("plan"), null=True, blank=True, default=None)
    changed = grosze(_("plan after changes"), null=True, blank=True, default=None)
    committed = grosze(_("committed"), null=True, blank=True, default=None)
    executed = grosze(_("executed"), null=True, blank=True, default=None)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    submitted_by = actor(_("sent by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = actor(_("decided by"))
    reason = models.TextField(_("reason of the last decision"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "submitted_by": WHO,
        "decided_by": WHO,
    }

    class Meta:
        verbose_name = _("report of a task")
        verbose_name_plural = _("reports of tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "quarter"], name="budget_report_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="budget_report_quarter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SUBMITTED", "APPROVED"])
                | Q(submitted_at__isnull=False),
                name="budget_report_sent_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RETURNED", "REOPENED"]) | ~Q(reason=""),
                name="budget_report_opened_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.quarter)


class TaskReportVersion(models.Model):
    """A report as it was approved: texts, money and measures of that moment."""

    report = models.ForeignKey(TaskReport, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    approved_at = models.DateTimeField(_("approved"))
    approved_by = actor(_("approved by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"approved_by": WHO}

    class Meta:
        verbose_name = _("approved version of a report")
        verbose_name_plural = _("approved versions of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "number"], name="budget_reportversion_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
