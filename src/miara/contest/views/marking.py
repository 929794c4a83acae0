"""One entry on the expert's desk: read it, mark it, hand the marks in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from miara.contest.actions.assignments import write_consensus
from miara.contest.actions.marks import (
    MarkConflict,
    MarkSaved,
    save_mark,
    save_whole,
    submit_marks,
    take_back_marks,
)
from miara.contest.actions.readings import note_reading
from miara.contest.domain.marking import Given, missing_marks
from miara.contest.errors import ContestError
from miara.contest.errors.assessment import BadPointsError, MarksMissingError
from miara.contest.models import Assignment, ConsensusNote, Criterion
from miara.contest.presenters.marking import (
    criterion_rows,
    missing_lines,
    points_text,
    reading_sections,
    told_time,
)
from miara.contest.queries.assessment import (
    criteria_of,
    others_of,
    readable_assignments,
    reading_of,
    scale_of,
)
from miara.contest.views.desk import readable
from miara.contest.views.guards import moment_of, person

__all__ = ["assessment", "consensus", "save", "take_back"]

_State = Assignment.State


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, uid: str) -> HttpResponse:
    """The application and its criteria; POST saves all, ``do=submit`` hands in."""
    assignment = readable(request, uid)
    if assignment.state == _State.ASKED:
        return redirect("contest:declaration", uid)
    note_reading(
        entry=assignment.entry,
        by=person(request),
        part="EXPERT",
        now=moment_of(request),
    )
    criteria = criteria_of(assignment.entry.edition)
    typed: dict[str, tuple[str, str]] = {}
    errors: dict[str, list[str]] = {}
    lacking: list[dict[str, str]] = []
    if request.method == "POST":
        typed, errors = _save_all(request, assignment, criteria)
        if not errors and request.POST.get("do") == "submit":
            try:
                submit_marks(
                    assignment=assignment, by=person(request), now=moment_of(request)
                )
            except MarksMissingError as error:
                lacking = missing_lines(error.missing, criteria)  # type: ignore[arg-type]
            except ContestError as error:
                errors[""] = [error.for_people()]
            else:
                messages.success(request, _("Your marks were submitted."))
                return redirect("contest:assessment", uid)
        elif not errors:
            messages.success(request, _("Your draft was saved."))
            return redirect("contest:assessment", uid)
    status = 422 if errors or lacking else 200
    if request.method == "POST":
        assignment = readable(request, uid)
    return render(
        request,
        "contest/assessment/assessment.html",
        _page(request, assignment, criteria, typed=typed, errors=errors)
        | {"lacking": lacking},
        status=status,
    )


@never_cache
@require_POST
def save(request: HttpRequest, uid: str) -> HttpResponse:
    """Save one field for the script and answer in JSON what became of it.

    ``saved`` (200), ``conflict`` (409), ``login`` (401), ``closed`` (403), ``refused``
    (422). What was typed stays in the browser until it is ``saved``.
    """
    if not request.user.is_authenticated:
        return _said("login", _("You have been logged out. Log in again."), 401)
    now = moment_of(request)
    assignment = readable_assignments(person(request), now=now).filter(uid=uid).first()
    if assignment is None:
        return _said("closed", _("You cannot read this application now."), 403)
    try:
        outcome = _save_field(request, assignment)
    except (BadPointsError, ValueError) as error:
        text = error.for_people() if isinstance(error, BadPointsError) else str(error)
        return _said("refused", text, 422)
    except ContestError as error:
        return _said("closed", error.for_people(), 403)
    if isinstance(outcome, MarkConflict):
        return JsonResponse(
            {
                "status": "conflict",
                "revision": outcome.revision,
                "points": ""
                if outcome.points is None
                else str(outcome.points.normalize()),
                "comment": outcome.comment,
            },
            status=409,
        )
    return JsonResponse(
        {"status": "saved", "revision": outcome.revision, "at": told_time(now)}
    )


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Open submitted marks for changes."""
    assignment = readable(request, uid)
    try:
        take_back_marks(
            assignment=assignment, by=person(request), now=moment_of(request)
        )
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("You can change your marks again."))
    return redirect("contest:assessment", uid)


@never_cache
@login_required
@require_POST
def consensus(request: HttpRequest, uid: str) -> HttpResponse:
    """Experts who differed say on what they agreed."""
    assignment = readable(request, uid)
    try:
        write_consensus(
            entry=assignment.entry,
            text=request.POST.get("text", ""),
            by=person(request),
            now=moment_of(request),
        )
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The note was kept."))
    return redirect("contest:assessment", uid)


def _save_field(
    request: HttpRequest, assignment: Assignment
) -> MarkSaved | MarkConflict:
    """Save the one field that was sent.

    Raises
    ------
    ValueError
        With a sentence, for points that are no number or an unknown field.
    ContestError
    """
    field = request.POST.get("field", "")
    by, now = person(request), moment_of(request)
    if field == "whole":
        return save_whole(
            assignment=assignment,
            overall=request.POST.get("overall", ""),
            confidence=_confidence(request.POST.get("confidence", "")),
            by=by,
            now=now,
        )
    edition = assignment.entry.edition
    criterion = edition.criteria.filter(code=field).first()
    if criterion is None:
        raise ValueError(_("The criteria have changed. Open the page again."))
    return save_mark(
        assignment=assignment,
        criterion=criterion,
        points=_points(request.POST.get("points", "")),
        comment=request.POST.get("comment", ""),
        revision=_whole(request.POST.get("revision", "0")),
        by=by,
        now=now,
    )


def _page(
    request: HttpRequest,
    assignment: Assignment,
    criteria: list[Criterion],
    *,
    typed: Mapping[str, tuple[str, str]],
    errors: Mapping[str, list[str]],
) -> dict[str, Any]:
    entry = assignment.entry
    reading = reading_of(entry)
    marks = list(assignment.marks.select_related("criterion"))
    given = {row.criterion.code: Given(row.points, row.comment) for row in marks}
    revisions = {row.criterion.code: row.revision for row in marks}
    submitted = assignment.state == _State.SUBMITTED
    others = others_of(assignment) if submitted else None
    closed = entry.cell is not None and entry.cell.closed_at is not None
    rows = criterion_rows(criteria, given, revisions, typed=typed, errors=errors)
    number = _("Application no. %(number)s") % {"number": assignment.position}
    scales = [scale_of(row) for row in criteria]
    missing = missing_marks(given, scales, confidence=assignment.confidence)
    return {
        "assignment": assignment,
        "edition": entry.edition,
        "reading": reading,
        "title": reading.title or number,
        "number": "" if reading.is_blind else entry.number,
        "cell": entry.cell,
        "sections": reading_sections(
            reading, lambda n: reverse("contest:reading-file", args=[assignment.uid, n])
        ),
        "rows": rows,
        "errors": errors,
        "missing": len(missing),
        "submitted": submitted,
        "closed": closed,
        "can_write": assignment.state == _State.IN_WORK and not closed,
        "can_take_back": submitted and not closed and not others,
        "total": points_text(assignment.total),
        "full": points_text(entry.edition.settings.marks.scale_total),
        "others": _others(others, criteria) if others else [],
        "waits_for_others": submitted and others is None,
        "note": ConsensusNote.objects.filter(entry=entry).first() if others else None,
        "confidences": _confidences(),
        "overall": request.POST.get("overall", assignment.overall),
        "person": person(request).pk,
    }


def _others(
    others: list[Assignment], criteria: list[Criterion]
) -> list[dict[str, Any]]:
    """Marks of the other experts, without their names."""
    found = []
    for place, row in enumerate(others, 1):
        marks = {mark.criterion.code: mark for mark in row.marks.all()}
        found.append(
            {
                "label": _("Another expert (%(number)s)") % {"number": place},
                "total": points_text(row.total),
                "overall": row.overall,
                "marks": [
                    {
                        "name": str(each.name),
                        "points": points_text(marks[each.code].points),
                        "comment": marks[each.code].comment,
                    }
                    for each in criteria
                    if each.code in marks
                ],
            }
        )
    return found


def _save_all(
    request: HttpRequest, assignment: Assignment, criteria: list[Criterion]
) -> tuple[dict[str, tuple[str, str]], dict[str, list[str]]]:
    """Save every field of the form; what was refused stays typed, with its error."""
    typed: dict[str, tuple[str, str]] = {}
    errors: dict[str, list[str]] = {}
    by, now = person(request), moment_of(request)
    for row in criteria:
        if f"points.{row.code}" not in request.POST:
            continue
        points = request.POST[f"points.{row.code}"]
        comment = request.POST.get(f"comment.{row.code}", "")
        try:
            outcome = save_mark(
                assignment=assignment,
                criterion=row,
                points=_points(points),
                comment=comment,
                revision=_whole(request.POST.get(f"rev.{row.code}", "0")),
                by=by,
                now=now,
            )
        except (ContestError, ValueError) as error:
            typed[row.code] = (points, comment)
            text = error.for_people() if isinstance(error, ContestError) else str(error)
            errors[row.code] = [text]
            continue
        if isinstance(outcome, MarkConflict):
            typed[row.code] = (points, comment)
            errors[row.code] = [
                _(
                    "Another device saved other content meanwhile: %(points)s points, "
                    "“%(comment)s”. What you typed stands below; save again to keep it."
                )
                % {"points": points_text(outcome.points), "comment": outcome.comment}
            ]
    try:
        save_whole(
            assignment=assignment,
            overall=request.POST.get("overall", ""),
            confidence=_confidence(request.POST.get("confidence", "")),
            by=by,
            now=now,
        )
    except ContestError as error:
        errors.setdefault("", []).append(error.for_people())
    return typed, errors


def _points(text: str) -> Decimal | None:
    """Points as typed, with a comma or a point.

    Raises
    ------
    ValueError
        With a sentence for people.
    """
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        points = Decimal(plain)
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or abs(points) > 10_000:
        raise ValueError(
            _("Points are a number. You wrote: %(text)s.") % {"text": text[:40]}
        )
    return points


def _confidence(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _confidences() -> list[tuple[int, str]]:
    return [
        (1, _("very unsure")),
        (2, _("rather unsure")),
        (3, _("moderately sure")),
        (4, _("rather sure")),
        (5, _("very sure")),
    ]


def _said(status: str, sentence: str, code: int) -> JsonResponse:
    return JsonResponse({"status": status, "text": sentence}, status=code)
