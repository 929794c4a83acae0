"""Following a search: asked for, confirmed, told about new and changed practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext, pgettext

from miara.notifications import public as notifications
from miara.practices.domain.addresses import address_of
from miara.practices.errors import LongSearchError
from miara.practices.models import FollowedSearch, PracticeCard
from miara.practices.queries.following import (
    changed_cards,
    newest_change,
    search_of_address,
)
from miara.search import public as search

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "CONFIRM",
    "FOUND",
    "Sent",
    "confirm_search",
    "end_search",
    "erase_unconfirmed",
    "follow_search",
    "send_search_alerts",
]

#: Kinds of the letters.
CONFIRM: Final = "practices.search_confirm"
FOUND: Final = "practices.search_found"
CONFIRMED, ENDED = "practices.search_followed", "practices.search_left"
MOST_LINES: Final = 20
#: What was published later than this may not be in the index yet.
SETTLES_WITHIN: Final = timedelta(minutes=30)
_PAGE: Final = 1_000
_LONGEST: Final = 1_000


Words = Callable[[search.Query], str]


@dataclass(slots=True)
class Sent:
    """What one run did; ``postponed`` waits for an index that can be read."""

    mailed: int = 0
    unchanged: int = 0
    postponed: int = 0


def follow_search(
    query: search.Query,
    *,
    email: str,
    language: str,
    by: User | None,
    now: datetime,
    words: Words,
) -> FollowedSearch:
    """Write down the request; a typed address confirms it by the link of a mail.

    The address of an account is known to be its reader's, so nothing is mailed to it.

    Parameters
    ----------
    words
        Says a search in the active language.

    Raises
    ------
    LongSearchError
        When the search has more choices than can be kept.
    """
    address = _canonical(query)
    if len(address) > _LONGEST:
        raise LongSearchError

    def mail(row: FollowedSearch) -> None:
        if by is not None:
            return
        notifications.enqueue(
            CONFIRM,
            to=row.email,
            context={
                "search": _said(row, language, words),
                "address": _link("search-confirm", row.token, language),
                "days": notifications.CONFIRM_WITHIN.days,
            },
            language=language,
            at=now,
            unsubscribe_url=_link("search-end", row.token, language),
        )

    with transaction.atomic():
        row = notifications.ask_to_follow(
            FollowedSearch,
            email=by.email if by else email,
            about={"query": address},
            language=language,
            now=now,
            mail=mail,
        )
        if by is not None:
            confirm_search(token=row.token, now=now)
    return row


def confirm_search(*, token: str, now: datetime) -> FollowedSearch | None:
    """Start the mail; None when the link is unknown or too old."""
    return notifications.confirm_following(
        FollowedSearch, token=token, now=now, event=CONFIRMED
    )


def end_search(*, token: str, now: datetime) -> bool:
    """Erase the request with its address; False when there is none any more."""
    return notifications.end_following(
        FollowedSearch, token=token, now=now, event=ENDED
    )


def erase_unconfirmed(*, now: datetime) -> int:
    """Erase requests that nobody confirmed in time; how many there were."""
    return notifications.erase_unconfirmed(FollowedSearch, now=now)


def send_search_alerts(*, now: datetime, words: Words) -> Sent:
    """Tell those who follow a search what was published for it since the last mail.

    One mail a search with everything since; nothing without news. Each follower is
    one transaction, so that a crash neither loses nor repeats a mail.
    """
    result = Sent()
    until = now - SETTLES_WITHIN
    newest = newest_change(until)
    if newest is None:
        return result
    since = Coalesce("last_sent_at", "confirmed_at")
    waiting = FollowedSearch.objects.filter(confirmed_at__isnull=False)
    waiting = waiting.alias(since=since).filter(since__lt=newest)
    answers: dict[str, frozenset[str] | None] = {}
    for key, address in waiting.order_by("pk").values_list("pk", "query"):
        if address not in answers:
            answers[address] = _keys_of(address)
        keys = answers[address]
        if keys is None:
            result.postponed += 1
        elif _tell(key, keys, until=until, now=now, words=words):
            result.mailed += 1
        else:
            result.unchanged += 1
    return result


def _keys_of(address: str) -> frozenset[str] | None:
    """Keys of everything that fits a search; None while there is no index.

    Only what has all the words as typed: a near miss on a page helps, by mail it
    annoys.
    """
    query = replace(search_of_address(address), size=_PAGE, counted=())
    keys: set[str] = set()
    page = 1
    while True:
        found = search.find(replace(query, page=page), passages=False)
        if found.mode is search.Mode.DATABASE:
            return None
        if found.mode is not search.Mode.ALL:
            return frozenset()
        keys.update(found.keys)
        last_page = replace(query, page=page + 1).page == page  # as deep as one may go
        if page * _PAGE >= found.total or last_page:
            return frozenset(keys)
        page += 1


@transaction.atomic
def _tell(
    key: int,
    keys: frozenset[str],
    *,
    until: datetime,
    now: datetime,
    words: Words,
) -> bool:
    """Mail one follower; False when nothing fits that they do not know."""
    row = FollowedSearch.objects.select_for_update().filter(pk=key).first()
    if row is None or row.confirmed_at is None:
        return False
    since = row.last_sent_at or row.confirmed_at
    if since >= until:  # another worker was faster
        return False
    cards = [card for card in changed_cards(since, until) if str(card.pk) in keys]
    if cards:
        notifications.enqueue(
            FOUND,
            to=row.email,
            context={
                "search": _said(row, row.language, words),
                "count": len(cards),
                "practices": _lines(cards, since, row.language),
                "address": _page(row.query, row.language),
            },
            language=row.language,
            at=now,
            unsubscribe_url=_link("search-end", row.token, row.language),
        )
    # Also without a mail: up to here there was nothing to tell.
    row.last_sent_at = until
    row.save(update_fields=["last_sent_at"])
    return bool(cards)


def _lines(cards: Sequence[PracticeCard], since: datetime, language: str) -> str:
    """Practices with their addresses; beyond the limit only how many."""
    with translation.override(language):
        lines = [_line(card, since) for card in cards[:MOST_LINES]]
        if left_out := len(cards) - len(lines):
            more = ngettext("and %(count)s more", "and %(count)s more", left_out)
            lines.append(more % {"count": left_out})
    return "\n".join(lines)


def _line(card: PracticeCard, since: datetime) -> str:
    is_new = card.first_published_at is not None and card.first_published_at > since
    word = pgettext("practice", "new") if is_new else pgettext("practice", "changed")
    path = reverse("practices:card", args=[address_of(card.pk, card.title)])
    return f"- {card.title} ({word})\n  {settings.MIARA_SITE_URL}{path}"


def _canonical(query: search.Query) -> str:
    """What is asked, without the order, the page and from whose point of view."""
    plain: Mapping[str, object] = {"page": 1, "near": "", "boosts": (), "sources": ()}
    return replace(query, order=search.Order.RELEVANCE, **plain).to_address()  # type: ignore[arg-type]


def _said(row: FollowedSearch, language: str, words: Words) -> str:
    with translation.override(language):
        return words(search_of_address(row.query))


def _page(address: str, language: str) -> str:
    with translation.override(language):
        path = reverse("practices:cards")
    return f"{settings.MIARA_SITE_URL}{path}?{address}".rstrip("?")


def _link(name: str, token: str, language: str) -> str:
    with translation.override(language):
        return settings.MIARA_SITE_URL + reverse(f"practice-use:{name}", args=[token])
