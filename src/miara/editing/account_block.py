"""The way to the desks, on the page of a person's account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest

from miara.accounts.public import person
from miara.core import slots
from miara.editing.guard import held_groups

__all__ = ["register"]

#: Each group of a desk asks for the roles of the person.
QUERIES: Final = 12


def register() -> None:
    """Add the block; called once at start."""
    slots.register(
        "account-page",
        name="editing.door",
        order=30,
        build=_door,
        template="editing/_account_block.html",
        queries=QUERIES,
    )


def _door(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    return {} if held_groups(person(request)) else None
