"""Management control: self-assessment against the standards, and the declaration."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField

__all__ = ["Assessment", "AssessmentMark", "Declaration"]


class Assessment(models.Model):
    """Self-assessment of a unit for a year; a closed one is not changed any more."""

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year"], name="risks_assessment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.year}"


class AssessmentMark(models.Model):
    """What the unit says of one standard, and what shows it."""

    class Mark(models.TextChoices):
        """How far the standard is met."""

        NOT_ASKED = "NOT_ASKED", pgettext_lazy("standard", "not assessed")
        MET = "MET", pgettext_lazy("standard", "met")
        PARTLY = "PARTLY", pgettext_lazy("standard", "partly met")
        NOT_MET = "NOT_MET", pgettext_lazy("standard", "not met")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="marks")
    standard = models.PositiveSmallIntegerField(_("standard"))
    mark = models.CharField(_("assessment"), max_length=9, choices=Mark)
    evidence = models.TextField(_("what shows it"), blank=True)
    action = models.TextField(_("what will be improved"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("mark of a standard")
        verbose_name_plural = _("marks of standards")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["assessment", "standard"], name="risks_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(standard__gte=1, standard__lte=22),
                name="risks_mark_of_a_standard",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.standard}"


class Declaration(models.Model):
    """The declaration on the state of management control of a year, as text.

    ``text`` is what people wrote of the draft; making a draft anew never touches it.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved"))
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("declaration on management control")
        verbose_name_plural = _("declarations on management control")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "year"], name="risks_declaration_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.year}"
