"""Links on a person's account: their list, and the practices of their unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots

__all__ = ["register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "account-page",
        name="practices.own_pages",
        order=40,
        build=_block,
        template="practices/use/_account.html",
        queries=0,
    )


def _block(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    return {}
