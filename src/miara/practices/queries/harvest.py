"""Everything that was ever public, by the moment of its last change, for harvesters."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import CharField, DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from miara.audit import public as audit
from miara.practices.domain.oai import Span
from miara.practices.models import PracticeCard

__all__ = ["changed_cards", "earliest_change", "harvested_card", "page_of_changes"]

#: Acts after which a record differs from what was harvested before.
CHANGES: Final = (
    "practices.card_published",
    "practices.card_archived",
    "practices.card_unarchived",
    "practices.card_withdrawn",
)


def changed_cards(span: Span, section: str = "") -> QuerySet[PracticeCard]:
    """Cards that were public at some time, with the moment of their change: ``stamp``.

    Those that are not public any more are among them: a harvester has to learn that.
    """
    found = _stamped()
    if section:
        found = found.filter(section=section)
    if span.since:
        found = found.filter(stamp__gte=span.since)
    if span.before:
        found = found.filter(stamp__lt=span.before)
    return found


def page_of_changes(
    found: QuerySet[PracticeCard], after: tuple[datetime, int] | None, size: int
) -> list[PracticeCard]:
    """The next cards in the order of change, and one more if there are more."""
    if after:
        stamp, key = after
        found = found.filter(Q(stamp__gt=stamp) | Q(stamp=stamp, pk__gt=key))
    found = found.select_related("life__replaced_by").prefetch_related("partners")
    return list(found.order_by("stamp", "pk")[: size + 1])


def harvested_card(number: int) -> PracticeCard | None:
    """One card that was public at some time."""
    found = _stamped().filter(pk=number).select_related("life__replaced_by")
    return found.prefetch_related("partners").first()


def earliest_change() -> datetime | None:
    """Before this moment no record changed; None when there is none."""
    stamps = _stamped().order_by("stamp").values_list("stamp", flat=True)
    return stamps.first()


def _stamped() -> QuerySet[PracticeCard]:
    acts = audit.Event.objects.filter(
        target_kind=PracticeCard._meta.label_lower,
        target_id=Cast(OuterRef("pk"), CharField()),
        kind__in=CHANGES,
    )
    last = Subquery(acts.order_by("-at").values("at")[:1])
    found = PracticeCard.objects.filter(first_published_at__isnull=False)
    return found.annotate(
        stamp=Coalesce(
            last,
            "last_published_at",
            "first_published_at",
            output_field=DateTimeField(),
        )
    )
