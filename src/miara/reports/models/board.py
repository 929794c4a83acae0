"""What a unit shows of its money and council on pages for residents and councillors."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["PublicBoard"]


class PublicBoard(models.Model):
    """Explicit choices of a unit; without a row nothing of these is shown.

    Goals, programmes, reports and debates have acts of publication of their own and
    need no choice here.
    """

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    shows_tasks = models.BooleanField(
        _("the largest budget tasks, with their amounts"), default=False
    )
    shows_budget = models.BooleanField(
        _("execution of spending by division"), default=False
    )
    shows_resolutions = models.BooleanField(
        _("resolutions of the council with their state"), default=False
    )
    note = models.TextField(
        _("what people should know, and whom to ask"), max_length=2000, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("pages for residents and councillors")
        verbose_name_plural = _("pages for residents and councillors")

    def __str__(self) -> str:
        return self.unit_uid
