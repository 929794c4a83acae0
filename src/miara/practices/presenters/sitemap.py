"""Pages of the base for search engines."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from miara.core.sitemaps import PublicPages
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import public_cards

__all__ = ["Practices"]


class Practices(PublicPages):
    """Every public card, archived ones too: they stay readable."""

    def items(self) -> QuerySet[PracticeCard]:
        """Cards with what their addresses need."""
        return public_cards().only("pk", "title", "last_published_at").order_by("pk")

    def location(self, item: PracticeCard) -> str:
        """The page of a card."""
        return card_path(item.pk, item.title)

    def lastmod(self, item: PracticeCard) -> datetime | None:
        """When its text was last published."""
        return item.last_published_at
