"""Who may do what with the data of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.accounts import public as accounts

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Person = AbstractBaseUser | AnonymousUser


def can_see_operations(user: Person) -> accounts.Decision:
    """See what is loaded, jobs, reports of quality."""
    return _may(user, accounts.Permission.SEE_OPERATIONS)


def can_import(user: Person) -> accounts.Decision:
    """Hand in files, withdraw them, ask for harvests."""
    return _may(user, accounts.Permission.IMPORT_DATA)


def can_publish(user: Person) -> accounts.Decision:
    """Compute a build and serve it."""
    return _may(user, accounts.Permission.PUBLISH_DATA)


def _may(user: Person, permission: accounts.Permission) -> accounts.Decision:
    return accounts.has_permission(user, permission)  # type: ignore[arg-type]
