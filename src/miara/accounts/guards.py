"""At the door of a page: who is here, and may they."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from miara.accounts.domain.decisions import Decision
from miara.accounts.models import User

__all__ = ["person", "require"]


def person(request: HttpRequest) -> User:
    """The logged-in person; views that call it require login.

    Raises
    ------
    PermissionDenied
        When nobody is logged in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require(decision: Decision) -> None:
    """Go on when allowed; else answer 403 with the reason.

    Raises
    ------
    PermissionDenied
        When the decision is a refusal.
    """
    if not decision:
        raise PermissionDenied(decision.reason)
