"""Checks that views share."""

from datetime import datetime

from django.utils import timezone

from miara.accounts.guards import person, require

__all__ = ["now", "person", "require"]


def now() -> datetime:
    """The moment of the request."""
    return timezone.now()
