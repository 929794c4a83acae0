"""Mail when the numbers of a unit change."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import LegalBasis, PersonalField, Scrub


class Subscription(models.Model):
    """A request for a mail when a unit's numbers change, confirmed by a link."""

    email = models.EmailField(_("e-mail address"))
    unit_uid = models.CharField(_("unit"), max_length=20)
    language = models.CharField(_("language"), max_length=5, default="pl")
    token = models.CharField(_("key"), max_length=43, unique=True)
    requested_at = models.DateTimeField(_("requested at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    last_sent_at = models.DateTimeField(_("last mail"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            purpose=_("To send the mail about changed numbers that the person wants."),
            legal_basis=LegalBasis.CONSENT,
            keep_for=_("until unsubscribed; a request nobody confirmed, 14 days"),
            scrub=Scrub.DELETE,
        ),
    }

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "unit_uid"], name="indicators_subscription_once"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_uid
