"""What happened to mail on its way: tries, and mail that came back."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub


class Attempt(models.Model):
    """One try to send a message. ``error`` is the name of an error, never its text."""

    class Outcome(models.TextChoices):
        """How the try ended."""

        SENT = "SENT", _("accepted by the server")
        POSTPONED = "POSTPONED", _("postponed")
        FAILED = "FAILED", _("given up")

    message = models.ForeignKey(
        "notifications.Message", models.CASCADE, related_name="tries"
    )
    at = models.DateTimeField(_("time"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    error = models.CharField(_("error"), max_length=80, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("attempt to send")
        verbose_name_plural = _("attempts to send")

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"


class BouncedAddressQuerySet(models.QuerySet["BouncedAddress"]):
    """Addresses chosen by state."""

    def stopped(self) -> Self:
        """Addresses to which nothing is sent until somebody corrects them."""
        return self.filter(is_hard=True, cleared_at__isnull=True)


class BouncedAddress(models.Model):
    """An address from which mail came back; a hard bounce stops further mail."""

    address = models.EmailField(_("address"))
    code = models.CharField(_("code"), max_length=20)
    is_hard = models.BooleanField(_("for good"))
    bounced_at = models.DateTimeField(_("came back"))
    cleared_at = models.DateTimeField(_("corrected"), null=True)

    objects = BouncedAddressQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "address": PersonalField(
            purpose=_("Not to write to an address that does not exist."),
            keep_for=_("One year after mail came back."),
            scrub=Scrub.FAKE_EMAIL,
        ),
    }

    class Meta:
        verbose_name = _("address from which mail came back")
        verbose_name_plural = _("addresses from which mail came back")
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(cleared_at__isnull=True),
                name="notifications_bounced_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.code}"
