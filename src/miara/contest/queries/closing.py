"""What keeps an edition from being closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count

from miara.contest.letters.shared import OWNER
from miara.contest.models import (
    Appeal,
    Assignment,
    Dossier,
    Edition,
    Entry,
    Feedback,
    JuryMeeting,
    Release,
    SiteVisit,
)
from miara.notifications.public import Message

__all__ = ["Blocker", "BlockerCode", "blockers_of", "dossiers_of", "results_are_out"]


class BlockerCode(StrEnum):
    """What is still open."""

    RESULTS = "RESULTS"
    ENTRIES = "ENTRIES"
    APPEALS = "APPEALS"
    MARKS = "MARKS"
    VISITS = "VISITS"
    MEETINGS = "MEETINGS"
    LETTERS = "LETTERS"
    FEEDBACK = "FEEDBACK"
    DOSSIER = "DOSSIER"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing still open, and how many of it."""

    code: BlockerCode
    count: int


def results_are_out(edition: Edition, *, now: datetime) -> bool:
    """Whether the results of an edition are public. One query."""
    found = Release.objects.filter(edition=edition, stage=Release.Stage.RESULTS)
    return found.out(now).exists()


def blockers_of(edition: Edition, *, now: datetime) -> list[Blocker]:
    """Everything that is still open, in the order of the work; empty = may be closed.

    A fixed number of queries.
    """
    states = Entry.State
    open_states = (states.SUBMITTED, states.SUPPLEMENT, states.SUPPLEMENTED)
    work = (Assignment.State.ASKED, Assignment.State.IN_WORK)
    counts = {
        BlockerCode.ENTRIES: Entry.objects.filter(
            edition=edition, state__in=open_states
        ),
        BlockerCode.APPEALS: Appeal.objects.filter(
            entry__edition=edition, decided_at=None
        ),
        BlockerCode.MARKS: Assignment.objects.filter(
            entry__edition=edition, entry__state=states.ACCEPTED, state__in=work
        ),
        BlockerCode.VISITS: SiteVisit.objects.filter(
            entry__edition=edition, state=SiteVisit.State.PLANNED
        ),
        BlockerCode.MEETINGS: JuryMeeting.objects.filter(
            edition=edition, closed_at=None
        ),
        BlockerCode.LETTERS: Message.objects.of_owner(OWNER, edition.uid).unsent(),
        BlockerCode.FEEDBACK: Feedback.objects.filter(
            entry__edition=edition, state=Feedback.State.READY
        ),
    }
    found = (
        [] if results_are_out(edition, now=now) else [Blocker(BlockerCode.RESULTS, 1)]
    )
    for code, rows in counts.items():
        number = rows.aggregate(number=Count("pk"))["number"]
        if number:
            found.append(Blocker(code, number))
    if not dossiers_of(edition):
        found.append(Blocker(BlockerCode.DOSSIER, 1))
    return found


def dossiers_of(edition: Edition) -> list[Dossier]:
    """Packages of an edition, newest first, erased ones too. One query."""
    found = Dossier.objects.filter(edition=edition).select_related("made_by")
    return list(found.order_by("-made_at", "-pk"))
