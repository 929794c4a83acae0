"""Where a description was moved from: what makes a second move change nothing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.practices.models.card import PracticeCard


class MovedRow(models.Model):
    """The row of an archive that a card was last written from.

    ``digest`` is that of everything the row said; ``revision`` the key of the draft
    that it made, so that later corrections by people are noticed.
    """

    card = models.OneToOneField(PracticeCard, models.CASCADE, related_name="moved")
    file = models.CharField(_("file"), max_length=200)
    number = models.PositiveIntegerField(_("row"))
    digest = models.CharField(max_length=64)
    revision = models.PositiveBigIntegerField()
    moved_at = models.DateTimeField(_("moved"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("row of an archive")
        verbose_name_plural = _("rows of archives")

    def __str__(self) -> str:
        return f"{self.file}: {self.number}"
