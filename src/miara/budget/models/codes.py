"""Codes of the budget classification that a unit loaded."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["ClassificationCode"]


class ClassificationCode(models.Model):
    """A code of one list while it holds, with the act that brought it."""

    class Kind(models.TextChoices):
        """Which list; the codes of `miara.budget.domain.dictionary.CodeKind`."""

        DIVISION = "DIVISION", _("division")
        CHAPTER = "CHAPTER", _("chapter")
        REVENUE = "REVENUE", _("paragraph of revenue")
        EXPENDITURE = "EXPENDITURE", _("paragraph of expenditure")
        DIGIT = "DIGIT", _("financing digit")

    unit_uid = models.CharField(_("unit"), max_length=80)
    kind = models.CharField(_("list"), max_length=11, choices=Kind)
    code = models.CharField(_("code"), max_length=5)
    name = models.TextField(_("name"))
    since = models.DateField(_("in force from"), null=True, blank=True)
    until = models.DateField(_("in force until"), null=True, blank=True)
    act = models.CharField(_("act"), max_length=300, blank=True)
    successors = models.JSONField(_("codes that follow"), default=list, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("code of the budget classification")
        verbose_name_plural = _("codes of the budget classification")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "kind", "code", "since"],
                condition=Q(since__isnull=False),
                name="budget_code_once",
            ),
            models.UniqueConstraint(
                fields=["unit_uid", "kind", "code"],
                condition=Q(since=None),
                name="budget_code_once_undated",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="budget_code_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return self.code
