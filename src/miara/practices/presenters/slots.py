"""Practices beside the numbers: on pages of units and of indicators."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from miara.core import slots
from miara.indicators import public as indicators
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.queries.cards import cards_aimed_at, cards_of_unit
from miara.units import public as units
from miara.units.public import UnitFacts

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["register"]

MOST: Final = 5


def register() -> None:
    """Add the blocks; called once at start."""
    for slot, build in (("unit-page", of_unit), ("indicator-page", of_indicator)):
        slots.register(
            slot,
            name=f"practices.on_{slot}",
            order=30,
            build=build,
            template="practices/_block.html",
            # The served numbers and the unit, for who is like it; cards, their units.
            queries=1 if build is of_unit else 4,
        )


def of_unit(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any] | None:
    """Practices that the unit leads; None when there are none."""
    unit = context.get("unit")
    if not isinstance(unit, UnitFacts):
        return None
    cards = list(cards_of_unit(unit.uid)[: MOST + 1])
    return _block(cards, {unit.uid: unit}, kind="unit")


def of_indicator(
    request: HttpRequest, context: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Practices that aimed at the indicator, of units like the chosen one first.

    None when there are none.
    """
    code = (context.get("about") or {}).get("code")
    if not isinstance(code, str):
        return None
    unit = getattr(context.get("choice"), "unit", None)
    likes = indicators.likes_of_unit(unit.uid) if isinstance(unit, UnitFacts) else ()
    uids = {like.uid for like in likes}
    cards = list(cards_aimed_at(code, uids)[: MOST + 1])
    known = units.units_by_uid({card.unit_uid for card in cards}) if cards else {}
    block = _block(cards, known, kind="indicator")
    if block and isinstance(unit, UnitFacts):
        block["near"] = unit.title if cards[0].unit_uid in uids else ""
        for line, card in zip(block["lines"], cards, strict=False):
            line["is_like"] = card.unit_uid in uids
    return block


def _block(
    cards: list[PracticeCard], known: Mapping[str, UnitFacts], *, kind: str
) -> dict[str, Any] | None:
    if not cards:
        return None
    return {
        "kind": kind,
        "lines": [
            {
                "title": card.title,
                "url": card_path(card.pk, card.title),
                "sentence": card.result_sentence,
                "is_adopted": kind == "unit" and card.unit_uid not in known,
                "unit": known[card.unit_uid].full_name
                if card.unit_uid in known
                else card.lead_name,
            }
            for card in islice(cards, MOST)
        ],
    }
