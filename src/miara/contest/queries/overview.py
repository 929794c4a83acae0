"""How an edition stands today, in counts: what the office sees first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from miara.contest.models import (
    Assignment,
    Conflict,
    Edition,
    Entry,
    FormalCheck,
    Milestone,
    PublicQuestion,
)

__all__ = ["Overview", "overview_of"]

_Marks = Assignment.State
_State = Entry.State


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of an edition at a moment.

    Attributes
    ----------
    drafts
        Applications begun and not submitted; their content is not for the office.
    to_check, supplements, accepted, out
        Submitted ones: waiting for the formal check, asked for a supplement, admitted,
        and withdrawn or not admitted.
    to_confirm
        Decisions of the formal check that wait for a second person.
    conflicts
        Conflicts of interest to be decided.
    marks_given, marks_asked
        Assignments handed in, and all that count.
    questions
        Questions about the rules without an answer.
    next_dates
        The next dates of the calendar, at most three.
    """

    drafts: int
    to_check: int
    supplements: int
    accepted: int
    out: int
    to_confirm: int
    conflicts: int
    marks_given: int
    marks_asked: int
    questions: int
    next_dates: tuple[Milestone, ...]


def overview_of(edition: Edition, *, now: datetime) -> Overview:
    """Counts of an edition. Seven queries at most, however large it is."""
    states = dict(
        Entry.objects.filter(edition=edition)
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    counting = [_Marks.ASKED, _Marks.IN_WORK, _Marks.SUBMITTED]
    marks = Assignment.objects.filter(
        entry__edition=edition, entry__state=_State.ACCEPTED, state__in=counting
    ).aggregate(asked=Count("pk"), given=Count("pk", filter=Q(state=_Marks.SUBMITTED)))
    waiting = FormalCheck.objects.filter(
        entry__edition=edition,
        decided_at__isnull=False,
        confirmed_at=None,
        returned_note="",
    )
    dates = edition.milestones.filter(
        Q(starts_at__gte=now) | Q(ends_at__gte=now)
    ).order_by("starts_at", "pk")
    return Overview(
        drafts=states.get(_State.DRAFT, 0),
        to_check=states.get(_State.SUBMITTED, 0) + states.get(_State.SUPPLEMENTED, 0),
        supplements=states.get(_State.SUPPLEMENT, 0),
        accepted=states.get(_State.ACCEPTED, 0),
        out=sum(
            states.get(state, 0)
            for state in (_State.REJECTED, _State.WITHDRAWN, _State.DISQUALIFIED)
        ),
        to_confirm=waiting.count()
        if edition.settings.formal.second_pair_of_eyes
        else 0,
        conflicts=Conflict.objects.filter(
            entry__edition=edition, state=Conflict.State.SUSPECTED
        ).count(),
        marks_given=marks["given"],
        marks_asked=marks["asked"],
        questions=PublicQuestion.objects.filter(
            edition=edition, answered_at=None
        ).count(),
        next_dates=tuple(dates[:3]),
    )
