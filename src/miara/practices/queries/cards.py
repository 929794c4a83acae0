"""Descriptions as everybody may read them, and the newest draft for those who write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from miara.practices.domain.texts import PART_CODES
from miara.practices.models import (
    FormerAddress,
    PracticeAward,
    PracticeCard,
    PracticeContact,
    PracticeCost,
    PracticeFile,
    PracticePartner,
    PracticeResult,
)

__all__ = [
    "ASKABLE",
    "CARD_QUERIES",
    "WholeCard",
    "card_at_former",
    "cards_aimed_at",
    "cards_of_unit",
    "cards_with_keys",
    "person_of",
    "public_cards",
    "was_public",
    "whole_card",
]

#: Whether there is somebody to ask, told without reading who.
ASKABLE = Q(contact__person_email__gt="") | Q(contact__office_email__gt="")
#: What a line beside numbers shows; a whole row takes longer than its question.
_LINE = ("title", "result_sentence", "unit_uid", "lead_name")
#: Texts that lists do not show.
_LONG = tuple(code for code in PART_CODES if code != "summary")
#: Statements of `whole_card`: the card with its life and contact, and its rows.
CARD_QUERIES = 6


@dataclass(frozen=True, slots=True)
class WholeCard:
    """A public card with everything its page shows. People are not here."""

    card: PracticeCard
    partners: tuple[PracticePartner, ...]
    results: tuple[PracticeResult, ...]
    costs: tuple[PracticeCost, ...]
    awards: tuple[PracticeAward, ...]
    files: tuple[PracticeFile, ...]


def public_cards() -> QuerySet[PracticeCard]:
    """Cards that are public now, archived ones too: where every reading begins."""
    return PracticeCard.objects.filter(live=True)


def was_public(number: int) -> bool:
    """Whether a card of this number was public once."""
    found = PracticeCard.objects.filter(pk=number, first_published_at__isnull=False)
    return found.exists()


def whole_card(number: int) -> WholeCard | None:
    """A public card with its rows; None when nobody may see one under the number."""
    rows = [
        ("partners", PracticePartner.objects.order_by("position", "pk")),
        ("result_rows", PracticeResult.objects.order_by("position", "pk")),
        ("costs", PracticeCost.objects.order_by("position", "pk")),
        ("awards", PracticeAward.objects.order_by("position", "pk")),
        (
            "files",
            PracticeFile.objects.select_related("file").order_by("position", "pk"),
        ),
    ]
    card = (
        public_cards()
        .select_related("life__replaced_by", "contact")
        .defer("contact__person_name", "contact__person_email")
        .annotate(is_askable=ASKABLE)
        .prefetch_related(
            *(Prefetch(name, query, to_attr=f"whole_{name}") for name, query in rows)
        )
        .filter(pk=number)
        .first()
    )
    if card is None:
        return None
    return WholeCard(card, *(tuple(getattr(card, f"whole_{name}")) for name, _ in rows))


def cards_of_unit(uid: str) -> QuerySet[PracticeCard]:
    """Public cards that a unit leads, the newest first, with what a line shows."""
    found = public_cards().filter(unit_uid=uid)
    return found.order_by("-first_published_at", "-pk").only(*_LINE)


def card_at_former(address: str) -> PracticeCard | None:
    """The public card that an address of an earlier base leads to."""
    row = FormerAddress.objects.filter(address=address, card__live=True)
    found = row.select_related("card").first()
    return found.card if found else None


def cards_with_keys(keys: Iterable[str]) -> dict[str, PracticeCard]:
    """Public cards by the keys of the search; one query, none for none."""
    wanted = [int(key) for key in keys]
    if not wanted:
        return {}
    found = public_cards().filter(pk__in=wanted).select_related("life")
    return {str(card.pk): card for card in found.defer(*_LONG)}


def person_of(card: PracticeCard) -> PracticeContact | None:
    """Whom to ask by name; only for those who may see people. One query."""
    found = PracticeContact.objects.filter(card_id=card.pk).exclude(person_name="")
    return found.first()


def cards_aimed_at(indicator: str) -> QuerySet[PracticeCard]:
    """Public current cards that aimed at an indicator, the newest first."""
    found = public_cards().filter(
        result_rows__indicator=indicator, life__archived_on=None
    )
    found = found.distinct().order_by("-first_published_at", "-pk")
    return found.only("first_published_at", *_LINE)
