"""Accounts for other contexts: people, roles and what they allow."""

from miara.accounts.actions.memberships import grant_role, revoke_role
from miara.accounts.actions.people import create_operator, create_person
from miara.accounts.domain.decisions import Decision
from miara.accounts.domain.roles import (
    Permission,
    Role,
    RoleCode,
    register_role,
    roles_for,
)
from miara.accounts.domain.scopes import (
    INSTALLATION,
    Scope,
    ScopeKind,
    organisation_scope,
    unit_scope,
)
from miara.accounts.models import Membership, User
from miara.accounts.permissions import (
    can_grant,
    can_manage_people,
    has_permission,
    is_operator,
    scopes_of,
)

__all__ = [
    "INSTALLATION",
    "Decision",
    "Membership",
    "Permission",
    "Role",
    "RoleCode",
    "Scope",
    "ScopeKind",
    "User",
    "can_grant",
    "can_manage_people",
    "create_operator",
    "create_person",
    "grant_role",
    "has_permission",
    "is_operator",
    "organisation_scope",
    "register_role",
    "revoke_role",
    "roles_for",
    "scopes_of",
    "unit_scope",
]
