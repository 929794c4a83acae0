"""Who may do what with an event, with a reason for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.events.models import Event

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = ["can_edit", "can_found"]


def can_found(
    user: Person, organisation_uid: str, *, now: datetime
) -> accounts.Decision:
    """Whether a person prepares events of an organisation: its editors.

    Not the operator, as in contests: events announce their results.
    """
    if accounts.is_operator(user):
        reason = _("The operator of the site takes no part in events.")
        return accounts.Decision(allowed=False, reason=reason)
    return accounts.has_permission(
        user,
        accounts.Permission.EDIT_WORK,
        accounts.organisation_scope(organisation_uid),
        now=now,
    )


def can_edit(user: Person, event: Event, *, now: datetime) -> accounts.Decision:
    """Whether a person works in the office of an event."""
    return can_found(user, event.owner.uid, now=now)
