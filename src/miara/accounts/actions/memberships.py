"""Giving and taking away roles."""

from datetime import datetime

from django.db import transaction

from miara.accounts.domain.roles import RoleCode, role
from miara.accounts.domain.scopes import Scope
from miara.accounts.errors import (
    AlreadyHoldsError,
    LastAdministratorError,
    NotAllowedError,
    RoleEndedError,
)
from miara.accounts.models import Membership, User
from miara.accounts.permissions import can_grant
from miara.accounts.trail import scope_ref
from miara.audit import public as audit

__all__ = ["grant_role", "revoke_role"]


@transaction.atomic
def grant_role(
    *,
    user: User,
    role_code: str,
    scope: Scope,
    by: User | None,
    now: datetime,
    until: datetime | None = None,
) -> Membership:
    """Give a role to a person.

    Parameters
    ----------
    by
        Who gives it; None when the program itself does (the first operator, a
        newcomer through a trusted login), which is not checked.
    until
        The role ends by itself just before this moment; None keeps it open.

    Raises
    ------
    NotAllowedError
        When ``by`` may not give this role over this scope, or the end is past.
    AlreadyHoldsError
        When the person has it at ``now``.
    """
    if by is not None and not (decision := can_grant(by, role_code, scope, now=now)):
        raise NotAllowedError(decision.reason)
    locked = User.objects.select_for_update().get(pk=user.pk)
    held = Membership.objects.in_scope(scope).filter(user=locked, role=role_code)
    if held.current(now).exists():
        raise AlreadyHoldsError
    membership = Membership.objects.create(
        user=locked,
        role=role_code,
        scope_kind=scope.kind,
        scope_id=scope.id,
        since=now,
        until=until,
        granted_by=by,
        granted_at=now,
    )
    if role_code == RoleCode.OPERATOR:
        _set_operator(user, value=True)
    audit.record(
        "accounts.role_granted",
        by=by,
        at=now,
        target=membership,
        parent=scope_ref(scope),
        after={"user": user.pk, "role": role_code, "until": until},
    )
    return membership


@transaction.atomic
def revoke_role(
    *,
    membership: Membership,
    by: User | None,
    now: datetime,
    may_leave_none: bool = False,
) -> Membership:
    """End a role at once; people may also give up their own.

    Parameters
    ----------
    may_leave_none
        Let the last administrator go: only for the operator, whose queue then shows
        the unit as one without an administrator.

    Raises
    ------
    NotAllowedError
        When ``by`` may not take this role away.
    RoleEndedError
        When it ended before ``now``.
    LastAdministratorError
        When nobody would be left.
    """
    scope = membership.scope
    own = by is not None and by.pk == membership.user_id
    if by is not None and not own:
        decision = can_grant(by, membership.role, scope, now=now)
        if not decision:
            raise NotAllowedError(decision.reason)
    # All holders are locked, so that two administrators cannot dismiss each other.
    holders = list(
        Membership.objects.select_for_update()
        .in_scope(scope)
        .filter(role=membership.role)
        .current(now)
        .order_by("pk")
    )
    held = next((each for each in holders if each.pk == membership.pk), None)
    if held is None:
        raise RoleEndedError
    others = [each for each in holders if each.user_id != held.user_id]
    if role(held.role).keeps_one and not others and not may_leave_none:
        raise LastAdministratorError
    before = held.until
    held.until = now
    held.save(update_fields=["until"])
    if held.role == RoleCode.OPERATOR:
        _set_operator(held.user, value=False)
    audit.record(
        "accounts.role_revoked",
        by=by,
        at=now,
        target=held,
        parent=scope_ref(scope),
        before={"user": held.user_id, "role": held.role, "until": before},
        after={"until": now},
    )
    return held


def _set_operator(user: User, *, value: bool) -> None:
    user.is_staff = value
    user.save(update_fields=["is_staff"])
