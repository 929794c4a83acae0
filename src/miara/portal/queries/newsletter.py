"""Orders of the newsletter, and what is new for them."""

from __future__ import annotations

from datetime import datetime

from miara.portal.models import News, NewsletterOrder
from miara.portal.queries.news import public_news

__all__ = ["news_between", "order_with_token"]


def order_with_token(token: str) -> NewsletterOrder | None:
    """The order of a link."""
    return NewsletterOrder.objects.filter(token=token).first()


def news_between(since: datetime, until: datetime) -> list[News]:
    """Public news first published in a time, the newest first."""
    found = public_news().filter(
        first_published_at__gt=since, first_published_at__lte=until
    )
    return list(found.defer("body", "body_en").order_by("-first_published_at", "-pk"))
