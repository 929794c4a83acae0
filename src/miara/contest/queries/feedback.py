"""Feedback to applicants: the office's list, comments to choose from, what was sent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from miara.contest.domain.feedback import percentiles
from miara.contest.domain.ranking.marks import scores, standings
from miara.contest.models import Assignment, Criterion, Edition, Entry, Feedback, Mark
from miara.contest.queries.ranking import marks_of

__all__ = [
    "CommentRow",
    "CriterionComments",
    "comments_of",
    "feedback_of",
    "percentiles_of",
    "sent_feedback",
]


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment of an expert who has a number here and no name."""

    mark_id: int
    expert: int
    points: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class CriterionComments:
    """A criterion with what experts wrote about it."""

    criterion: Criterion
    comments: tuple[CommentRow, ...]


def feedback_of(edition: Edition) -> QuerySet[Feedback]:
    """Feedback of an edition with its applications, by number. One query."""
    return (
        Feedback.objects.filter(entry__edition=edition)
        .select_related("entry__cell__group", "entry__cell__domain")
        .order_by("entry__number", "pk")
    )


def comments_of(entry: Entry) -> list[CriterionComments]:
    """Comments of submitted marks by criterion, experts numbered. Two queries."""
    rows = (
        Mark.objects.filter(
            assignment__entry=entry, assignment__state=Assignment.State.SUBMITTED
        )
        .order_by("assignment__entry__uid", "assignment_id", "pk")
        .values_list("pk", "assignment_id", "criterion_id", "points", "comment")
    )
    numbers: dict[int, int] = {}
    found: dict[int, list[CommentRow]] = defaultdict(list)
    for pk, assignment, criterion, points, text in rows:
        number = numbers.setdefault(assignment, len(numbers) + 1)
        if text.strip():
            found[criterion].append(CommentRow(pk, number, points, text))
    criteria = entry.edition.criteria.order_by("position", "pk")
    return [CriterionComments(row, tuple(found[row.pk])) for row in criteria]


def percentiles_of(edition: Edition) -> dict[str, Decimal]:
    """Percentile within the cell by number of the application, where it may be told.

    Empty in an edition that does not publish how many applications there were: a
    percentile would tell.
    """
    if not edition.settings.publicity.entry_count:
        return {}
    content = marks_of(edition)
    cells: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in standings(scores(content.marks, content.criteria)):
        if row.mean is not None:
            cells[row.cell][row.entry] = row.mean
    return {
        entry: value
        for means in cells.values()
        for entry, value in percentiles(means).items()
    }


def sent_feedback(entry: Entry) -> Feedback | None:
    """What an applicant may read: feedback that was sent. No query for a draft."""
    if entry.latest_id is None:
        return None
    return Feedback.objects.filter(entry=entry, state=Feedback.State.SENT).first()
