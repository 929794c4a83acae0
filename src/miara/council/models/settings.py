"""How a unit calls the states of its resolutions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["CouncilSettings"]


class CouncilSettings(models.Model):
    """Settings of one unit; ``words`` maps codes of states to the unit's own words.

    The row is also the lock of the register: whoever adds resolutions takes it first.
    """

    unit_uid = models.CharField(_("unit"), max_length=80, unique=True)
    words = models.JSONField(_("own words for states"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("settings of the council")
        verbose_name_plural = _("settings of the council")

    def __str__(self) -> str:
        return self.unit_uid
