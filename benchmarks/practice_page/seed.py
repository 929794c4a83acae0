"""Many public descriptions: those of the sample, again and again."""

from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice

from django.db import models, transaction
from django.utils import timezone

from miara.practices.models import (
    PracticeAward,
    PracticeCard,
    PracticeContact,
    PracticeCost,
    PracticeLife,
    PracticePartner,
    PracticeResult,
)
from miara.search import public as search
from miara.units import public as units

_ROWS: tuple[type[models.Model], ...] = (
    PracticeLife,
    PracticeContact,
    PracticePartner,
    PracticeResult,
    PracticeCost,
    PracticeAward,
)
_BATCH = 500


def fill(total: int) -> int:
    """Copy the public cards until there are so many, each with another unit.

    Returns
    -------
    int
        The number of public cards. Copies share words, so that the search finds many
        for each question: more work for counts of facets than a real base would give.
    """
    here = list(PracticeCard.objects.filter(live=True).order_by("pk"))
    # Full descriptions only: the short ones would make the page look quick.
    here = [card for card in here if card.solution and card.situation]
    rows = {model: _of(model, here) for model in _ROWS}
    homes = cycle(unit.uid for unit in units.units_at(units.Level.MUNICIPALITY))
    missing = max(total - PracticeCard.objects.filter(live=True).count(), 0)
    numbers = count(1)
    with transaction.atomic():
        for some in _portions(islice(cycle(here), missing)):
            made = [_again(card, next(numbers), next(homes)) for card in some]
            PracticeCard.objects.bulk_create(made)
            for model in _ROWS:
                copies = [
                    _copied(row, new)
                    for old, new in zip(some, made, strict=True)
                    for row in rows[model].get(old.pk, ())
                ]
                model._default_manager.bulk_create(copies)
    search.rebuild(now=timezone.now())
    return PracticeCard.objects.filter(live=True).count()


def _portions(cards: Iterator[PracticeCard]) -> Iterator[list[PracticeCard]]:
    while some := list(islice(cards, _BATCH)):
        yield some


def _of(
    model: type[models.Model], cards: Iterable[PracticeCard]
) -> dict[int, list[models.Model]]:
    found: dict[int, list[models.Model]] = {}
    for row in model._default_manager.filter(card__in=list(cards)):
        found.setdefault(row.card_id, []).append(row)  # type: ignore[attr-defined]
    return found


def _again(card: PracticeCard, number: int, home: str) -> PracticeCard:
    values = {
        field.attname: getattr(card, field.attname)
        for field in PracticeCard._meta.concrete_fields
        if not field.primary_key and field.attname != "latest_revision_id"
    }
    values |= {
        "title": f"{card.title} {number}",
        "unit_uid": home,
        "origin_key": f"copy-{number}",
        "live_revision_id": None,
    }
    return PracticeCard(**values)


def _copied(row: models.Model, card: PracticeCard) -> models.Model:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**values | {"card_id": card.pk})
