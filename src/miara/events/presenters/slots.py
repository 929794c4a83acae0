"""The way from an edition of a contest to its conference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from miara.core import slots
from miara.events.queries.events import events_of_edition

__all__ = ["register"]


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "edition-page",
        name="events.of_edition",
        order=10,
        build=_block,
        template="events/_of_edition.html",
        queries=1,
    )


def _block(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Announced events of the edition, in time."""
    found = list(events_of_edition(context["edition"].pk))
    return {"events": found} if found else None
