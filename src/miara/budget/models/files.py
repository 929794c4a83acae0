"""Files of reports and the lines read from them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.budget.models.shared import WHO, Side, grosze
from miara.budget.models.year import BudgetYear, Resolution
from miara.core.keys import actor
from miara.core.personal_data import PersonalField

__all__ = ["Line", "LineShare", "ReportFile", "StatementRow"]


class ReportFile(models.Model):
    """A file as handed in, its control sums and what its reader noticed.

    A draft waits for a person to look at it and has no lines. Of one kind, quarter
    and scope one file is in force; those it replaced keep their lines.
    ``base_sides`` holds the sides whose money of tasks comes from its lines: the
    newest ledger, or the report where there is no ledger.
    """

    class Kind(models.TextChoices):
        """What it tells; the codes of `miara.budget.domain.lines.FileKind`."""

        LEDGER = "LEDGER", _("export of the accounting system, with tasks")
        RB27S = "RB27S", _("Rb-27S: revenue")
        RB28S = "RB28S", _("Rb-28S: expenditure")
        RBNDS = "RBNDS", _("Rb-NDS: result, inflows and outflows")
        RBZ = "RBZ", _("Rb-Z: debt")
        RESOLUTION = "RESOLUTION", _("amounts of a resolution")
        MF_PIT = "MF_PIT", _("shares in income tax, list of the Ministry of Finance")

    class State(models.TextChoices):
        """Whether its lines count."""

        DRAFT = "DRAFT", pgettext_lazy("file of a report", "waits for your decision")
        ACTIVE = "ACTIVE", pgettext_lazy("file of a report", "in force")
        REPLACED = "REPLACED", pgettext_lazy("file of a report", "replaced by a newer")

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    quarter = models.PositiveSmallIntegerField(_("up to quarter"), default=0)
    scope = models.CharField(_("part of the unit"), max_length=40, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.DRAFT
    )
    base_sides = models.CharField(
        _("money of tasks comes from it"), max_length=2, blank=True
    )
    resolution = models.OneToOneField(
        Resolution, models.CASCADE, null=True, blank=True, related_name="file"
    )
    stored = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file")
    )
    name = models.CharField(_("name of the file"), max_length=200)
    columns = models.JSONField(_("columns chosen"), default=dict, blank=True)
    totals = models.JSONField(_("control sums"), default=dict, blank=True)
    findings = models.JSONField(_("what was noticed"), default=list, blank=True)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = actor(_("sent by"))
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"sent_by": WHO}

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget_year", "kind", "quarter", "scope"],
                condition=Q(state="ACTIVE", resolution=None),
                name="budget_file_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(quarter__lte=4), name="budget_file_quarter"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", taken_at=None)
                | (~Q(state="DRAFT") & Q(taken_at__isnull=False)),
                name="budget_file_taken_has_day",
            ),
            models.CheckConstraint(
                condition=Q(base_sides="") | Q(state="ACTIVE"),
                name="budget_file_base_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A line of a file; amounts in grosze.

    ``task`` is set when the whole line belongs to one; parts stand in `LineShare`.
    """

    class How(models.TextChoices):
        """What decided where the line goes."""

        NONE = "NONE", pgettext_lazy("line", "nothing yet")
        SYMBOL = "SYMBOL", _("the task named in the ledger")
        RULE = "RULE", _("a rule")
        HAND = "HAND", _("a person")

    file = models.ForeignKey(ReportFile, models.CASCADE, related_name="lines")
    side = models.CharField(_("side"), max_length=1, choices=Side)
    division = models.CharField(_("division"), max_length=3)
    chapter = models.CharField(_("chapter"), max_length=5)
    paragraph = models.CharField(_("paragraph"), max_length=3)
    digit = models.CharField(_("financing digit"), max_length=1, default="0")
    office = models.CharField(_("organisational unit"), max_length=60, blank=True)
    symbol = models.CharField(_("task in the file"), max_length=60, blank=True)
    label = models.CharField(_("name"), max_length=300, blank=True)
    place = models.CharField(_("place in the file"), max_length=20, blank=True)
    planned = grosze(_("plan"))
    changed = grosze(_("plan after changes"))
    committed = grosze(_("committed"))
    executed = grosze(_("executed"))
    other = models.JSONField(_("other amounts"), default=dict, blank=True)
    task = models.ForeignKey(
        "budget.BudgetTask",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("task"),
    )
    how = models.CharField(_("decided by"), max_length=6, choices=How, default=How.NONE)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("line of the budget")
        verbose_name_plural = _("lines of the budget")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(task=None) | ~Q(how="NONE"), name="budget_line_task_has_how"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["file", "side", "division", "chapter"], name="budget_line_codes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}-{self.chapter}-{self.paragraph}{self.digit}"


class LineShare(models.Model):
    """The part of a shared line that a task has, in grosze; no task is the rest."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="shares")
    task = models.ForeignKey(
        "budget.BudgetTask",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="line_shares",
    )
    planned = grosze(_("plan"))
    changed = grosze(_("plan after changes"))
    committed = grosze(_("committed"))
    executed = grosze(_("executed"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("part of a line")
        verbose_name_plural = _("parts of lines")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["line", "task"],
                condition=Q(task__isnull=False),
                name="budget_share_once",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(task=None), name="budget_share_one_rest"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StatementRow(models.Model):
    """A row of Rb-NDS or Rb-Z: a symbol with amounts in grosze."""

    file = models.ForeignKey(ReportFile, models.CASCADE, related_name="statements")
    symbol = models.CharField(_("symbol"), max_length=12)
    label = models.CharField(_("name"), max_length=300, blank=True)
    planned = grosze(_("plan"))
    executed = grosze(_("executed"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("row of a report")
        verbose_name_plural = _("rows of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["file", "symbol"], name="budget_statement_once"
            ),
        ]

    def __str__(self) -> str:
        return self.symbol
