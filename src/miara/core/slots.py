"""Page slots: how an upper context adds a block to a lower one's page.

The lower page names a slot, ``{% render_slot "units.detail" %}``; the upper context
registers a block in its ``AppConfig.ready``::

    slots.register(
        "units.detail",
        name="practices.of_unit",
        order=50,
        build=practices_of_unit,  # (request, context) -> dict, or None for no block
        template="practices/_of_unit.html",
        queries=1,
    )

``queries`` is the number of database statements that the block makes at most; a test
of the page asks `overspending`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest

    Build = Callable[[HttpRequest, Mapping[str, Any]], dict[str, Any] | None]

__all__ = ["Block", "blocks", "overspending", "register", "render"]


@dataclass(frozen=True, slots=True)
class Block:
    """One registered block of a slot."""

    slot: str
    name: str
    order: int
    build: Build
    template: str
    queries: int

    def render(self, request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
        """HTML of the block; empty when it has nothing to show here."""
        values = self.build(request, context)
        if values is None:
            return mark_safe("")
        return render_to_string(self.template, values, request=request)


_blocks: dict[str, Block] = {}


def register(
    slot: str,
    *,
    name: str,
    order: int,
    build: Build,
    template: str,
    queries: int,
) -> None:
    """Add a block to a slot.

    Parameters
    ----------
    slot
        ``context.page``, as named by the template that shows it.
    name
        ``context.block``, unique.
    order
        Smaller comes first; equal ones by name.
    build
        Called with the request and the page's context; returns the values for the
        template, or None when there is nothing to show.
    template
        Name of the block's template.
    queries
        Number of database statements, at most.

    Raises
    ------
    ValueError
        When the name is taken by another block.
    """
    block = Block(slot, name, order, build, template, queries)
    if _blocks.get(name, block) != block:
        msg = f"block {name} is already registered"
        raise ValueError(msg)
    _blocks[name] = block


def blocks(slot: str) -> list[Block]:
    """Blocks of a slot in the order of the page."""
    found = [block for block in _blocks.values() if block.slot == slot]
    return sorted(found, key=lambda block: (block.order, block.name))


def render(slot: str, request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """HTML of all blocks of a slot."""
    return mark_safe(  # noqa: S308 - joined pieces are rendered templates
        "".join(block.render(request, context) for block in blocks(slot))
    )


def overspending(
    slot: str, request: HttpRequest, context: Mapping[str, Any]
) -> list[str]:
    """For tests: blocks of a slot that make more statements than they declare.

    Returns
    -------
    list[str]
        One sentence a block, with its statements; empty when all keep their word.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext  # slow to import, tests only

    complaints = []
    for block in blocks(slot):
        with CaptureQueriesContext(connection) as captured:
            block.render(request, context)
        if len(captured) > block.queries:
            statements = "; ".join(query["sql"] for query in captured.captured_queries)
            complaints.append(
                f"{block.name}: {len(captured)} statements, declared "
                f"{block.queries}: {statements}"
            )
    return complaints
