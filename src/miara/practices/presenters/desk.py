"""Cards in words for their editors."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from miara.practices.domain.freshness import freshness_of
from miara.practices.presenters.words import freshness_word
from miara.units import public as units

__all__ = ["STATES", "freshness_of_card", "state_words", "unit_words"]

STATES: Final[list[tuple[str, Promise]]] = [
    ("DRAFT", pgettext_lazy("description", "draft")),
    ("REVIEW", pgettext_lazy("description", "waits for an expert")),
    ("BOOKED", pgettext_lazy("description", "booked for publication")),
    ("PUBLIC", pgettext_lazy("description", "public")),
    ("CHANGED", pgettext_lazy("description", "public, with a newer draft")),
    ("ARCHIVED", pgettext_lazy("description", "archived")),
]


def state_words(card: Any) -> str:
    """All that is true of a card of `queries.desk.cards_for_desk`, in one line."""
    words = dict(STATES)
    if card.life.archived_on:
        found = ["ARCHIVED"]
    elif card.live:
        found = ["CHANGED" if card.has_unpublished_changes else "PUBLIC"]
    else:
        found = [] if card.is_booked or card.is_in_review else ["DRAFT"]
    found += ["BOOKED"] * card.is_booked + ["REVIEW"] * card.is_in_review
    return ", ".join(str(words[code]) for code in found)


def freshness_of_card(card: Any) -> str:
    """The label that readers see; nothing for what they do not see."""
    if not card.live:
        return ""
    life = card.life
    return freshness_word(
        freshness_of(
            life.confirmed_on,
            timezone.localdate(),
            is_archived=bool(life.archived_on),
        )
    )


def unit_words(card: Any) -> str:
    """Who leads: the unit of the register, else the name that was given."""
    unit = units.unit_by_uid(card.unit_uid) if card.unit_uid else None
    return unit.full_name if unit else card.lead_name
