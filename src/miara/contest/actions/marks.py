"""Marks of one expert: written as drafts, submitted, taken back, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.assignments import locked_assignment
from miara.contest.actions.guards import require
from miara.contest.domain.marking import check_points, missing_marks, total_of
from miara.contest.errors import NotAllowedError
from miara.contest.errors.assessment import (
    AllSubmittedError,
    BadPointsError,
    CellClosedError,
    CellNotReadyError,
    DeclarationFirstError,
    MarksMissingError,
    NotInWorkError,
)
from miara.contest.models import Assignment, Cell, Criterion, Mark
from miara.contest.permissions import can_organise
from miara.contest.queries.assessment import (
    OPEN,
    criteria_of,
    given_of,
    has_declared,
    others_of,
    readable_assignments,
    scale_of,
)
from miara.core.numbers import format_number

__all__ = [
    "MarkConflict",
    "MarkSaved",
    "close_cell",
    "save_mark",
    "save_whole",
    "submit_marks",
    "take_back_marks",
]

_State = Assignment.State
LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class MarkSaved:
    """A mark that stands, with its revision."""

    revision: int


@dataclass(frozen=True, slots=True)
class MarkConflict:
    """Another device wrote meanwhile: what stands, with its revision."""

    revision: int
    points: Decimal | None
    comment: str


@transaction.atomic
def save_mark(
    *,
    assignment: Assignment,
    criterion: Criterion,
    points: Decimal | None,
    comment: str,
    revision: int,
    by: accounts.User,
    now: datetime,
) -> MarkSaved | MarkConflict:
    """Keep a draft of the points and words for one criterion.

    Sent again after an answer that got lost, the same content is no conflict.

    Parameters
    ----------
    revision
        That of the mark when it was read; 0 for one not written yet.

    Raises
    ------
    NotAllowedError, NotInWorkError, CellClosedError, DeclarationFirstError
    BadPointsError
        When the scale has no such points.
    """
    assignment = _open_for_writing(assignment, by, now)
    if points is not None and check_points(points, scale_of(criterion)) is not None:
        raise BadPointsError(
            most=_short(criterion.max_points),
            step=_short(criterion.step),
            points=_short(points),
        )
    text = comment.replace("\r\n", "\n")[:LONGEST]
    mark = Mark.objects.filter(assignment=assignment, criterion=criterion).first()
    if mark is None:
        mark = Mark(assignment=assignment, criterion=criterion, revision=0)
    if (mark.points, mark.comment) == (points, text) and mark.pk:
        return MarkSaved(mark.revision)
    if mark.revision != revision:
        return MarkConflict(mark.revision, mark.points, mark.comment)
    mark.points, mark.comment = points, text
    mark.revision += 1
    mark.changed_at = now
    mark.save()
    Assignment.objects.filter(pk=assignment.pk).update(revision=assignment.revision + 1)
    return MarkSaved(mark.revision)


@transaction.atomic
def save_whole(
    *,
    assignment: Assignment,
    overall: str,
    confidence: int | None,
    by: accounts.User,
    now: datetime,
) -> MarkSaved:
    """Keep a draft of the overall opinion and how sure the expert is (1 to 5).

    Raises
    ------
    NotAllowedError, NotInWorkError, CellClosedError, DeclarationFirstError
    """
    assignment = _open_for_writing(assignment, by, now)
    assignment.overall = overall.replace("\r\n", "\n")[:LONGEST]
    assignment.confidence = confidence if confidence in range(1, 6) else None
    assignment.revision += 1
    assignment.save(update_fields=["overall", "confidence", "revision"])
    return MarkSaved(assignment.revision)


@transaction.atomic
def submit_marks(
    *, assignment: Assignment, by: accounts.User, now: datetime
) -> Assignment:
    """Hand marks in; the others' are seen once all experts of the entry did.

    Raises
    ------
    NotAllowedError, NotInWorkError, CellClosedError, DeclarationFirstError
    MarksMissingError
        With everything to be written yet.
    """
    assignment = _open_for_writing(assignment, by, now)
    edition = assignment.entry.edition
    scales = [scale_of(row) for row in criteria_of(edition)]
    given = given_of(assignment)
    missing = missing_marks(given, scales, confidence=assignment.confidence)
    if missing:
        raise MarksMissingError(missing)
    assignment.total = total_of(given, scales, full=edition.settings.marks.scale_total)
    assignment.state, assignment.submitted_at = _State.SUBMITTED, now
    assignment.save(update_fields=["total", "state", "submitted_at"])
    # The trail never holds points: it is read by people who must not know them.
    audit.record(
        "contest.marks_submitted",
        by=by,
        at=now,
        target=assignment,
        parent=assignment.entry,
        after={"revision": assignment.revision},
    )
    return assignment


@transaction.atomic
def take_back_marks(
    *, assignment: Assignment, by: accounts.User, now: datetime
) -> Assignment:
    """Open submitted marks for changes while the others of the entry are not all in.

    Raises
    ------
    NotAllowedError, NotInWorkError, CellClosedError
    AllSubmittedError
        When every expert of the entry submitted: each has seen the others' marks.
    """
    assignment = _held(assignment, by, now)
    if assignment.state != _State.SUBMITTED:
        raise NotInWorkError(state=assignment.get_state_display())
    _refuse_closed(assignment)
    if others_of(assignment):
        raise AllSubmittedError
    assignment.state = _State.IN_WORK
    assignment.total = assignment.submitted_at = None
    assignment.save(update_fields=["state", "total", "submitted_at"])
    audit.record(
        "contest.marks_taken_back",
        by=by,
        at=now,
        target=assignment,
        parent=assignment.entry,
        after={},
    )
    return assignment


@transaction.atomic
def close_cell(*, cell: Cell, by: accounts.User, now: datetime) -> Cell:
    """Make the marks of a group in a domain final; nothing opens them again.

    Raises
    ------
    NotAllowedError
    CellClosedError
        When it was closed before.
    CellNotReadyError
        When an entry lacks marks or somebody is still writing.
    """
    cell = (
        Cell.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner", "group", "domain")
        .get(pk=cell.pk)
    )
    require(can_organise(by, cell.edition, now=now))
    if cell.closed_at is not None:
        raise CellClosedError
    _refuse_unready(cell)
    cell.closed_at, cell.closed_by = now, by
    cell.save(update_fields=["closed_at", "closed_by"])
    audit.record(
        "contest.cell_closed",
        by=by,
        at=now,
        target=cell,
        parent=cell.edition,
        after={"group": cell.group.code, "domain": cell.domain.code},
    )
    return cell


def _refuse_unready(cell: Cell) -> None:
    wanted = cell.edition.settings.marks.experts_per_entry
    entries = list(
        cell.entries.filter(state="ACCEPTED").prefetch_related("assignments")
    )
    lacking = []
    for entry in entries:
        rows = [row for row in entry.assignments.all() if row.state in OPEN]
        done = sum(row.state == _State.SUBMITTED for row in rows)
        if done < wanted or done < len(rows):
            lacking.append(entry.number)
    if lacking:
        why = _("marks are missing for applications %(numbers)s.") % {
            "numbers": ", ".join(sorted(lacking))
        }
        raise CellNotReadyError(why=why)


def _held(assignment: Assignment, by: accounts.User, now: datetime) -> Assignment:
    """The row locked, of the person themselves, readable now."""
    assignment = locked_assignment(assignment)
    readable = readable_assignments(by, now=now).filter(pk=assignment.pk)
    if not readable.exists():
        raise NotAllowedError(_("You cannot read this application now."))
    return assignment


def _open_for_writing(
    assignment: Assignment, by: accounts.User, now: datetime
) -> Assignment:
    assignment = _held(assignment, by, now)
    if assignment.state == _State.ASKED or not has_declared(assignment):
        raise DeclarationFirstError
    if assignment.state != _State.IN_WORK:
        raise NotInWorkError(state=assignment.get_state_display())
    _refuse_closed(assignment)
    return assignment


def _refuse_closed(assignment: Assignment) -> None:
    """Marks of a closed cell never change; the cell is locked against a race."""
    cell = (
        Cell.objects.select_for_update(of=("self",))
        .filter(pk=assignment.entry.cell_id or 0)
        .first()
    )
    if cell is not None and cell.closed_at is not None:
        raise CellClosedError


def _short(number: Decimal) -> str:
    """A number without empty decimals, in the reader's language."""
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(plain, places, get_language() or "pl")
