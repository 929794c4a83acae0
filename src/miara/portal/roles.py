"""The role that this context adds, and what it allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts

__all__ = [
    "KIND",
    "PortalPermission",
    "PortalRole",
    "name_sites",
    "register",
    "site_scope",
]

KIND: Final = "PORTAL"


class PortalPermission(StrEnum):
    """One thing a person may be allowed to do on a site."""

    EDIT = "portal.edit"


class PortalRole(StrEnum):
    """Stored codes of the roles."""

    EDITOR = "PORTAL_EDITOR"


def site_scope(code: str) -> accounts.Scope:
    """What a role over one site is held over."""
    return accounts.Scope(KIND, code)


def register() -> None:
    """Make the role known; called once at start."""
    accounts.register_role(
        accounts.Role(
            PortalRole.EDITOR,
            KIND,
            frozenset({PortalPermission.EDIT, accounts.Permission.MANAGE_PEOPLE}),
            grants=frozenset({PortalRole.EDITOR}),
        )
    )
    accounts.describe_role(
        PortalRole.EDITOR,
        name=_("editor of a site"),
        description=_("Writes, publishes and withdraws news and pages of one site."),
    )


def name_sites() -> None:
    """Say how sites are called where roles are listed; called once at start."""
    from miara.portal.models import Site  # models are ready only when applications are

    def name(code: str) -> str:
        found = Site.objects.filter(code=code).first()
        return str(found.name) if found else ""

    accounts.name_scopes(KIND, name)
    accounts.open_people_pages(KIND, "witryna")
