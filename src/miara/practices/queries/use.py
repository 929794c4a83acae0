"""Who uses practices: adoptions, questions, lists of readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from miara.practices.models import Adoption, AskedAuthor, KeptCard, PracticeCard
from miara.practices.queries.cards import ASKABLE, public_cards

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "RECENT",
    "OwnUse",
    "adopted_counts",
    "adoptions_of_units",
    "card_to_ask_about",
    "is_kept",
    "kept_by",
    "open_adoption",
    "use_of_own_cards",
]

#: What is recent in counts for authors.
RECENT: Final = timedelta(days=365)


def card_to_ask_about() -> QuerySet[PracticeCard]:
    """Public cards with ``is_askable``; nobody's name or address is read."""
    return public_cards().annotate(is_askable=ASKABLE).only("title")


def adoptions_of_units(uids: Collection[str]) -> QuerySet[Adoption]:
    """Adoptions that people of units keep, the newest first, with card and aims."""
    found = Adoption.objects.filter(unit_uid__in=uids, card__live=True)
    return (
        found.select_related("card")
        .prefetch_related("aims")
        .order_by("-declared_at", "-pk")
    )


def open_adoption(card: PracticeCard, uids: Collection[str]) -> Adoption | None:
    """An adoption of the card by one of these units that was not given up."""
    found = adoptions_of_units(uids).filter(card=card)
    return found.exclude(state=Adoption.State.GIVEN_UP).first()


def adopted_counts(cards: Iterable[PracticeCard]) -> dict[int, int]:
    """How many units adopted each card; one query, cards without any left out."""
    found = Adoption.objects.filter(card__in=list(cards), state=Adoption.State.ADOPTED)
    counts = found.order_by().values("card").annotate(count=Count("pk"))
    return {row["card"]: row["count"] for row in counts}


def kept_by(user: User) -> QuerySet[KeptCard]:
    """Public cards on the list of a reader, the newest addition first."""
    found = KeptCard.objects.filter(user=user, card__live=True)
    return found.select_related("card").order_by("-kept_at", "-pk")


def is_kept(card: PracticeCard, user: User) -> bool:
    """Whether a card is on the list of a reader."""
    return KeptCard.objects.filter(user=user, card=card).exists()


@dataclass(frozen=True, slots=True)
class OwnUse:
    """What others did with a card that a unit leads."""

    card: PracticeCard
    wanted: int
    adopted: int
    given_up: int
    asked: int
    asked_lately: int


def use_of_own_cards(uids: Collection[str], *, now: datetime) -> list[OwnUse]:
    """Cards that units lead, the most used first; one query."""
    state = Adoption.State
    cards = public_cards().filter(unit_uid__in=uids).only("title", "unit_uid")
    rows = cards.annotate(
        wanted=_adoptions(state.WANTED),
        adopted=_adoptions(state.ADOPTED),
        given_up=_adoptions(state.GIVEN_UP),
        asked_ever=_questions(Q()),
        asked_lately=_questions(Q(asked_at__gt=now - RECENT)),
    ).order_by("-adopted", "-asked_ever", "-pk")
    return [
        OwnUse(
            card,
            card.wanted,
            card.adopted,
            card.given_up,
            card.asked_ever,
            card.asked_lately,
        )
        for card in rows
    ]


def _adoptions(state: str) -> Coalesce:
    return _count(Adoption.objects.filter(card=OuterRef("pk"), state=state))


def _questions(condition: Q) -> Coalesce:
    return _count(AskedAuthor.objects.filter(condition, card=OuterRef("pk")))


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("card").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())
