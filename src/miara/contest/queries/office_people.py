"""Who works in the office of an edition."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from miara.accounts import public as accounts
from miara.contest.models import Edition
from miara.contest.roles import ContestRole, edition_scope

__all__ = ["OFFICE_ROLES", "invited_people", "office_people"]

#: Experts and the jury have pages of their own.
OFFICE_ROLES: Final = (ContestRole.CHECKER, ContestRole.ORGANISER)


def office_people(edition: Edition, *, now: datetime) -> QuerySet[accounts.Membership]:
    """Roles in the office that hold, oldest first."""
    return (
        accounts.Membership.objects.in_scope(edition_scope(edition.uid))
        .current(now)
        .filter(role__in=OFFICE_ROLES)
        .select_related("user")
        .order_by("since", "pk")
    )


def invited_people(edition: Edition, *, now: datetime) -> QuerySet[accounts.Invitation]:
    """Invitations to the office whose links still work."""
    scope = edition_scope(edition.uid)
    return accounts.Invitation.objects.open(now).filter(
        scope_kind=scope.kind, scope_id=scope.id, role__in=OFFICE_ROLES
    )
