"""News for search engines."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from miara.core.sitemaps import PublicPages
from miara.portal.models import News
from miara.portal.presenters.links import news_path
from miara.portal.queries.news import public_news

__all__ = ["AllNews"]


class AllNews(PublicPages):
    """Every piece of public news."""

    def items(self) -> QuerySet[News]:
        """News with what their addresses need."""
        return public_news().only("pk", "title", "last_published_at").order_by("pk")

    def location(self, item: News) -> str:
        """The page of news."""
        return news_path(item.pk, item.title)

    def lastmod(self, item: News) -> datetime | None:
        """When it was last published."""
        return item.last_published_at
