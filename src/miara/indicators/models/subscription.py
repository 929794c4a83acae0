"""Mail when the numbers of a unit change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.notifications.public import Following


class Subscription(Following):
    """A request for a mail when a unit's numbers change, confirmed by a link."""

    unit_uid = models.CharField(_("unit"), max_length=20)

    class Meta(Following.Meta):
        abstract = False
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "unit_uid"], name="indicators_subscription_once"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_uid
