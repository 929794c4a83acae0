"""Conflicts of interest: those found, those entered, what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.assignments import rule_on_conflict
from miara.contest.actions.conflicts import add_conflict, refresh_conflicts
from miara.contest.errors import ContestError
from miara.contest.forms.experts import ConflictForm, DecisionForm
from miara.contest.models import Conflict, Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.experts import conflicts_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.units import public as units

__all__ = ["conflicts", "decide"]


@edition_page(can_organise)
def conflicts(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Conflicts to be decided first; POST enters one the office knows about."""
    by, now = person(request), moment_of(request)
    form = ConflictForm(
        request.POST if request.POST.get("do") == "add" else None, edition=edition
    )
    if request.method == "POST" and request.POST.get("do") == "refresh":
        new = refresh_conflicts(edition, now=now)
        messages.success(request, _("New conflicts found: %(count)s.") % {"count": new})
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = add_conflict(
                expert=data["expert"],
                entry=data["entry"],
                text=data["text"],
                by=by,
                now=now,
            )
            rule_on_conflict(
                conflict=made, confirmed=True, reason=data["text"], by=by, now=now
            )
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The conflict was entered and blocks reading."))
            return redirect(request.path)
    found = conflicts_of(edition)
    state = request.GET.get("stan", "")
    if state in Conflict.State.values:
        found = found.filter(state=state)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    named = units.units_by_uid(
        uid for row in rows for uid in (row.entry.unit_uid, row.detail) if uid
    )
    shown = [
        {
            "conflict": row,
            "unit": named.get(row.entry.unit_uid),
            "about": named.get(row.detail),
            "open": row.state == Conflict.State.SUSPECTED,
        }
        for row in rows
    ]
    waiting = conflicts_of(edition).filter(state=Conflict.State.SUSPECTED).count()
    return render(
        request,
        "contest/experts/conflicts.html",
        {
            "edition": edition,
            "rows": shown,
            "page": page,
            "form": form,
            "waiting": waiting,
            "state": state,
            "states": Conflict.State.choices,
        },
        status=422 if request.method == "POST" else 200,
    )


@edition_page(can_organise)
@require_POST
def decide(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Confirm or dismiss one."""
    found = get_object_or_404(Conflict, pk=pk, expert__edition=edition)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            rule_on_conflict(
                conflict=found,
                confirmed=form.cleaned_data["answer"] == "confirm",
                reason=form.cleaned_data["reason"],
                by=person(request),
                now=moment_of(request),
            )
        except ContestError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("The decision was kept."))
    return redirect("contest:conflicts", edition.contest.code, edition.slug)
