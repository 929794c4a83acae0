"""Answers given to programs, so that a question asked again gets the same one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField
from miara.exchange.models.key import AccessKey

__all__ = ["Receipt"]


class Receipt(models.Model):
    """What was answered to one sending.

    ``request`` is the name that the program gave to the sending (``Idempotency-Key``),
    ``address`` where it was sent, ``sha256`` the digest of its body.
    """

    access_key = models.ForeignKey(
        AccessKey, models.PROTECT, related_name="receipts", verbose_name=_("key")
    )
    request = models.CharField(_("name of the sending"), max_length=100)
    address = models.CharField(_("address"), max_length=500)
    sha256 = models.CharField(_("control sum"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status of the answer"))
    answer = models.JSONField(_("answer"))
    received_at = models.DateTimeField(_("received"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    #: Where a program sent something, no address of a person.
    not_personal = ("address",)

    class Meta:
        verbose_name = _("answer to a program")
        verbose_name_plural = _("answers to programs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["access_key", "request"], name="exchange_receipt_once"
            ),
            models.CheckConstraint(
                condition=~Q(request=""), name="exchange_receipt_has_name"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received_at"], name="exchange_receipt_received"),
        ]

    def __str__(self) -> str:
        return self.request
