"""Checks that views share."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from miara.accounts.domain.decisions import Decision
from miara.accounts.models import User


def person(request: HttpRequest) -> User:
    """The logged-in person; views that call it require login."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require(decision: Decision) -> None:
    """Answer 403 with the reason.

    Raises
    ------
    PermissionDenied
        When the decision is a refusal.
    """
    if not decision:
        raise PermissionDenied(decision.reason)


def now() -> datetime:
    """The moment of the request."""
    return timezone.now()
