"""Pages of the base for search engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from miara.core.sitemaps import PublicPages
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import public_cards

__all__ = ["Practices"]


@dataclass(frozen=True, slots=True)
class Named:
    """What the address of a card needs; whole rows take ten times as long to read."""

    number: int
    title: str
    changed: datetime | None


class Practices(PublicPages):
    """Every public card, archived ones too: they stay readable."""

    def items(self) -> Sequence[Named]:
        """Cards by number."""
        rows = public_cards().order_by("pk")
        return [
            Named(*row) for row in rows.values_list("pk", "title", "last_published_at")
        ]

    def location(self, item: Named) -> str:
        """The page of a card."""
        return card_path(item.number, item.title)

    def lastmod(self, item: Named) -> datetime | None:
        """When its text was last published."""
        return item.changed
