"""Units of the demo that take practices over, each in another state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from miara.cli.demo.people import HOME_UNIT
from miara.practices import public as base
from miara.units import public as units

__all__ = ["adopt_some"]

#: How many of the base are taken over, each by as many units.
_CARDS, _UNITS = 4, 3
_CHANGES: Final = (
    "Zaczynamy od jednego sołectwa; dyżury pełnią pracownicy urzędu, a nie wykonawca.",
    "Zamiast nowej aplikacji używamy formularza, który mieszkańcy już znają.",
    "Koszty dzielimy z sąsiednią gminą po połowie.",
)
_REASON: Final = (
    "Po roku zostało za mało uczestników, a dojazd kosztował więcej niż sama usługa."
)


@transaction.atomic
def adopt_some(*, now: datetime) -> int:
    """Declare adoptions unless there are some; the number of new ones."""
    if base.Adoption.objects.exists():
        return 0
    cards = base.PracticeCard.objects.filter(
        live=True,
        life__archived_on=None,
        result_rows__is_aim=True,
        result_rows__indicator__gt="",
    )
    made = 0
    for place, card in enumerate(cards.distinct().order_by("pk")[:_CARDS]):
        for turn, uid in enumerate(_adopters(card, place)):
            _declare(card, uid, place + turn, now)
            made += 1
    return made


def _adopters(card: base.PracticeCard, place: int) -> list[str]:
    """The unit of the demo's clerk first, then others of its level, in turns."""
    home = units.unit_by_code(HOME_UNIT)
    assert home is not None  # the sample has it
    level = units.units_at(home.levels[0])
    others = [unit.uid for unit in level[place * _UNITS :] if unit.uid != home.uid]
    taken = {card.unit_uid, *card.partners.values_list("unit_uid", flat=True)}
    return [uid for uid in (home.uid, *others) if uid not in taken][:_UNITS]


def _declare(card: base.PracticeCard, uid: str, turn: int, now: datetime) -> None:
    then = now - timedelta(days=200 - 20 * turn)
    state = ("ADOPTED", "WANTED", "ADOPTED")[turn % 3]
    adoption = base.declare_adoption(
        card,
        uid,
        state=state,
        starts_on=timezone.localdate(then) - timedelta(days=7),
        changes=_CHANGES[turn % len(_CHANGES)],
        by=None,
        now=then,
    )
    aimed = card.result_rows.filter(is_aim=True).exclude(indicator="")
    for row in aimed.exclude(direction="").order_by("position")[:1]:
        try:
            base.declare_aim(
                adoption,
                indicator=row.indicator,
                direction=row.direction,
                by=None,
                now=then,
            )
        except base.PracticesError:
            continue  # its numbers are out already: nothing to declare
    if turn % 4 == 3:
        base.give_up(adoption, reason=_REASON, by=None, now=now - timedelta(days=10))
