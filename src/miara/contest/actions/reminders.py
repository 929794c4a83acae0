"""Reminders to experts whose deadline is near or past."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, Q

from miara.contest.actions.planning import hour_of
from miara.contest.letters.shared import address, send
from miara.contest.models import Assignment, Expert
from miara.contest.queries.assessment import blocking_conflicts

__all__ = ["remind_experts"]

#: How long before the deadline the first reminder goes, and how often after it.
BEFORE: Final = timedelta(days=3)
AGAIN: Final = timedelta(days=3)


@transaction.atomic
def remind_experts(*, now: datetime) -> int:
    """One letter to each expert with marks due; how many letters.

    Once within three days before a deadline, then every three days. Applications that
    the expert may not read are not counted.
    """
    due = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(
            state__in=(Assignment.State.ASKED, Assignment.State.IN_WORK),
            due_at__lte=now + BEFORE,
            entry__state="ACCEPTED",
            entry__cell__closed_at=None,
            expert__state=Expert.State.ACCEPTED,
            expert__user__isnull=False,
        )
        .filter(Q(reminded_at=None) | Q(reminded_at__lte=now - AGAIN))
        .exclude(Exists(blocking_conflicts()))
        .select_related("expert__user", "entry__edition")
        .order_by("due_at", "pk")
    )
    by_expert: dict[int, list[Assignment]] = {}
    for row in due:
        by_expert.setdefault(row.expert_id, []).append(row)
    for rows in by_expert.values():
        first = rows[0]
        user = first.expert.user
        assert user is not None
        send(
            "contest.expert_reminded",
            edition=first.entry.edition,
            to=user,
            at=now,
            count=str(len(rows)),
            when=hour_of(first.due_at),
            link=address("contest:desk", language=user.language),
        )
    Assignment.objects.filter(pk__in=[row.pk for row in due]).update(reminded_at=now)
    return len(by_expert)
