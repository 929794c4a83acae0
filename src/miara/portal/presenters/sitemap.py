"""News and pages for search engines."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from miara.core.sitemaps import PublicPages
from miara.portal.models import News, SitePage
from miara.portal.presenters.links import news_path
from miara.portal.presenters.look import page_path
from miara.portal.queries.news import public_news
from miara.portal.queries.pages import public_pages

__all__ = ["AllNews", "AllPages"]


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


class AllPages(PublicPages):
    """Every public page of every site."""

    def items(self) -> QuerySet[SitePage]:
        """Pages with what their addresses need."""
        found = public_pages().select_related("site").order_by("pk")
        return found.only("slug", "last_published_at", "site__code")

    def location(self, item: SitePage) -> str:
        """The page under its newest words."""
        return page_path(item)

    def lastmod(self, item: SitePage) -> datetime | None:
        """When it was last published."""
        return item.last_published_at
