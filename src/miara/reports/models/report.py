"""Reports of a unit and their sections."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub
from miara.reports.domain.drafts import SectionState, shown_text, state_of

__all__ = ["Report", "Section"]


class Report(models.Model):
    """A report on a year or a part of it, made from what the unit keeps here.

    What is written here is the draft; readers see the last of its versions
    (`ReportVersion`). ``vintage`` is that of national numbers; empty when there are
    none. Texts and tables are stored, so later changes of data change nothing until the
    report is made anew. ``quarter`` is 0 but in quarterly reports.
    """

    class Kind(models.TextChoices):
        """Which report it is; the codes of `miara.reports.domain.kinds`."""

        STATE = "STATE", _("report on the state of the municipality")
        SHORT = "SHORT", _("report on the state of the municipality, short version")
        ANNEX = "ANNEX", _("report on the state of the municipality, annex")
        BUDGET = "BUDGET", _("information on the execution of the budget")
        HALF = "HALF", _("information on the budget for the first half-year")
        QUARTER = "QUARTER", _("quarterly report of budget tasks")

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.STATE)
    vintage = models.CharField(_("vintage"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("made from the data"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "made_by": PersonalField(
            purpose=_("To know who made the report."),
            keep_for=_("As long as the report; only the number of the account."),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year", "kind", "quarter"],
                name="reports_report_once",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="reports_report_year"
            ),
            models.CheckConstraint(
                condition=Q(kind="QUARTER", quarter__gte=1, quarter__lte=4)
                | (~Q(kind="QUARTER") & Q(quarter=0)),
                name="reports_report_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class Section(models.Model):
    """A part of a report: what the data say, and the author's text when there is one.

    ``basis`` is the text of the data that the author's was written beside.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    code = models.CharField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    heading = models.CharField(_("heading"), max_length=300)
    generated = models.TextField(_("written from the data"), blank=True)
    basis = models.TextField(_("what the author began from"), blank=True)
    edited = models.TextField(_("text of the author"), null=True, blank=True)
    table = models.JSONField(_("table"), default=dict, blank=True)
    figures = models.JSONField(_("numbers and bars"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("section of a report")
        verbose_name_plural = _("sections of reports")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "code"], name="reports_section_once"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def state(self) -> SectionState:
        """Whether the text of the author was written for the data as they are."""
        return state_of(self.generated, self.basis, self.edited)

    @property
    def is_conflict(self) -> bool:
        """Whether the author has to look at it."""
        return self.state is SectionState.CONFLICT

    @property
    def shown(self) -> str:
        """What readers see."""
        return shown_text(self.generated, self.edited)
