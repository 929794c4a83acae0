"""Accounts for other contexts: people, roles and what they allow."""

from miara.accounts.actions.invitations import invite
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
    open_people_page,
    open_people_pages,
    organisation_scope,
    unit_scope,
)
from miara.accounts.guards import person, require
from miara.accounts.models import Membership, User
from miara.accounts.models.invitation import Invitation
from miara.accounts.permissions import (
    can_grant,
    can_manage_people,
    has_permission,
    is_operator,
    scopes_of,
)
from miara.accounts.phrases import describe_role, role_description, role_name
from miara.accounts.queries.names import find_unit, name_scopes
from miara.accounts.queries.people import people_of

__all__ = [
    "INSTALLATION",
    "Decision",
    "Invitation",
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
    "describe_role",
    "find_unit",
    "grant_role",
    "has_permission",
    "invite",
    "is_operator",
    "name_scopes",
    "open_people_page",
    "open_people_pages",
    "organisation_scope",
    "people_of",
    "person",
    "register_role",
    "require",
    "revoke_role",
    "role_description",
    "role_name",
    "roles_for",
    "scopes_of",
    "unit_scope",
]
