"""Who holds which role over what, and since when."""

from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.scopes import Scope
from miara.core.personal_data import PersonalField, Scrub
from miara.core.request_context import notes

#: Among the notes of a request that wrote a membership: from then on each question is
#: asked anew, since what was written may yet be rolled back.
_WRITTEN = ("accounts.memberships_written",)
_ENDED = _("until the account is closed; the history of roles stays without a name")


class Held(NamedTuple):
    """A role that a person holds over something: all that a permission asks about."""

    role: str
    scope: Scope


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships chosen by time, scope and role."""

    def current(self, now: datetime) -> Self:
        """Those that hold at a moment: since <= now < until."""
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def in_scope(self, scope: Scope) -> Self:
        """Those over one thing."""
        return self.filter(scope_kind=scope.kind, scope_id=scope.id)

    def held_by(self, user_id: int, now: datetime) -> list[Held]:
        """Roles of one person at a moment. One query, and one a request.

        A page asks many times what its person may do; while one request is served the
        answer is read once, unless the request itself gives or takes a role.
        """
        known, key = notes.get(), ("accounts.held", user_id, now)
        found: list[Held] | None = known.get(key) if known is not None else None
        if found is None:
            rows = self.current(now).filter(user_id=user_id)
            found = [
                Held(code, Scope(kind, about))
                for code, kind, about in rows.values_list(
                    "role", "scope_kind", "scope_id"
                )
            ]
            if known is not None and _WRITTEN not in known:
                known[key] = found
        return found


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write, and keep nothing of what this request read about roles."""
        super().save(*args, **kwargs)
        known = notes.get()
        if known is not None:
            for key in [key for key in known if key[0] == "accounts.held"]:
                del known[key]
            known[_WRITTEN] = True

    @property
    def scope(self) -> Scope:
        """What the role is held over."""
        return Scope(self.scope_kind, self.scope_id)

    def holds_at(self, now: datetime) -> bool:
        """Whether the role holds at a moment."""
        return self.since <= now and (self.until is None or now < self.until)
