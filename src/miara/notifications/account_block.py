"""The link on a person's account to the directory, for those who keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.notifications.permissions import can_manage_directory

__all__ = ["QUERIES", "SLOT", "directory_block"]

SLOT = "account-work"
#: Roles of the person, then kinds of their organisations.
QUERIES = 2


def directory_block(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The link; nothing for everybody else."""
    return {} if can_manage_directory(request.user) else None
