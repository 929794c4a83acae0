"""Rollouts of the demo: its own unit and two others, with what they say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from miara.cli.demo.people import HOME_UNIT
from miara.rollout import public as rollout
from miara.sample.public import PLACES_TO_SEE
from miara.units import public as units

__all__ = ["fill_rollouts"]

#: Code of a unit, pack, how many days ago it began, hours, what helped, what did not,
#: what it would do otherwise.
_TEXTS: Final = (
    (
        HOME_UNIT,
        "small_rural",
        120,
        34,
        "Strategia z arkusza pierwszego dnia. Na kolegium były już liczby.",
        "Skarbnik dostał dostęp dopiero po miesiącu, więc zadania czekały.",
        "Zaprosić skarbnika tego samego dnia co wójta.",
    ),
    (
        PLACES_TO_SEE["strong"],
        "small_rural",
        400,
        61,
        "Jedno spotkanie na kwartał, godzina, lista „Moje sprawy” na ekranie.",
        "Na początku wpisaliśmy 140 zadań. Po pół roku zostało 38 i wszystkie żyją.",
        "Zacząć od zadań, o które pyta rada.",
    ),
    (
        PLACES_TO_SEE["city"],
        "large_city",
        700,
        420,
        "Koordynatorzy dziedzin widzą wydatki i resztę pieniędzy bez pytania.",
        "Symbole zadań różniły się między jednostkami; porządki trwały kwartał.",
        "Ustalić symbole zadań przed pierwszym eksportem.",
    ),
)


def fill_rollouts(*, now: datetime) -> int:
    """Begin rollouts unless they are there; how many were begun."""
    made = 0
    for code, pack_code, days, hours, helped, hindered, advice in _TEXTS:
        unit, pack = units.unit_by_code(code), rollout.pack(pack_code)
        if unit is None or pack is None or rollout.rollout_of(unit.uid) is not None:
            continue
        began = now - timedelta(days=days)
        words = {"helped": helped, "hindered": hindered, "advice": advice}
        with transaction.atomic():
            _begin(unit, pack, began)
            facts: dict[str, Any] = {"by": None, "now": now - timedelta(days=days // 4)}
            rollout.save_experience(
                unit.uid, {**words, "hours": hours}, is_shown=True, seen=None, **facts
            )
        made += 1
    return made


def _begin(unit: units.UnitFacts, pack: Any, began: datetime) -> None:
    rollout.apply_pack(
        unit,
        pack,
        year=timezone.localdate(began).year,
        posts=[rollout.PostChoice(code, "") for code in pack.posts],
        with_goals=True,
        by=None,
        now=began,
    )
    row = rollout.rollout_of(unit.uid)
    assert row is not None  # it was begun above
    after = began + timedelta(days=30)
    answers = dict.fromkeys(pack.data, ("WITHIN_REACH", ""))
    rollout.save_answers(row, answers, by=None, now=after)
    for number, document in enumerate(rollout.documents_of(unit.uid)[:2], start=1):
        rollout.adopt_document(
            document,
            number=f"0050.{number}.{after.year}",
            adopted_on=timezone.localdate(after),
            by=None,
            now=after,
        )
