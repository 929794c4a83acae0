"""Who may do what on which site, with a reason for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from miara.accounts import public as accounts
from miara.portal.models import Site
from miara.portal.roles import KIND, PortalPermission, site_scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Person = accounts.User | AnonymousUser

__all__ = ["can_edit", "can_manage_sites", "codes_to_edit", "edits_any"]


def can_edit(user: Person, site: Site, *, now: datetime) -> accounts.Decision:
    """Whether a person writes, publishes and withdraws what a site shows."""
    scope = site_scope(site.code)
    return accounts.has_permission(user, PortalPermission.EDIT, scope, now=now)


def can_manage_sites(user: Person, *, now: datetime) -> accounts.Decision:
    """Whether a person opens sites and says what they are called and look like."""
    wanted = accounts.Permission.MANAGE_ORGANISATIONS
    return accounts.has_permission(user, wanted, now=now)


def codes_to_edit(user: Person, *, now: datetime) -> frozenset[str]:
    """Codes of the sites that a person edits."""
    held = accounts.scopes_of(user, PortalPermission.EDIT, kind=KIND, now=now)
    return frozenset(scope.id for scope in held)


def edits_any(user: accounts.User, now: datetime) -> bool:
    """Whether a person edits at least one site."""
    return bool(codes_to_edit(user, now=now))
