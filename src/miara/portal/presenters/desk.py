"""News in words for their editors."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext

__all__ = ["page_state_words", "state_words"]


def state_words(news: Any) -> str:
    """All that is true of a row of `queries.news.news_for_desk`, in one line."""
    found = []
    if hasattr(news, "withdrawal"):
        found.append(pgettext("news", "withdrawn"))
    elif news.live and news.has_unpublished_changes:
        found.append(pgettext("news", "public, with a newer draft"))
    elif news.live:
        found.append(pgettext("news", "public"))
    elif not news.is_booked:
        found.append(pgettext("news", "draft"))
    if news.is_booked:
        found.append(pgettext("news", "booked for publication"))
    return ", ".join(found)


def page_state_words(page: Any) -> str:
    """The state of a page, in one line."""
    if hasattr(page, "withdrawal"):
        return pgettext("news", "withdrawn")
    if not page.live:
        return pgettext("news", "draft")
    if page.has_unpublished_changes:
        return pgettext("news", "public, with a newer draft")
    return pgettext("news", "public")
