"""Descriptions as everybody may read them, and the newest draft for those who write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from miara.practices.domain.texts import PART_CODES
from miara.practices.models import (
    Adoption,
    AdoptionAim,
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
    "adopted_by",
    "card_at_former",
    "cards_aimed_at",
    "cards_of_unit",
    "cards_with_keys",
    "person_of",
    "public_cards",
    "was_public",
    "whole_card",
    "whole_cards",
]

#: Whether there is somebody to ask, told without reading who.
ASKABLE = Q(contact__person_email__gt="") | Q(contact__office_email__gt="")
#: What a line beside numbers shows; a whole row takes longer than its question.
_LINE = ("title", "result_sentence", "unit_uid", "lead_name")
#: Rows whose name in the table is another one.
_READ_AS = {"results": "result_rows"}
_CHUNK = 200
#: Texts that lists do not show.
_LONG = tuple(code for code in PART_CODES if code != "summary")
#: Statements of `whole_card`: the card with its life and contact, its rows, and what
#: units that adopted it aim at.
CARD_QUERIES = 8


@dataclass(frozen=True, slots=True)
class WholeCard:
    """A public card with everything its page shows. People are not here."""

    card: PracticeCard
    partners: tuple[PracticePartner, ...]
    results: tuple[PracticeResult, ...]
    costs: tuple[PracticeCost, ...]
    awards: tuple[PracticeAward, ...]
    files: tuple[PracticeFile, ...]
    adoptions: tuple[Adoption, ...]


def _adopted() -> Coalesce:
    """How many units adopted a card, as a column of it."""
    rows = Adoption.objects.filter(card=OuterRef("pk"), state=Adoption.State.ADOPTED)
    counted = rows.order_by().values("card").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def adopted_by(card: PracticeCard) -> int:
    """How many units adopted a card that `whole_card` or `cards_with_keys` read."""
    return int(card.adopted)  # type: ignore[attr-defined]


def public_cards() -> QuerySet[PracticeCard]:
    """Cards that are public now, archived ones too: where every reading begins."""
    return PracticeCard.objects.filter(live=True)


def was_public(number: int) -> bool:
    """Whether a card of this number was public once."""
    found = PracticeCard.objects.filter(pk=number, first_published_at__isnull=False)
    return found.exists()


def whole_card(number: int) -> WholeCard | None:
    """A public card with its rows; None when nobody may see one under the number.

    The one that replaced it is read when asked for: few have one, and joining a
    second card made the statement of every page twice as long.
    """
    card = _with_rows().filter(pk=number).first()
    return _whole(card) if card else None


def whole_cards() -> Iterator[WholeCard]:
    """Every public card with its rows by number, some hundred in memory at a time."""
    found = _with_rows().select_related("life__replaced_by").order_by("pk")
    yield from map(_whole, found.iterator(chunk_size=_CHUNK))


def _with_rows() -> QuerySet[PracticeCard]:
    rows = [
        ("partners", PracticePartner.objects.order_by("position", "pk")),
        ("result_rows", PracticeResult.objects.order_by("position", "pk")),
        ("costs", PracticeCost.objects.order_by("position", "pk")),
        ("awards", PracticeAward.objects.order_by("position", "pk")),
        (
            "files",
            PracticeFile.objects.select_related("file").order_by("position", "pk"),
        ),
        (
            "adoptions",
            Adoption.objects.prefetch_related(
                Prefetch("aims", AdoptionAim.objects.order_by("declared_at", "pk"))
            ).order_by("declared_at", "pk"),
        ),
    ]
    return (
        public_cards()
        .select_related("life", "contact")
        .defer("contact__person_name", "contact__person_email")
        .annotate(is_askable=ASKABLE, adopted=_adopted())
        .prefetch_related(
            *(Prefetch(name, query, to_attr=f"whole_{name}") for name, query in rows)
        )
    )


def _whole(card: PracticeCard) -> WholeCard:
    names = [each.name for each in fields(WholeCard) if each.name != "card"]
    rows = [_READ_AS.get(name, name) for name in names]
    return WholeCard(card, *(tuple(getattr(card, f"whole_{name}")) for name in rows))


def cards_of_unit(uid: str) -> QuerySet[PracticeCard]:
    """Public cards that a unit leads or adopted, with what a line shows.

    Those that others lead are the adopted ones. The newest first.
    """
    adopted = Adoption.objects.filter(unit_uid=uid, state=Adoption.State.ADOPTED)
    found = public_cards().filter(Q(unit_uid=uid) | Q(pk__in=adopted.values("card")))
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
    found = found.annotate(adopted=_adopted())
    return {str(card.pk): card for card in found.defer(*_LONG)}


def person_of(card: PracticeCard) -> PracticeContact | None:
    """Whom to ask by name; only for those who may see people. One query."""
    found = PracticeContact.objects.filter(card_id=card.pk).exclude(person_name="")
    return found.first()


def cards_aimed_at(
    indicator: str, first: Collection[str] = ()
) -> QuerySet[PracticeCard]:
    """Public current cards that aimed at an indicator, the newest first.

    ``first`` are units by uid whose cards come before all others.
    """
    found = public_cards().filter(
        result_rows__indicator=indicator, life__archived_on=None
    )
    # A number, not the units themselves: what is distinct must stand in the answer.
    rank = Case(When(unit_uid__in=first, then=0), default=1) if first else Value(1)
    found = found.annotate(rank=rank).distinct()
    found = found.order_by("rank", "-first_published_at", "-pk")
    return found.only("first_published_at", *_LINE)
