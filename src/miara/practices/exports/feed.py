"""Cards as an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path, list_path
from miara.search.public import Query

__all__ = ["cards_feed"]

_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """A feed whose empty form does not change from second to second."""

    def latest_post_date(self) -> datetime:
        """The newest change."""
        return max((item["updateddate"] for item in self.items), default=_NOTHING_YET)


def cards_feed(
    request: HttpRequest, cards: Sequence[PracticeCard], query: Query
) -> HttpResponse:
    """The feed of a question; ids never change."""
    site = settings.MIARA_SITE_URL
    title = _("Good practices")
    made = _Feed(
        title=f"{title}: {query.text}" if query.text else title,
        link=site + list_path(query.to_address()),
        description="",
        language=get_language() or "pl",
        feed_url=site + request.get_full_path(),
    )
    for card in cards:
        changed = card.last_published_at or _NOTHING_YET
        made.add_item(
            title=card.title,
            link=site + card_path(card.pk, card.title),
            description=card.result_sentence or card.summary,
            unique_id=f"{site}/praktyki/{card.pk}",
            pubdate=card.first_published_at or changed,
            updateddate=changed,
        )
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
