"""Roles, what each allows and over what it may be held."""

from dataclasses import dataclass
from enum import StrEnum

from miara.accounts.domain.scopes import ScopeKind


class Permission(StrEnum):
    """One thing a person may be allowed to do."""

    READ_WORK = "work.read"
    EDIT_WORK = "work.edit"
    MANAGE_PEOPLE = "people.manage"
    CONFIRM_ADMINISTRATORS = "administrators.confirm"
    MANAGE_LOGIN = "login.manage"
    MANAGE_ORGANISATIONS = "organisations.manage"
    MANAGE_DIRECTORY = "directory.manage"
    IMPORT_DATA = "data.import"
    PUBLISH_DATA = "data.publish"
    EDIT_STATEMENTS = "statements.edit"
    SEE_OPERATIONS = "operations.see"


class RoleCode(StrEnum):
    """Stored codes of the roles of this context."""

    OPERATOR = "OPERATOR"
    UNIT_ADMINISTRATOR = "UNIT_ADMINISTRATOR"
    UNIT_EDITOR = "UNIT_EDITOR"
    UNIT_READER = "UNIT_READER"
    ORGANISATION_ADMINISTRATOR = "ORGANISATION_ADMINISTRATOR"
    ORGANISATION_EDITOR = "ORGANISATION_EDITOR"
    ORGANISATION_READER = "ORGANISATION_READER"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions over one kind of scope.

    Attributes
    ----------
    code : str
    scope_kind : str
        The only kind of scope the role may be held over.
    permissions : frozenset of str
        Permissions of this context or codes of an upper one.
    grants : frozenset of str
        Codes of roles that a holder may give to others in the same scope.
    granted_by : frozenset of str
        The same said from below: roles of lower contexts whose holders may give it.
    keeps_one : bool
        Whether the last holder in a scope may not be removed.
    """

    code: str
    scope_kind: str
    permissions: frozenset[str]
    grants: frozenset[str] = frozenset()
    granted_by: frozenset[str] = frozenset()
    keeps_one: bool = False


_READ = frozenset({Permission.READ_WORK})
_EDIT = _READ | {Permission.EDIT_WORK}
_ADMINISTER = _EDIT | {Permission.MANAGE_PEOPLE}
#: Of an association; what it gives in other organisations is decided where it is asked.
_DIRECTORY = frozenset({Permission.MANAGE_DIRECTORY})
_UNIT_ROLES = frozenset(
    {RoleCode.UNIT_ADMINISTRATOR, RoleCode.UNIT_EDITOR, RoleCode.UNIT_READER}
)
_ORGANISATION_ROLES = frozenset(
    {
        RoleCode.ORGANISATION_ADMINISTRATOR,
        RoleCode.ORGANISATION_EDITOR,
        RoleCode.ORGANISATION_READER,
    }
)

_roles: dict[str, Role] = {}


def register_role(role: Role) -> Role:
    """Make a role known; an upper context adds its own at start.

    Raises
    ------
    ValueError
        When another role has the same code.
    """
    if _roles.setdefault(role.code, role) != role:
        msg = f"role {role.code} is already registered with another meaning"
        raise ValueError(msg)
    return role


def role(code: str) -> Role:
    """The role of a code.

    Raises
    ------
    KeyError
        When no context registered it.

    >>> role("UNIT_READER").scope_kind == "UNIT"
    True
    """
    return _roles[code]


def roles_for(scope_kind: str) -> list[Role]:
    """Roles that may be held over a kind of scope, strongest first."""
    return [each for each in _roles.values() if each.scope_kind == scope_kind]


def roles_with(permission: str) -> frozenset[str]:
    """Codes of roles that carry a permission."""
    return frozenset(c for c, each in _roles.items() if permission in each.permissions)


register_role(
    Role(
        RoleCode.OPERATOR,
        ScopeKind.INSTALLATION,
        frozenset(Permission),
        grants=frozenset({RoleCode.OPERATOR}),
        keeps_one=True,
    )
)
register_role(
    Role(
        RoleCode.UNIT_ADMINISTRATOR,
        ScopeKind.UNIT,
        _ADMINISTER,
        grants=_UNIT_ROLES,
        keeps_one=True,
    )
)
register_role(Role(RoleCode.UNIT_EDITOR, ScopeKind.UNIT, _EDIT))
register_role(Role(RoleCode.UNIT_READER, ScopeKind.UNIT, _READ))
register_role(
    Role(
        RoleCode.ORGANISATION_ADMINISTRATOR,
        ScopeKind.ORGANISATION,
        _ADMINISTER | _DIRECTORY,
        grants=_ORGANISATION_ROLES,
        keeps_one=True,
    )
)
register_role(
    Role(RoleCode.ORGANISATION_EDITOR, ScopeKind.ORGANISATION, _EDIT | _DIRECTORY)
)
register_role(Role(RoleCode.ORGANISATION_READER, ScopeKind.ORGANISATION, _READ))
