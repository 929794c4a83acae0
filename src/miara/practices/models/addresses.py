"""Addresses that descriptions had elsewhere, and lead here for ever."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.practices.models.card import PracticeCard


class FormerAddress(models.Model):
    """An address in an earlier base: path and query, without the host."""

    address = models.CharField(_("former address"), max_length=500, unique=True)
    card = models.ForeignKey(
        PracticeCard, models.CASCADE, related_name="former_addresses"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("address",)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.address
