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

__all__ = ["can_answer_for", "can_edit", "can_publish", "can_review", "can_see_people"]


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
