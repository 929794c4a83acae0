"""Who may do what, with a reason for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miara.accounts.domain.decisions import Decision
from miara.accounts.domain.roles import (
    Permission,
    Role,
    RoleCode,
    role,
    roles_with,
)
from miara.accounts.domain.scopes import INSTALLATION, Scope, ScopeKind
from miara.accounts.models import Membership, User
from miara.core.request_context import moment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = User | AnonymousUser

__all__ = [
    "can_grant",
    "can_manage_people",
    "has_permission",
    "is_operator",
    "scopes_of",
]

ALLOWED = Decision(allowed=True)


def is_operator(user: Person) -> bool:
    """Whether the person runs this installation."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def has_permission(
    user: Person,
    permission: str,
    scope: Scope = INSTALLATION,
    *,
    now: datetime | None = None,
) -> Decision:
    """Whether a person may do something to a scope.

    An operator may do everything that the role of operator lists, over any scope.
    Other people need a membership that holds now over this very scope.

    Parameters
    ----------
    user
        A person, or the anonymous visitor.
    permission
        Code from `Permission` or from an upper context.
    scope
        Unit, organisation, installation or another object.
    now
        Aware moment; when missing, that of the request being served, else the present.

    Returns
    -------
    Decision
        With a translated reason when refused.
    """
    if not user.is_authenticated:
        return Decision(allowed=False, reason=_("Log in first."))
    if not user.is_active:
        return Decision(allowed=False, reason=_("This account is switched off."))
    if is_operator(user) and permission in role(RoleCode.OPERATOR).permissions:
        return ALLOWED
    able = roles_with(permission)
    holds = any(
        held.scope == scope and held.role in able
        for held in Membership.objects.held_by(user.pk, now or moment())
    )
    return ALLOWED if holds else Decision(allowed=False, reason=_refusal(scope))


def scopes_of(
    user: Person,
    *permissions: str,
    kind: str | None = None,
    now: datetime | None = None,
) -> frozenset[Scope]:
    """Scopes over which a person's own memberships give one of some permissions.

    An operator's power over everything is not listed: ask `has_permission`.

    Parameters
    ----------
    kind
        Only scopes of this kind, e.g. ``ScopeKind.UNIT``.
    now
        Aware moment; when missing, that of the request being served, else the present.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    able = set().union(*(roles_with(permission) for permission in permissions))
    return frozenset(
        held.scope
        for held in Membership.objects.held_by(user.pk, now or moment())
        if held.role in able and kind in {None, held.scope.kind}
    )


def can_manage_people(
    user: Person, scope: Scope, *, now: datetime | None = None
) -> Decision:
    """Whether a person may see, invite and dismiss the people of a scope."""
    return has_permission(user, Permission.MANAGE_PEOPLE, scope, now=now)


def can_grant(
    user: Person, role_code: str, scope: Scope, *, now: datetime | None = None
) -> Decision:
    """Whether a person may give, or take away, a role over a scope.

    Operators give any role; others only roles that one of their own roles over the
    same scope lists in ``grants``, or that name one of theirs in ``granted_by``.
    """
    try:
        wanted = role(role_code)
    except KeyError:
        return Decision(allowed=False, reason=_("There is no such role."))
    if not _fits(wanted, scope):
        return Decision(
            allowed=False, reason=_("This role cannot be held over this object.")
        )
    if is_operator(user):
        return ALLOWED
    if not user.is_authenticated or not user.is_active:
        return has_permission(user, Permission.MANAGE_PEOPLE, scope, now=now)
    granting = any(
        held.scope == scope
        and (role_code in role(held.role).grants or held.role in wanted.granted_by)
        for held in Membership.objects.held_by(user.pk, now or moment())
    )
    return ALLOWED if granting else Decision(allowed=False, reason=_refusal(scope))


def _fits(wanted: Role, scope: Scope) -> bool:
    """A role is held over its own kind of scope, and over one thing of it."""
    return wanted.scope_kind == scope.kind and (scope == INSTALLATION or bool(scope.id))


def _refusal(scope: Scope) -> str:
    if scope.kind == ScopeKind.INSTALLATION:
        return _("Only the operator of the site may do this.")
    if scope.kind == ScopeKind.UNIT:
        return _(
            "You have no role in this unit that allows it. "
            "Ask the administrator of the unit."
        )
    return _("You have no role that allows it. Ask the administrator.")
