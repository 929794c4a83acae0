"""News as an Atom feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from miara.portal.models import News
from miara.portal.presenters.links import list_path, news_path
from miara.portal.presenters.news import category_name, words_of

__all__ = ["news_feed"]

_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """A feed whose empty form does not change from second to second."""

    def latest_post_date(self) -> datetime:
        """The newest change."""
        return max((item["updateddate"] for item in self.items), default=_NOTHING_YET)


def news_feed(
    request: HttpRequest, rows: Iterable[News], *, title: str, address: str
) -> HttpResponse:
    """The feed of a list; ids never change."""
    site = settings.MIARA_SITE_URL
    made = _Feed(
        title=title,
        link=site + list_path(address),
        description="",
        language=get_language() or "pl",
        feed_url=site + request.get_full_path(),
    )
    for news in rows:
        words = words_of(news)
        changed = news.last_published_at or _NOTHING_YET
        made.add_item(
            title=words.title,
            link=site + news_path(news.pk, news.title),
            description=words.lead,
            unique_id=f"{site}/aktualnosci/{news.pk}",
            pubdate=news.first_published_at or changed,
            updateddate=changed,
            categories=(category_name(news.category),),
        )
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
