"""Experts of an edition: list, one, a file of many, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.experts import (
    ExpertFacts,
    describe_expert,
    invite_expert,
    leave,
    take_in_experts,
)
from miara.contest.actions.planning import replan_without
from miara.contest.domain.expert_table import (
    BadTable,
    BrokenRow,
    ExpertRow,
    Fault,
    read_experts,
)
from miara.contest.errors import ContestError
from miara.contest.forms.experts import ExpertFileForm, ExpertForm
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.presenters.expert_files import broken_line, table_problem
from miara.contest.queries.experts import expert_of, experts_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.units import public as units

__all__ = ["expert", "experts", "leaving", "take_in"]

_LARGEST = 5 * 1024 * 1024


@edition_page(can_organise)
def experts(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everybody invited, with loads and conflicts."""
    return render(
        request,
        "contest/experts/list.html",
        {
            "edition": edition,
            "experts": list(experts_of(edition)),
            "ceiling": edition.settings.marks.load_ceiling,
        },
    )


@edition_page(can_organise)
def expert(request: HttpRequest, edition: Edition, uid: str = "") -> HttpResponse:
    """One expert: invite, or correct what is known."""
    found = expert_of(edition, uid) if uid else None
    if uid and found is None:
        raise Http404
    form = ExpertForm(request.POST or None, edition=edition, expert=found)
    if request.method == "POST" and form.is_valid():
        by, now = person(request), moment_of(request)
        try:
            if found is None:
                invite_expert(edition=edition, facts=form.facts(), by=by, now=now)
                messages.success(request, _("The invitation waits in the outbox."))
            else:
                describe_expert(expert=found, facts=form.facts(), by=by, now=now)
                messages.success(request, _("The data were saved."))
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("contest:experts", edition.contest.code, edition.slug)
    return render(
        request,
        "contest/experts/expert.html",
        {"edition": edition, "expert": found, "form": form},
        status=422 if request.method == "POST" else 200,
    )


@edition_page(can_organise)
def take_in(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Experts from a file; a row with a fault is told and left out."""
    form = ExpertFileForm(request.POST or None, request.FILES or None)
    lines: list[str] = []
    told = ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            good, broken = read_experts(
                sent.read(_LARGEST), sent.name or "", _headings(edition)
            )
            rows, unknown = _resolved(good)
            invited, corrected = take_in_experts(
                edition=edition, rows=rows, by=person(request), now=moment_of(request)
            )
        except BadTable as error:
            form.add_error("file", table_problem(error))
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            told = _("Invited: %(invited)s, corrected: %(corrected)s.") % {
                "invited": invited,
                "corrected": corrected,
            }
            lines = [
                broken_line(row)
                for row in sorted([*broken, *unknown], key=lambda row: row.line)
            ]
    return render(
        request,
        "contest/experts/import.html",
        {"edition": edition, "form": form, "lines": lines, "told": told},
        status=422 if request.method == "POST" and not told else 200,
    )


@edition_page(can_organise)
@require_POST
def leaving(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """End the work of an expert and propose who takes over."""
    found = expert_of(edition, uid)
    if found is None:
        raise Http404
    by, now = person(request), moment_of(request)
    address = (edition.contest.code, edition.slug)
    try:
        left = leave(expert=found, by=by, now=now)
        if left.assignments.filter(state__in=("ASKED", "IN_WORK")).exists():
            plan = replan_without(expert=left, by=by, now=now)
            messages.success(
                request,
                _("The expert left. Here is who could take over: adopt the plan."),
            )
            return redirect("contest:plan", *address, plan.pk)
    except ContestError as error:
        messages.error(request, error.for_people())
        return redirect("contest:plans", *address)
    messages.success(request, _("The expert left."))
    return redirect("contest:experts", *address)


def _headings(edition: Edition) -> dict[str, list[str]]:
    return {
        row.code: [row.name.in_language("pl"), row.name.in_language("en")]
        for row in edition.domains.all()
    }


def _resolved(rows: list[ExpertRow]) -> tuple[list[ExpertFacts], list[BrokenRow]]:
    """Rows with identities of units; a row with an unknown code is left out."""
    good: list[ExpertFacts] = []
    broken: list[BrokenRow] = []
    known: dict[str, str] = {}
    for row in rows:
        codes = [c for c in (row.employer_code, row.home_code, *row.past_codes) if c]
        for code in codes:
            unit = units.unit_by_code(code) if code not in known else None
            if unit is not None:
                known[code] = unit.uid
        wrong = next((code for code in codes if code not in known), "")
        if wrong:
            broken.append(BrokenRow(row.line, Fault.UNKNOWN_UNIT, wrong))
            continue
        good.append(
            ExpertFacts(
                full_name=row.full_name,
                email=row.email,
                employer=row.employer,
                employer_uid=known.get(row.employer_code, ""),
                home_uid=known.get(row.home_code, ""),
                past_uids=[known[code] for code in row.past_codes],
                load_ceiling=row.load,
                domains=row.domains,
            )
        )
    return good, broken
