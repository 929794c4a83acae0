"""Who may do what with a ceremony, with a reason for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from miara.accounts import public as accounts
from miara.contest import public as contest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = ["can_present", "can_preside"]


def can_preside(
    user: Person, edition: contest.Edition, *, now: datetime
) -> accounts.Decision:
    """Whether a person prepares and opens the ceremony: the chair of the jury."""
    return contest.can_preside(user, edition, now=now)


def can_present(
    user: Person, edition: contest.Edition, *, now: datetime
) -> accounts.Decision:
    """Whether a person works the screen: organisers of the edition and the chair.

    It says nothing about the content: keys come one at a time, once the chair opened.
    """
    decision = contest.can_organise(user, edition, now=now)
    return decision or contest.can_preside(user, edition, now=now)
