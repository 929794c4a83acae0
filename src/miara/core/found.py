"""Blocks of the page that searches everything: each context answers with its own.

The page asks every registered block for what a text finds::

    found.register("practices", order=30, build=found_practices, queries=3)

``build`` gets the request and the text and returns a `Block`, or None when there is
nothing public that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from miara.core import slots

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["MOST", "SLOT", "Block", "Line", "blocks_for", "register"]

#: The slot of the page, whose context has ``text``: never empty.
SLOT: Final = "search-page"
#: Lines of a block; its page has all of them.
MOST: Final = 5
_TEMPLATE: Final = "components/found.html"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found.

    Attributes
    ----------
    title
        A text, or a passage of the search with the words marked.
    url
        Path of its page.
    text
        The part that fits, or what the thing is about; empty when the title says all.
    facts
        Short facts below.
    language
        Where it is not the one of the page.
    """

    title: object
    url: str
    text: object = ""
    facts: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Things of one kind, the best first.

    Attributes
    ----------
    anchor
        Identifies the block on the page.
    title
        Their kind.
    lines
        At most `MOST`.
    total
        How many were found in all; one more than shown where nobody counted.
    more_url, more_label
        The page with all of them; empty when everything is shown.
    notices
        How the words were understood, in sentences.
    """

    anchor: str
    title: str
    lines: tuple[Line, ...]
    total: int
    more_url: str = ""
    more_label: str = ""
    notices: tuple[str, ...] = ()


def register(
    name: str,
    *,
    order: int,
    build: Callable[[HttpRequest, str], Block | None],
    queries: int,
) -> None:
    """Add the block of a context; called once at start.

    Parameters
    ----------
    name
        Of the context and what it answers with, unique.
    order
        Smaller comes first.
    build
        Answers a text that is not empty.
    queries
        Number of database statements, at most, however much is found.
    """

    def values(
        request: HttpRequest, context: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        block = build(request, context["text"])
        return {"block": block} if block else None

    slots.register(
        SLOT,
        name=f"search.{name}",
        order=order,
        build=values,
        template=_TEMPLATE,
        queries=queries,
    )


def blocks_for(request: HttpRequest, text: str) -> list[Block]:
    """What every context found, in the order of the page; empty ones are left out."""
    built = (each.build(request, {"text": text}) for each in slots.blocks(SLOT))
    return [values["block"] for values in built if values]
