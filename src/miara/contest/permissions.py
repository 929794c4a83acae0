"""Who may do what in an edition and with an entry, with a reason for people.

The operator of the site has no say here: being able to run the machine is no reason to
see a draft, a mark or a result.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.contest.models import Edition, Entry, SiteVisit
from miara.contest.roles import ContestPermission as May
from miara.contest.roles import edition_scope, entry_scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = [
    "can_approve_text",
    "can_assess",
    "can_check",
    "can_found",
    "can_judge",
    "can_organise",
    "can_preside",
    "can_read_entry",
    "can_sign_entry",
    "can_start_entry",
    "can_work_visit",
    "can_write_entry",
]

Decision = accounts.Decision


def can_found(user: Person, organisation_uid: str, *, now: datetime) -> Decision:
    """Whether a person may start a contest or an edition for an organisation.

    Not the operator: who starts an edition leads it and would see everything in it.
    """
    if accounts.is_operator(user):
        reason = _("The operator of the site takes no part in contests.")
        return Decision(allowed=False, reason=reason)
    return accounts.has_permission(
        user,
        accounts.Permission.EDIT_WORK,
        accounts.organisation_scope(organisation_uid),
        now=now,
    )


def can_organise(user: Person, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person leads the edition: its organiser or people of its owner."""
    decision = _may(user, May.ORGANISE, edition, now)
    if decision or accounts.is_operator(user):
        return decision
    return can_found(user, edition.contest.owner.uid, now=now)


def can_approve_text(
    user: Person, edition: Edition, organisation_uid: str, *, now: datetime
) -> Decision:
    """Whether a person decides for an organisation, or writes its decision down."""
    decision = can_organise(user, edition, now=now)
    if decision or accounts.is_operator(user):
        return decision
    return can_found(user, organisation_uid, now=now)


def can_check(user: Person, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person checks applications formally."""
    decision = _may(user, May.CHECK, edition, now)
    return decision or can_organise(user, edition, now=now)


def can_assess(user: Person, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person is an expert of the edition; what they read is asked apart."""
    return _may(user, May.ASSESS, edition, now)


def can_judge(user: Person, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person sits in the jury."""
    return _may(user, May.JUDGE, edition, now)


def can_preside(user: Person, edition: Edition, *, now: datetime) -> Decision:
    """Whether a person leads the jury and may release results."""
    return _may(user, May.PRESIDE, edition, now)


def can_work_visit(user: Person, visit: SiteVisit, *, now: datetime) -> Decision:
    """Whether a person writes the protocol of a visit: its team and the office."""
    decision = can_organise(user, visit.entry.edition, now=now)
    if decision or not user.is_authenticated or accounts.is_operator(user):
        return decision
    if visit.team.filter(user=user).exists():
        return Decision(allowed=True)
    return decision


def can_start_entry(user: Person, unit_uid: str, *, now: datetime) -> Decision:
    """Whether a person may start an application for a unit: its editors."""
    if accounts.is_operator(user):
        return Decision(allowed=False, reason=_("Applications are started by units."))
    return accounts.has_permission(
        user, accounts.Permission.EDIT_WORK, accounts.unit_scope(unit_uid), now=now
    )


def can_read_entry(user: Person, entry: Entry, *, now: datetime) -> Decision:
    """Whether a person reads an application as one of its applicants."""
    pair = (May.READ_ENTRY, accounts.Permission.READ_WORK)
    return _of_entry(user, pair, entry, now)


def can_write_entry(user: Person, entry: Entry, *, now: datetime) -> Decision:
    """Whether a person writes an application; its state is asked apart."""
    pair = (May.WRITE_ENTRY, accounts.Permission.EDIT_WORK)
    return _of_entry(user, pair, entry, now)


def can_sign_entry(user: Person, entry: Entry, *, now: datetime) -> Decision:
    """Whether a person may add a signature: signatories and writers."""
    decision = accounts.has_permission(
        user, May.SIGN_ENTRY, entry_scope(entry.uid), now=now
    )
    return decision or can_write_entry(user, entry, now=now)


def _may(user: Person, permission: str, edition: Edition, now: datetime) -> Decision:
    return accounts.has_permission(
        user, permission, edition_scope(edition.uid), now=now
    )


def _of_entry(
    user: Person, pair: tuple[str, str], entry: Entry, now: datetime
) -> Decision:
    """Through a role in the entry itself, else through one in its unit."""
    in_entry, in_unit = pair
    decision = accounts.has_permission(user, in_entry, entry_scope(entry.uid), now=now)
    if decision or accounts.is_operator(user):
        return decision
    return accounts.has_permission(
        user, in_unit, accounts.unit_scope(entry.unit_uid), now=now
    )
