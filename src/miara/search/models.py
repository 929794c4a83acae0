"""The outbox of changes."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

#: An index that did not follow for longer is built anew.
KEEP_FOR = timedelta(days=7)


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    """Reads of changes."""

    def announced_since(self, moment: datetime) -> Self:
        """Changes not older than the moment, oldest first."""
        return self.filter(created_at__gte=moment).order_by("created_at", "pk")

    def announced_before(self, moment: datetime) -> Self:
        """Changes older than the moment."""
        return self.filter(created_at__lt=moment)


class IndexChange(models.Model):
    """A document that changed, written in the transaction that changed it.

    What the document is now is read when the change is applied; the row only says that
    it must be looked at. Every host with an index applies every row, so rows stay for a
    week instead of being deleted by the first.
    """

    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("key"), max_length=120)
    created_at = models.DateTimeField(_("announced"))

    objects = IndexChangeQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")
        indexes = [
            models.Index(fields=["created_at", "id"], name="search_change_announced"),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"
