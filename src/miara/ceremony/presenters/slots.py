"""The link to the ceremony in the office of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots

__all__ = ["register"]


def register() -> None:
    """Add the link; called once at start."""
    for slot in ("contest-release", "contest-office"):
        slots.register(
            slot,
            name=f"ceremony.{slot}",
            order=50,
            build=_link,
            template="ceremony/_link.html",
            queries=0,
        )


def _link(_request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    edition = context.get("edition")
    works_there = context.get("presides") or context.get("may_organise")
    return {"edition": edition} if edition and works_there else None
