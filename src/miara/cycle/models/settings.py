"""How the cycle of one unit works."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["CycleSettings"]


class CycleSettings(models.Model):
    """Choices of a unit: one hand or two, reminders, the key of its feed.

    A unit without a row works with the defaults.
    """

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    is_one_person = models.BooleanField(_("one person may approve"), default=False)
    sends_reminders = models.BooleanField(_("reminders by mail"), default=True)
    days_before = models.PositiveSmallIntegerField(
        _("days before the term"), default=14
    )
    feed_key = models.CharField(
        _("key of the calendar feed"),
        max_length=43,
        unique=True,
        default=secrets.token_urlsafe,
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("is_one_person",)

    class Meta:
        verbose_name = _("settings of the cycle")
        verbose_name_plural = _("settings of cycles")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(days_before__lte=90), name="cycle_settings_days_before"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_uid
