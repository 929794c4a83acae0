"""What changed between two vintages: the public log of corrections."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """Numbers of one indicator or variable that a vintage changed.

    ``cells`` lists up to a thousand changes as ``[unit uid, period, old, new]``
    (None = no value); ``count`` is the number of all.
    """

    class Reason(models.TextChoices):
        """Why numbers changed."""

        SOURCE = "SOURCE", _("the source published other numbers")
        CORRECTION = "CORRECTION", _("a known error of the source was corrected")
        METHOD = "METHOD", _("the method of the indicator changed")
        TERRITORY = "TERRITORY", _("the territorial division changed")

    vintage = models.ForeignKey(
        "indicators.PublishedVintage", models.CASCADE, related_name="revisions"
    )
    code = models.CharField(_("code"), max_length=100)
    is_indicator = models.BooleanField(_("indicator"), default=False)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    detail = models.JSONField(_("explanation"), default=dict, blank=True)
    count = models.PositiveIntegerField(_("changed numbers"))
    added = models.PositiveIntegerField(_("new numbers"), default=0)
    cells = models.JSONField(_("changes"), default=list)
    recorded_at = models.DateTimeField(_("recorded at"))

    personal_data: ClassVar[dict[str, object]] = {}

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [models.Index(fields=["code", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.count}"
