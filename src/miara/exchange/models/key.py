"""Keys by which programs of a unit are let in."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.exchange.domain.keys import Scope
from miara.exchange.models.shared import WHO

__all__ = ["AccessKey"]


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    """Keys chosen by their state."""

    def living(self, on: date) -> Self:
        """Those that open on a day."""
        return self.filter(revoked_at=None, expires_on__gte=on)


class AccessKey(models.Model):
    """A key of one program of one unit.

    Only a digest is kept; the key itself was shown once. It belongs to the unit, so it
    goes on working when who made it leaves the office. ``expires_on`` is its last day.
    """

    unit_uid = models.CharField(_("unit"), max_length=80)
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(_("what it allows"), default=list)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("last characters"), max_length=8)
    expires_on = models.DateField(_("last day"))
    created_at = models.DateTimeField(_("made"))
    created_by = actor(_("made by"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = actor(_("revoked by"))

    objects = AccessKeyQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "created_by": WHO,
        "revoked_by": WHO,
    }

    class Meta:
        verbose_name = _("key of a program")
        verbose_name_plural = _("keys of programs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "name"],
                condition=Q(revoked_at=None),
                name="exchange_key_name_once",
            ),
            models.CheckConstraint(
                condition=~Q(scopes=[]), name="exchange_key_allows_something"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="exchange_key_revoked_after_made",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_living(self, on: date) -> bool:
        """Whether it opens on a day."""
        return self.revoked_at is None and on <= self.expires_on

    def allows(self, scope: Scope) -> bool:
        """Whether it may do one thing."""
        return scope.value in self.scopes
