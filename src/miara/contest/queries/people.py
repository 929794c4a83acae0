"""People of an application: authors, signatories, readers, open invitations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from miara.accounts import public as accounts
from miara.contest.models import Entry
from miara.contest.roles import ENTRY, ContestRole, entry_scope

__all__ = ["addressees_of", "invitations_of", "members_of", "people_of_drafts"]


def members_of(entry: Entry, *, now: datetime) -> list[accounts.Membership]:
    """Who holds a role in an application, in the order it was given. One query."""
    held = accounts.Membership.objects.in_scope(entry_scope(entry.uid)).current(now)
    return list(held.select_related("user").order_by("pk"))


def invitations_of(entry: Entry, *, now: datetime) -> list[accounts.Invitation]:
    """Invitations that wait for an answer. One query."""
    scope = entry_scope(entry.uid)
    waiting = accounts.Invitation.objects.open(now).filter(
        scope_kind=scope.kind, scope_id=scope.id
    )
    return list(waiting.order_by("invited_at", "pk"))


def addressees_of(entry: Entry, *, now: datetime) -> list[accounts.User]:
    """Who gets letters about an application: its authors. One query."""
    return [
        held.user
        for held in members_of(entry, now=now)
        if held.role == ContestRole.AUTHOR and held.user.is_active
    ]


def people_of_drafts(drafts: QuerySet[Entry], *, now: datetime) -> list[accounts.User]:
    """Authors of applications and editors of their units, each person once.

    Two queries whatever the number of applications.
    """
    rows = list(drafts.values_list("uid", "unit_uid", "created_by_id"))
    held = accounts.Membership.objects.current(now).filter(
        Q(
            role=ContestRole.AUTHOR,
            scope_kind=ENTRY,
            scope_id__in=[uid for uid, _unit, _by in rows],
        )
        | Q(
            role=accounts.RoleCode.UNIT_EDITOR,
            scope_kind=accounts.ScopeKind.UNIT,
            scope_id__in={unit for _uid, unit, _by in rows},
        )
    )
    starters = {by for _uid, _unit, by in rows if by is not None}
    return list(
        accounts.User.objects.filter(
            Q(pk__in=held.values("user_id")) | Q(pk__in=starters), is_active=True
        ).order_by("pk")
    )
