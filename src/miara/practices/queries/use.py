"""Who uses practices: adoptions, questions, lists of readers."""

from __future__ import annotations

from django.db.models import QuerySet

from miara.practices.models import PracticeCard
from miara.practices.queries.cards import ASKABLE, public_cards

__all__ = ["card_to_ask_about"]


def card_to_ask_about() -> QuerySet[PracticeCard]:
    """Public cards with ``is_askable``; nobody's name or address is read."""
    return public_cards().annotate(is_askable=ASKABLE).only("title")
