"""Questions about the report: entered without names, answered, shown, removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.council.actions.guards import require_planner
from miara.council.models import Debate, Question
from miara.cycle import public as cycle

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["add_question", "change_question", "remove_question"]


@transaction.atomic
def add_question(
    debate: Debate, values: Mapping[str, Any], *, by: User | None, now: datetime
) -> Question:
    """Write a question down at the end of the list.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    """
    require_planner(by, debate.unit_uid)
    Debate.objects.select_for_update(of=("self",)).get(pk=debate.pk)
    places = Question.objects.filter(debate=debate).values_list("position", flat=True)
    told = {**values, "position": 1 + max(places, default=0)}
    row = Question.objects.create(debate=debate, **_with_day(told, None, now))
    after = {"year": debate.year, "number": row.position}
    audit.record(
        "council.question_added",
        by=by,
        at=now,
        target=row,
        parent=debate,
        after=after,
    )
    return row


@transaction.atomic
def change_question(
    row: Question,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Answer a question, word it better, show or hide it.

    The trail tells which fields changed and not the words, see `remove_question`.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    require_planner(by, row.debate.unit_uid)
    told = _with_day(values, row, now)
    _before, changed = cycle.apply_values(row, told, version=version)
    if changed:
        audit.record(
            "council.question_changed",
            by=by,
            at=now,
            target=row,
            parent=row.debate,
            after={
                "year": row.debate.year,
                "number": row.position,
                "fields": sorted(changed),
            },
        )


@transaction.atomic
def remove_question(row: Question, *, by: User | None, now: datetime) -> None:
    """Take a question off the list with its answer.

    Its words do not go to the trail, which is never erased: it may be removed because
    it named somebody.
    """
    require_planner(by, row.debate.unit_uid)
    after = {"year": row.debate.year, "number": row.position}
    audit.record(
        "council.question_removed",
        by=by,
        at=now,
        target=row,
        parent=row.debate,
        after=after,
    )
    row.delete()


def _with_day(
    values: Mapping[str, Any], row: Question | None, now: datetime
) -> dict[str, Any]:
    """The day of the answer is that of its first writing."""
    if not values.get("answer"):
        return {**values, "answered_on": None}
    day = row.answered_on if row else None
    return {**values, "answered_on": day or timezone.localdate(now)}
