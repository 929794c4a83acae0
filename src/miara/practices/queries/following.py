"""Followed searches, and what changed in the base since a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet

from miara.practices.domain.facets import FACETS
from miara.practices.enums import SOURCE
from miara.practices.models import FollowedSearch, PracticeCard
from miara.practices.queries.cards import public_cards
from miara.search import public as search

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "changed_cards",
    "followed_by",
    "followed_with_token",
    "newest_change",
    "search_of_address",
]


def search_of_address(address: str) -> search.Query:
    """The question that the address of an answer holds."""
    return search.Query.from_address(address, facets=FACETS, sources=(SOURCE,))


def newest_change(until: datetime) -> datetime | None:
    """When something current was last published, up to a moment."""
    found = _current().filter(last_published_at__lte=until)
    return found.aggregate(newest=Max("last_published_at"))["newest"]


def changed_cards(since: datetime, until: datetime) -> QuerySet[PracticeCard]:
    """Current cards published or changed in a time, the newest first."""
    found = _current().filter(last_published_at__gt=since, last_published_at__lte=until)
    return found.order_by("-last_published_at", "-pk").only(
        "title", "first_published_at", "last_published_at"
    )


def followed_by(user: User) -> QuerySet[FollowedSearch]:
    """Searches that the address of a person's account follows, the newest first."""
    found = FollowedSearch.objects.filter(email=user.email, confirmed_at__isnull=False)
    return found.order_by("-confirmed_at", "-pk")


def followed_with_token(token: str) -> FollowedSearch | None:
    """The request of a link."""
    return FollowedSearch.objects.filter(token=token).first()


def _current() -> QuerySet[PracticeCard]:
    return public_cards().filter(life__archived_on=None)
