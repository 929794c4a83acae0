"""The office's board of marks: who is late, where experts differ, what to close."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.assignments import call_further, write_consensus
from miara.contest.actions.marks import close_cell
from miara.contest.errors import ContestError
from miara.contest.models import Assignment, Cell, ConsensusNote, Edition, Entry
from miara.contest.permissions import can_organise
from miara.contest.presenters.assignment_words import why_lines
from miara.contest.presenters.marking import points_text
from miara.contest.presenters.progress import board_rows
from miara.contest.queries.assessment import criteria_of
from miara.contest.queries.progress import board_of, cells_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.units import public as units

__all__ = ["board", "close", "entry"]


@edition_page(can_organise)
def board(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every application that is assessed, by group and domain."""
    rows = board_of(edition, now=moment_of(request))
    cells = cells_of(edition, rows)
    chosen = request.GET.get("stan", "")
    keep = {
        "czeka": lambda row: not row.is_complete,
        "rozbieznosc": lambda row: row.differs and not row.has_note,
        "brak": lambda row: row.lacks > 0,
        "spoznione": lambda row: any(seat.is_late for seat in row.seats),
    }
    shown = [row for row in rows if keep[chosen](row)] if chosen in keep else rows
    return render(
        request,
        "contest/experts/progress.html",
        {
            "edition": edition,
            "rows": board_rows(edition, shown),
            "cells": cells,
            "all": len(rows),
            "complete": sum(row.is_complete for row in rows),
            "differing": sum(row.differs and not row.has_note for row in rows),
            "lacking": sum(row.lacks > 0 for row in rows),
            "late": sum(any(seat.is_late for seat in row.seats) for row in rows),
            "chosen": chosen,
        },
    )


@edition_page(can_organise)
@require_POST
def close(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Make the marks of a group in a domain final."""
    cell = get_object_or_404(Cell, pk=pk, edition=edition)
    try:
        close_cell(cell=cell, by=person(request), now=moment_of(request))
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Marks are closed and cannot change."))
    return redirect("contest:progress", edition.contest.code, edition.slug)


@edition_page(can_organise)
def entry(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """One application: experts, marks handed in, a further expert, a note."""
    found = get_object_or_404(
        Entry.objects.select_related("cell__group", "cell__domain"),
        uid=uid,
        edition=edition,
    )
    by, now = person(request), moment_of(request)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "further":
                given = call_further(entry=found, by=by, now=now)
                messages.success(
                    request,
                    _("%(name)s was asked to mark it too.")
                    % {"name": given.expert.full_name},
                )
            else:
                write_consensus(
                    entry=found, text=request.POST.get("text", ""), by=by, now=now
                )
                messages.success(request, _("The note was kept."))
        except ContestError as error:
            messages.error(request, error.for_people())
        return redirect(request.path)
    criteria = criteria_of(edition)
    rows = []
    for row in (
        Assignment.objects.filter(entry=found)
        .select_related("expert")
        .prefetch_related("marks__criterion")
        .order_by("pk")
    ):
        marks = {mark.criterion.code: mark for mark in row.marks.all()}
        done = row.state == Assignment.State.SUBMITTED
        rows.append(
            {
                "assignment": row,
                "why": why_lines(row.explanation.get("why", [])),
                "total": points_text(row.total) if done else "",
                # Drafts are the expert's own until they hand them in.
                "marks": [
                    {
                        "name": str(each.name),
                        "points": points_text(marks[each.code].points),
                        "comment": marks[each.code].comment,
                    }
                    for each in criteria
                    if done and each.code in marks
                ],
            }
        )
    unit = units.unit_by_uid(found.unit_uid)
    return render(
        request,
        "contest/experts/progress_entry.html",
        {
            "edition": edition,
            "entry": found,
            "unit": unit,
            "rows": rows,
            "note": ConsensusNote.objects.filter(entry=found).first(),
            "closed": found.cell is not None and found.cell.closed_at is not None,
        },
    )
