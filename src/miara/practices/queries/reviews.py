"""Drafts that wait for an expert, and what experts said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, WorkflowState

from miara.practices.models import PracticeCard

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["WaitingDraft", "drafts_waiting", "open_review", "reviews_of"]


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft sent to the experts: its card, its title then, when and by whom."""

    card_id: int
    title: str
    asked_at: datetime
    asked_by: User | None


def drafts_waiting() -> list[WaitingDraft]:
    """Drafts with an open review, the longest waiting first; one query."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=_kind(),
    ).select_related("revision", "workflow_state__requested_by")
    return [
        WaitingDraft(
            int(state.workflow_state.object_id),
            state.revision.object_str,
            state.started_at,
            state.workflow_state.requested_by,
        )
        for state in states.order_by("started_at", "pk")
    ]


def open_review(card: PracticeCard) -> TaskState | None:
    """The review that waits for an answer, with the revision to be read."""
    found = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=_kind(),
        workflow_state__object_id=str(card.pk),
    )
    return found.select_related("revision", "workflow_state__requested_by").first()


def reviews_of(card: PracticeCard) -> list[TaskState]:
    """Answers of experts about a card, the newest first; one query."""
    found = TaskState.objects.filter(
        workflow_state__base_content_type=_kind(),
        workflow_state__object_id=str(card.pk),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
    )
    return list(found.select_related("finished_by").order_by("-finished_at", "-pk"))


def _kind() -> ContentType:
    return ContentType.objects.get_for_model(PracticeCard)
