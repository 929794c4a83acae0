"""Closing an edition: its package, what is still held, who read what."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.contest.actions.closing import close_edition
from miara.contest.actions.dossiers import DOSSIER_JOB, open_dossier, order_dossier
from miara.contest.domain.closing.layout import ascii_name
from miara.contest.forms.closing import CaseForm, CloseForm, ReadingsForm
from miara.contest.models import Dossier, Edition
from miara.contest.permissions import can_organise
from miara.contest.presenters.closing import blocker_text
from miara.contest.queries.closing import (
    blockers_of,
    dossiers_of,
    results_are_out,
)
from miara.contest.queries.readings import readings_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.core.models import Job

__all__ = ["closing", "job", "package", "readings"]

PAGE = 50


@edition_page(can_organise, even_closed=True)
def closing(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is still open, the package for the archive, the end of changes."""
    now, by = moment_of(request), person(request)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    word = f"{edition.contest.code}/{edition.slug}"
    dossiers = dossiers_of(edition)
    case = CaseForm(
        request.POST if action == "package" else None,
        initial={
            "case_number": edition.case_number,
            "case_class": edition.case_class,
            "category": dossiers[0].category if dossiers else "",
        },
    )
    close = CloseForm(request.POST if action == "close" else None, word=word)
    if action == "package" and case.is_valid():
        try:
            made = order_dossier(edition=edition, by=by, now=now, **case.cleaned_data)
        except MiaraError as error:
            case.add_error(None, error.for_people())
        else:
            return redirect(
                "contest:closing-job", edition.contest.code, edition.slug, made.pk
            )
    if action == "close" and close.is_valid():
        try:
            close_edition(edition=edition, by=by, now=now)
        except MiaraError as error:
            close.add_error(None, error.for_people())
        else:
            messages.success(request, _("The file of the edition is closed."))
            return redirect(request.path)
    is_closed = edition.archived_at is not None
    blockers = [] if is_closed else blockers_of(edition, now=now)
    context = {
        "edition": edition,
        "is_closed": is_closed,
        "is_out": results_are_out(edition, now=now),
        "blockers": [blocker_text(row) for row in blockers],
        "dossiers": dossiers,
        "case": case,
        "close": close,
    }
    status = 422 if case.errors or close.errors else 200
    return render(request, "contest/closing/closing.html", context, status=status)


@require_safe
@edition_page(can_organise)
def job(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """How far the package is."""
    row = get_object_or_404(Job, pk=pk, kind=DOSSIER_JOB, params__edition=edition.uid)
    context = {
        "edition": edition,
        "job": row,
        "value": min(row.done, row.total) if row.total else None,
        "missing": (row.report or {}).get("missing", 0),
        "has_failed": row.state == Job.State.FAILED,
    }
    return render_page_or_part(request, "contest/closing/job.html", context, part="job")


@require_safe
@edition_page(can_organise)
def package(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """The package itself, sent from the disk piece by piece."""
    found = get_object_or_404(
        Dossier.objects.select_related("edition__contest__owner"),
        edition=edition,
        uid=uid,
    )
    try:
        path = open_dossier(dossier=found, by=person(request), now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("contest:closing", edition.contest.code, edition.slug)
    name = f"{edition.contest.code}-{edition.slug}-{found.made_at:%Y-%m-%d}.zip"
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=ascii_name(name),
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)  # streamed, but an answer all the same


@require_safe
@edition_page(can_organise)
def readings(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who opened which application, and when."""
    form = ReadingsForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = readings_of(
        edition, number=chosen.get("number", ""), part=chosen.get("part", "")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"edition": edition, "form": form, "page": page}
    return render(request, "contest/closing/readings.html", context)
