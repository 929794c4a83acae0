"""Feedback to applicants: drafts, the office's words, sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from miara.accounts.public import User
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.feedback import named
from miara.contest.errors.closing import (
    AlreadySentError,
    ChangedMeanwhileError,
    NamesExpertError,
    NothingReadyError,
    ResultsSealedError,
)
from miara.contest.letters.shared import address, send
from miara.contest.models import Edition, Entry, Expert, Feedback
from miara.contest.permissions import can_organise
from miara.contest.queries.addressees import authors_of_entries
from miara.contest.queries.closing import results_are_out
from miara.contest.queries.feedback import feedback_of, percentiles_of

__all__ = ["draft_feedback", "save_feedback", "send_feedback"]


@transaction.atomic
def draft_feedback(*, edition: Edition, by: User, now: datetime) -> int:
    """Begin feedback for every assessed application that has none.

    Only after the release: until then the percentiles would tell the order.

    Returns
    -------
    int
        Number of drafts made.

    Raises
    ------
    NotAllowedError, ResultsSealedError
    """
    _check(edition, by, now)
    criteria = list(edition.criteria.order_by("position", "pk"))
    known = percentiles_of(edition)
    entries = Entry.objects.filter(
        edition=edition, state=Entry.State.ACCEPTED, feedback=None
    )
    empty = [
        {"criterion": row.code, "strengths": "", "weaknesses": ""} for row in criteria
    ]
    made = Feedback.objects.bulk_create(
        Feedback(
            entry=entry,
            points=empty,
            percentile=known.get(entry.number),
            made_at=now,
            changed_at=now,
            changed_by=by,
        )
        for entry in entries.order_by("number", "pk")
    )
    if made:
        audit.record(
            "contest.feedback_drafted",
            by=by,
            at=now,
            target=edition,
            after={"count": len(made)},
        )
    return len(made)


@transaction.atomic
def save_feedback(
    *,
    feedback: Feedback,
    points: Sequence[Mapping[str, str]],
    summary: str,
    is_ready: bool,
    revision: int,
    by: User,
    now: datetime,
) -> Feedback:
    """Keep the words that the office chose.

    Parameters
    ----------
    points
        ``criterion``, ``strengths`` and ``weaknesses`` for each criterion.
    is_ready
        Whether it goes out with the next sending.
    revision
        The one on which the words rest.

    Raises
    ------
    NotAllowedError, ResultsSealedError
    AlreadySentError
        When the applicant has it.
    ChangedMeanwhileError
        When somebody saved it since; nothing is changed.
    NamesExpertError
        When a text names an expert of the edition.
    """
    found = (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("entry__edition__contest__owner")
        .get(pk=feedback.pk)
    )
    edition = found.entry.edition
    _check(edition, by, now)
    if found.state == Feedback.State.SENT:
        raise AlreadySentError
    if found.revision != revision:
        raise ChangedMeanwhileError
    told = [_clean(row) for row in points]
    texts = [summary, *(text for row in told for text in row.values())]
    names = Expert.objects.filter(edition=edition).values_list("full_name", flat=True)
    if name := named(texts, names):
        raise NamesExpertError(name=name)
    found.points, found.summary = told, summary.strip()
    found.state = Feedback.State.READY if is_ready else Feedback.State.DRAFT
    found.revision += 1
    found.changed_at, found.changed_by = now, by
    found.save()
    audit.record(
        "contest.feedback_saved",
        by=by,
        at=now,
        target=found,
        parent=found.entry,
        after={"ready": is_ready},
    )
    return found


@transaction.atomic
def send_feedback(*, edition: Edition, by: User, now: datetime) -> int:
    """Show everything that is ready to its applicants and write to the authors.

    Returns
    -------
    int
        Number of applications.

    Raises
    ------
    NotAllowedError, ResultsSealedError
    NothingReadyError
        When nothing is marked as ready.
    """
    _check(edition, by, now)
    ready = list(
        feedback_of(edition)
        .select_for_update(of=("self",))
        .filter(state=Feedback.State.READY)
    )
    if not ready:
        raise NothingReadyError
    people = authors_of_entries([row.entry for row in ready], now=now)
    for row in ready:
        row.state, row.sent_at, row.sent_by = Feedback.State.SENT, now, by
        row.save(update_fields=["state", "sent_at", "sent_by"])
        readers = people.get(row.entry.uid) or _starter(row.entry)
        for person in readers:
            send(
                "contest.feedback_sent",
                edition=edition,
                to=person,
                at=now,
                about=row.entry,
                number=row.entry.number,
                title=row.entry.title,
                link=address(
                    "contest:entry-feedback", row.entry.uid, language=person.language
                ),
            )
    audit.record(
        "contest.feedback_sent",
        by=by,
        at=now,
        target=edition,
        after={"count": len(ready)},
    )
    return len(ready)


def _check(edition: Edition, by: User, now: datetime) -> None:
    require(can_organise(by, edition, now=now))
    if not results_are_out(edition, now=now):
        raise ResultsSealedError


def _starter(entry: Entry) -> list[User]:
    """Who began the application, where nobody holds the role of an author."""
    person: Any = entry.created_by
    return [person] if person is not None and person.is_active else []


def _clean(row: Mapping[str, str]) -> dict[str, str]:
    keys = ("criterion", "strengths", "weaknesses")
    return {key: row.get(key, "").strip() for key in keys}
