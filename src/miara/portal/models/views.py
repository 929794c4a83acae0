"""How often something was read, and nothing of who read it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField


class DailyViews(models.Model):
    """Views of one piece of news or one page on one day."""

    class Kind(models.TextChoices):
        """What was read."""

        NEWS = "NEWS", _("news")
        PAGE = "PAGE", _("page")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    number = models.PositiveBigIntegerField(_("number"))
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views of days")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "number", "day"], name="portal_views_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.day}"
