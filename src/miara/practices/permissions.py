"""Who may do what in the base, with a reason for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from miara.accounts import public as accounts
from miara.practices.models import PracticeCard
from miara.practices.roles import BASE, PracticePermission

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = [
    "can_adopt_for",
    "can_answer_for",
    "can_edit",
    "can_publish",
    "can_review",
    "can_see_people",
    "units_to_adopt_for",
    "units_to_read_for",
]


def can_edit(user: Person, *, now: datetime) -> accounts.Decision:
    """Whether a person writes and corrects descriptions, also of other units."""
    return accounts.has_permission(user, PracticePermission.EDIT, BASE, now=now)


def can_review(user: Person, *, now: datetime) -> accounts.Decision:
    """Whether a person reads drafts and comments on them."""
    return accounts.has_permission(user, PracticePermission.REVIEW, BASE, now=now)


def can_publish(user: Person, *, now: datetime) -> accounts.Decision:
    """Whether a person makes a description public, or archives it."""
    return accounts.has_permission(user, PracticePermission.PUBLISH, BASE, now=now)


def can_answer_for(
    user: Person, card: PracticeCard, *, now: datetime
) -> accounts.Decision:
    """Whether a person speaks for the unit that leads the practice, or edits it."""
    decision = can_edit(user, now=now)
    if decision or not card.unit_uid:
        return decision
    return accounts.has_permission(
        user,
        accounts.Permission.EDIT_WORK,
        accounts.unit_scope(card.unit_uid),
        now=now,
    )


def can_see_people(user: Person, *, now: datetime) -> bool:
    """Whether a person is shown who to ask: a member of any unit, or an editor."""
    if not user.is_authenticated or not user.is_active:
        return False
    held = accounts.scopes_of(user, accounts.Permission.READ_WORK, now=now)
    return any(
        scope.kind in {accounts.ScopeKind.UNIT, accounts.ScopeKind.ORGANISATION}
        for scope in held
    ) or bool(can_review(user, now=now))


def can_adopt_for(user: Person, uid: str, *, now: datetime) -> accounts.Decision:
    """Whether a person declares in the name of a unit what it takes over."""
    return accounts.has_permission(
        user, accounts.Permission.EDIT_WORK, accounts.unit_scope(uid), now=now
    )


def units_to_adopt_for(user: Person, *, now: datetime) -> list[str]:
    """Units in whose name a person may declare, by uid."""
    return _units(user, accounts.Permission.EDIT_WORK, now)


def units_to_read_for(user: Person, *, now: datetime) -> list[str]:
    """Units whose adoptions and counts a person is shown, by uid."""
    return _units(user, accounts.Permission.READ_WORK, now)


def _units(user: Person, permission: str, now: datetime) -> list[str]:
    kind = accounts.ScopeKind.UNIT
    held = accounts.scopes_of(user, permission, kind=kind, now=now)
    return sorted(scope.id for scope in held)
