"""The block of open calls on the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest

from miara.contest.presenters.moments import left_until
from miara.contest.queries.editions import public_editions
from miara.core import slots
from miara.core.request_context import moment

__all__ = ["home_block", "register"]

HOME_QUERIES: Final = 1


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "home-page",
        name="contest.open_calls",
        order=40,
        build=home_block,
        template="contest/public/_home_block.html",
        queries=HOME_QUERIES,
    )


def home_block(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Calls open now, with the time that is left; nothing when none is."""
    now = moment()
    rows = [
        {"row": row, "left": left_until(row.closes_at, now)}
        for row in public_editions(now).filter(opens_at__lte=now, closes_at__gte=now)[
            :3
        ]
        if row.closes_at
    ]
    return {"rows": rows} if rows else None
