"""An invitation sent to an e-mail address."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.scopes import Scope
from miara.core.personal_data import PersonalField, Scrub

KEPT_FOR = timedelta(days=365)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations chosen by state."""

    def open(self, now: datetime) -> Self:
        """Those that may still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """A role offered to an address; its link works once and until ``expires_at``.

    The link's secret is never stored, only its SHA-256.
    """

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=60)
    scope_kind = models.CharField(max_length=40)
    scope_id = models.CharField(max_length=80, blank=True)
    role_until = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "email": PersonalField(
            purpose=_("To send the invitation."),
            keep_for=KEPT_FOR,
            scrub=Scrub.DELETE,
        ),
        "invited_by": PersonalField(
            purpose=_("To know who invited the person."),
            keep_for=KEPT_FOR,
            scrub=Scrub.KEEP,
        ),
        "accepted_by": PersonalField(
            purpose=_("To know who used the invitation."),
            keep_for=KEPT_FOR,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="accounts_invitation_expires_later",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="accounts_invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.scope}"

    @property
    def scope(self) -> Scope:
        """What the offered role is held over."""
        return Scope(self.scope_kind, self.scope_id)
