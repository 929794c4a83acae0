"""Who may edit the statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miara.accounts import public as accounts

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


def can_edit_statements(user: AbstractBaseUser | AnonymousUser) -> accounts.Decision:
    """Only operators: the statements speak for the whole site."""
    return accounts.has_permission(
        user,  # type: ignore[arg-type]
        accounts.Permission.EDIT_STATEMENTS,
    )
