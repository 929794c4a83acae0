"""Who holds which role over what, and since when."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.scopes import Scope
from miara.core.personal_data import PersonalField, Scrub

_ENDED = _("until the account is closed; the history of roles stays without a name")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships chosen by time, scope and role."""

    def current(self, now: datetime) -> Self:
        """Those that hold at a moment: since <= now < until."""
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def in_scope(self, scope: Scope) -> Self:
        """Those over one thing."""
        return self.filter(scope_kind=scope.kind, scope_id=scope.id)


class Membership(models.Model):
    """A person holds a role over a scope from ``since`` until just before ``until``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=60)
    scope_kind = models.CharField(max_length=40)
    scope_id = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": PersonalField(
            purpose=_("To know what the person may do."),
            keep_for=_ENDED,
            scrub=Scrub.KEEP,
        ),
        "granted_by": PersonalField(
            purpose=_("To know who gave the role."),
            keep_for=_ENDED,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="accounts_membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_id"],
                condition=Q(until=None),
                name="accounts_membership_one_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["scope_kind", "scope_id"], name="accounts_membership_scope"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.scope}"

    @property
    def scope(self) -> Scope:
        """What the role is held over."""
        return Scope(self.scope_kind, self.scope_id)

    def holds_at(self, now: datetime) -> bool:
        """Whether the role holds at a moment."""
        return self.since <= now and (self.until is None or now < self.until)
