"""The review of a draft by an expert, as a workflow of the library.

The library keeps the states, the comments and the revision that was read; who may do
what, the letters and the trail are ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowState,
    WorkflowTask,
)

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.editing import public as editing
from miara.notifications import public as notifications
from miara.practices.actions.cards import publish_card
from miara.practices.errors import NotAllowedError, PracticesError, ReviewError
from miara.practices.models import PracticeCard
from miara.practices.permissions import can_edit, can_publish, can_review
from miara.practices.queries.reviews import open_review
from miara.practices.roles import BASE, PracticeRole

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "ASKED",
    "DONE",
    "approve_review",
    "ask_for_review",
    "give_back",
    "review_workflow",
    "take_back_review",
]

#: Kinds of letters: to experts, and to the editor who asked.
ASKED: Final = "practices.review_asked"
DONE: Final = "practices.review_done"
#: Name of the workflow; people see words of ours beside it.
NAME: Final = "Recenzja dobrej praktyki"


@transaction.atomic
def review_workflow(group: editing.Group) -> Workflow:
    """The workflow of the base with its one task, for the group of experts."""
    row = editing.group_row(group)
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    task = GroupApprovalTask.objects.filter(name=NAME).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.set([row])
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0}
    )
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(PracticeCard),
        defaults={"workflow": workflow},
    )
    return workflow


@transaction.atomic
def ask_for_review(card: PracticeCard, *, by: User, now: datetime) -> WorkflowState:
    """Send the newest draft to the experts; nobody writes in it until they answer.

    Raises
    ------
    ReviewError
        When it waits for them already, or the base has no workflow.
    """
    _require(can_edit(by, now=now))
    PracticeCard.objects.select_for_update().get(pk=card.pk)
    state = card.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise ReviewError(reason=_("The draft waits for a review already."))
    workflow = card.get_workflow()
    if workflow is None:
        raise ReviewError(reason=_("Reviews have not been set up."))
    if state:
        state.requested_by = by
        state.save()
        state.resume(by)
    else:
        state = workflow.start(card, by)
    audit.record("practices.review_asked", by=by, at=now, target=card)
    for expert in _experts(now):
        if expert.pk != by.pk:
            _send(ASKED, expert, card, now, "")
    return state


@transaction.atomic
def take_back_review(card: PracticeCard, *, by: User, now: datetime) -> None:
    """Stop a review: the draft can be written in again."""
    _require(can_edit(by, now=now))
    state = card.current_workflow_state
    if state is None:
        raise ReviewError(reason=_("No review of this draft is open."))
    state.cancel(user=by)
    audit.record("practices.review_taken_back", by=by, at=now, target=card)


@transaction.atomic
def approve_review(
    card: PracticeCard, *, comment: str, by: User, now: datetime
) -> TaskState:
    """The expert finds the draft good. A moment set by its editor then takes effect.

    Without a moment the draft stays a draft: publishing is the editor's.

    Raises
    ------
    ReviewError
        When nothing waits, or the expert asked for this review.
    """
    state = _waiting(card, by, now)
    asker = state.workflow_state.requested_by
    state.approve(user=by, comment=comment.strip())
    audit.record("practices.review_approved", by=by, at=now, target=card)
    moment = state.revision.as_object().go_live_at
    if moment and moment > now and asker and can_publish(asker, now=now):
        try:
            with transaction.atomic():
                publish_card(card, by=asker, now=now, revision=state.revision)
        except PracticesError as error:
            comment = f"{comment}\n\n{error.for_people()}".strip()
    if asker:
        _send(DONE, asker, card, now, comment, is_approved=True)
    return state


@transaction.atomic
def give_back(
    card: PracticeCard, *, comment: str, by: User, now: datetime
) -> TaskState:
    """The expert asks for changes and says which.

    Raises
    ------
    ReviewError
        Without a sentence, when nothing waits, or the expert asked for this review.
    """
    if not comment.strip():
        raise ReviewError(reason=_("Write what is to be changed."))
    state = _waiting(card, by, now)
    state.reject(user=by, comment=comment.strip())
    audit.record("practices.review_given_back", by=by, at=now, target=card)
    if asker := state.workflow_state.requested_by:
        _send(DONE, asker, card, now, comment, is_approved=False)
    return state


def _waiting(card: PracticeCard, by: User, now: datetime) -> TaskState:
    _require(can_review(by, now=now))
    PracticeCard.objects.select_for_update().get(pk=card.pk)
    state = open_review(card)
    if state is None:
        raise ReviewError(reason=_("No review of this draft is open."))
    if state.workflow_state.requested_by_id == by.pk:
        raise ReviewError(
            reason=_("Somebody else than whoever asked for the review must do it.")
        )
    return state


def _experts(now: datetime) -> list[User]:
    held = accounts.Membership.objects.current(now).in_scope(BASE)
    rows = held.filter(role=PracticeRole.EXPERT, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("user__pk")]


def _send(
    kind: str,
    person: User,
    card: PracticeCard,
    now: datetime,
    comment: str,
    *,
    is_approved: bool = False,
) -> None:
    name = "review" if kind == ASKED else "card-state"
    path = reverse(f"practices-desk:{name}", args=[card.pk])
    notifications.enqueue(
        kind,
        to=person.email,
        context={
            "title": card.get_latest_revision_as_object().title,
            "address": settings.MIARA_SITE_URL + path,
            "comment": comment.strip(),
            "is_approved": is_approved,
        },
        language=person.language,
        at=now,
    )


def _require(decision: accounts.Decision) -> None:
    if not decision:
        raise NotAllowedError(reason=decision.reason)
