"""A reader says that a number is wrong."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub
from miara.indicators.models.personal import ACTOR


class ErrorReport(models.Model):
    """A number somebody finds wrong, and what came of it."""

    class State(models.TextChoices):
        """Where the report stands."""

        NEW = "NEW", _("waiting")
        ACCEPTED = "ACCEPTED", _("confirmed, passed to the source")
        CORRECTED = "CORRECTED", _("corrected")
        REFUSED = "REFUSED", _("the number is right")

    indicator = models.CharField(_("indicator"), max_length=100)
    unit_uid = models.CharField(_("unit"), max_length=20)
    period = models.CharField(_("period"), max_length=10, blank=True)
    vintage_id = models.CharField(_("vintage"), max_length=64)
    shown_value = models.FloatField(_("value shown"), null=True, blank=True)
    text = models.TextField(_("what is wrong"), max_length=4000)
    reply_to = models.EmailField(_("your e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.NEW
    )
    answer = models.TextField(_("answer"), blank=True)
    reported_at = models.DateTimeField(_("reported at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=64, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "reply_to": PersonalField(
            purpose=_("To answer the person who reported an error."),
            legal_basis=LegalBasis.CONSENT,
            keep_for=timedelta(days=90),
            scrub=Scrub.BLANK,
        ),
        "text": PersonalField(
            purpose=_("To check the number; the person may have named themselves."),
            legal_basis=LegalBasis.CONSENT,
            keep_for=timedelta(days=90),
            scrub=Scrub.BLANK,
        ),
        "answered_by": ACTOR,
    }

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        constraints = [
            models.CheckConstraint(
                name="indicators_error_report_answered_pair",
                condition=models.Q(state="NEW", answered_at__isnull=True)
                | (~models.Q(state="NEW") & models.Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit_uid}"
