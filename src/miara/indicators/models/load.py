"""One official file, read and kept."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.indicators.models.personal import ACTOR


class DataLoadQuerySet(models.QuerySet["DataLoad"]):
    """Selections of loads."""

    def active(self) -> "DataLoadQuerySet":
        """Loads that the next vintage is built of, oldest first."""
        return self.filter(withdrawn_at=None).order_by("loaded_at", "pk")


class DataLoad(models.Model):
    """One official file: its origin, what was found in it, where its numbers lie.

    The numbers themselves are objects of the cube's store, named in ``planes``;
    a load is never changed, only withdrawn.
    """

    table = models.CharField(_("table"), max_length=100)
    source = models.CharField(_("source"), max_length=100)
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    publisher = models.CharField(_("publisher"), max_length=255)
    title = models.TextField(_("title"))
    notes = models.JSONField(_("footnotes"), default=list, blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    codes_on = models.DateField(_("codes as of"), null=True, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    planes = models.JSONField(_("variables"), default=list)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    is_fictional = models.BooleanField(_("fictional"), default=False)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.CharField(_("loaded by"), max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = DataLoadQuerySet.as_manager()
    personal_data: ClassVar[dict[str, PersonalField]] = {"loaded_by": ACTOR}

    class Meta:
        verbose_name = _("data file")
        verbose_name_plural = _("data files")
        constraints = [
            # The same bytes read as the same table are the same load.
            models.UniqueConstraint(
                fields=["table", "sha256"],
                condition=models.Q(withdrawn_at=None),
                name="indicators_load_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.table})"
