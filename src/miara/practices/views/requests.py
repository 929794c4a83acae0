"""What views about one practice read from a request."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from miara.practices.domain.addresses import number_of
from miara.practices.models import PracticeCard

__all__ = ["card_of", "now_of"]


def card_of(address: str, cards: QuerySet[PracticeCard]) -> PracticeCard:
    """The card of an address among those that may be seen.

    Raises
    ------
    Http404
        When there is none.
    """
    number = number_of(address)
    found = cards.filter(pk=number).first() if number is not None else None
    if found is None:
        raise Http404
    return found


def now_of(request: HttpRequest) -> datetime:
    """The moment at which the request came."""
    return request.received_at  # type: ignore[attr-defined,no-any-return]
