"""Cards as their editors see them."""

from __future__ import annotations

from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowState

from miara.practices.domain.texts import PART_CODES
from miara.practices.models import PracticeCard

__all__ = ["cards_for_desk", "in_state"]

_LONG: Final = tuple(code for code in PART_CODES if code != "summary")


def cards_for_desk() -> QuerySet[PracticeCard]:
    """Every card with its life and its newest draft, marked when booked or read.

    ``is_booked`` and ``is_in_review`` say what the library keeps in other tables.
    """
    kind = ContentType.objects.get_for_model(PracticeCard)
    key = Cast(OuterRef("pk"), CharField())
    booked = Revision.objects.filter(
        base_content_type=kind, object_id=key, approved_go_live_at__isnull=False
    )
    read = WorkflowState.objects.filter(
        base_content_type=kind,
        object_id=key,
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return (
        PracticeCard.objects.select_related("life", "latest_revision")
        .annotate(is_booked=Exists(booked), is_in_review=Exists(read))
        .defer(*_LONG)
    )


def in_state(cards: QuerySet[PracticeCard], state: str) -> QuerySet[PracticeCard]:
    """Cards of a query of `cards_for_desk` in one state."""
    narrow = {
        "DRAFT": Q(live=False, is_booked=False, is_in_review=False),
        "REVIEW": Q(is_in_review=True),
        "BOOKED": Q(is_booked=True),
        "PUBLIC": Q(live=True, life__archived_on=None),
        "CHANGED": Q(live=True, has_unpublished_changes=True),
        "ARCHIVED": Q(life__archived_on__isnull=False),
    }
    return cards.filter(narrow[state]) if state in narrow else cards
