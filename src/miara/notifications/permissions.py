"""Who keeps the directory of heads of units."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miara.accounts.public import (
    Decision,
    Permission,
    ScopeKind,
    is_operator,
    scopes_of,
)
from miara.organisations import public as organisations

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from miara.accounts.public import User

__all__ = ["can_manage_directory"]


def can_manage_directory(
    user: User | AnonymousUser, *, now: datetime | None = None
) -> Decision:
    """Whether a person reads and corrects the directory.

    The operator, and administrators and editors of associations: those write to heads
    of all units. Other organisations have roles of the same names, without this.

    Parameters
    ----------
    now
        Aware moment; the present one when missing.
    """
    if not user.is_authenticated:
        return Decision(allowed=False, reason=_("Log in first."))
    if user.is_active and is_operator(user):
        return Decision(allowed=True)
    held = scopes_of(
        user, Permission.MANAGE_DIRECTORY, kind=ScopeKind.ORGANISATION, now=now
    )
    if organisations.has_kind(
        [scope.id for scope in held], organisations.Organisation.Kind.ASSOCIATION
    ):
        return Decision(allowed=True)
    return Decision(
        allowed=False,
        reason=_(
            "The directory is kept by the operator of the site and by administrators "
            "and editors of associations of local governments."
        ),
    )
