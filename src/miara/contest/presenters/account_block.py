"""The link on a person's account to what contests keep about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots

__all__ = ["register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "account-data",
        name="contest.own_data",
        order=10,
        build=_block,
        template="contest/closing/_account.html",
        queries=0,
    )


def _block(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    return {}
