"""The list of one reader. Private, so not a matter of the trail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from miara.practices.models import KeptCard, PracticeCard

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["drop_card", "keep_card"]


def keep_card(card: PracticeCard, *, by: User, now: datetime) -> KeptCard:
    """Put a card on the reader's list; pressing twice is fine."""
    row, _made = KeptCard.objects.get_or_create(
        user=by, card=card, defaults={"kept_at": now}
    )
    return row


def drop_card(card: PracticeCard, *, by: User) -> None:
    """Take a card off the reader's list."""
    KeptCard.objects.filter(user=by, card=card).delete()
