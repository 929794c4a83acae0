"""Wording of roles and permissions, shared by pages and mails."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.roles import Permission, RoleCode

ROLE_NAMES: dict[str, Promise] = {
    RoleCode.OPERATOR: _("operator of the site"),
    RoleCode.UNIT_ADMINISTRATOR: _("administrator of the unit"),
    RoleCode.UNIT_EDITOR: _("editor of the unit"),
    RoleCode.UNIT_READER: _("reader of the unit"),
    RoleCode.ORGANISATION_ADMINISTRATOR: _("administrator of the organisation"),
    RoleCode.ORGANISATION_EDITOR: _("editor of the organisation"),
    RoleCode.ORGANISATION_READER: _("reader of the organisation"),
}

ROLE_DESCRIPTIONS: dict[str, Promise] = {
    RoleCode.OPERATOR: _(
        "Loads and publishes data for everybody, confirms administrators of units "
        "and looks after the whole site."
    ),
    RoleCode.UNIT_ADMINISTRATOR: _(
        "Invites people of the unit, gives and takes away roles, and does everything "
        "that an editor does."
    ),
    RoleCode.UNIT_EDITOR: _("Writes and corrects what the unit publishes here."),
    RoleCode.UNIT_READER: _("Sees the working pages of the unit, changes nothing."),
    RoleCode.ORGANISATION_ADMINISTRATOR: _(
        "Invites people of the organisation, gives and takes away roles, and does "
        "everything that an editor does."
    ),
    RoleCode.ORGANISATION_EDITOR: _(
        "Writes and corrects what the organisation publishes here."
    ),
    RoleCode.ORGANISATION_READER: _(
        "Sees the working pages of the organisation, changes nothing."
    ),
}

PERMISSION_NAMES: dict[str, Promise] = {
    Permission.READ_WORK: _("see working pages"),
    Permission.EDIT_WORK: _("write and correct"),
    Permission.MANAGE_PEOPLE: _("manage people"),
    Permission.CONFIRM_ADMINISTRATORS: _("confirm administrators of units"),
    Permission.MANAGE_LOGIN: _("manage login through town halls"),
    Permission.MANAGE_ORGANISATIONS: _("manage organisations"),
    Permission.MANAGE_DIRECTORY: _("keep the directory of heads of units"),
    Permission.IMPORT_DATA: _("load data"),
    Permission.PUBLISH_DATA: _("publish data"),
    Permission.EDIT_STATEMENTS: _("edit statements of the site"),
    Permission.SEE_OPERATIONS: _("see how the site works"),
}


def describe_role(code: str, *, name: Promise, description: Promise) -> None:
    """Put a role of an upper context into words."""
    ROLE_NAMES[code] = name
    ROLE_DESCRIPTIONS[code] = description


def role_name(code: str) -> str:
    """Name of a role in the language of the page; the code when nobody named it."""
    return str(ROLE_NAMES.get(code, code))


def role_description(code: str) -> str:
    """What a role lets a person do, in a sentence."""
    return str(ROLE_DESCRIPTIONS.get(code, ""))
