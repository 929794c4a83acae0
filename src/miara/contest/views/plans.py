"""Plans of assignments: proposal, search for better, pairs, wishes, adoption."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.planning import (
    adopt_plan,
    make_plan,
    plan_of_pairs,
    set_wish,
    spares_of,
)
from miara.contest.domain.assignment.problem import FaultyProblem
from miara.contest.domain.expert_table import BadTable, read_pairs
from miara.contest.domain.job_kinds import IMPROVE_JOB
from miara.contest.errors import ContestError
from miara.contest.errors.assessment import NoPlanError
from miara.contest.forms.experts import AdoptForm, PairsFileForm, WishForm
from miara.contest.models import (
    Assignment,
    AssignmentPlan,
    Edition,
    Entry,
    Expert,
    PairWish,
)
from miara.contest.permissions import can_organise
from miara.contest.presenters.assignment_words import shortage_lines, why_lines
from miara.contest.presenters.expert_files import table_problem
from miara.contest.queries.planning import Question, plans_of, question_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core import jobs
from miara.core.models import Job
from miara.core.numbers import format_number, format_percent

__all__ = [
    "adopt",
    "pairs",
    "pairs_file",
    "plan",
    "plans",
    "propose",
    "search",
    "wishes",
]

_LARGEST = 5 * 1024 * 1024


@edition_page(can_organise)
def plans(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is to be assigned, plans made so far, wishes, the search under way."""
    return _plans_page(request, edition)


@edition_page(can_organise)
@require_POST
def propose(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A plan at once; without one, the page says why and what would help."""
    try:
        made = make_plan(edition=edition, by=person(request), now=moment_of(request))
    except NoPlanError as error:
        return _no_plan(request, edition, error)
    except ContestError as error:
        messages.error(request, error.for_people())
        return redirect("contest:plans", edition.contest.code, edition.slug)
    return redirect("contest:plan", edition.contest.code, edition.slug, made.pk)


@edition_page(can_organise)
@require_POST
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Look for a better plan in the background; one search of an edition at a time."""
    if _job_of(edition, unfinished=True) is None:
        jobs.enqueue(
            IMPROVE_JOB,
            by=person(request),
            now=moment_of(request),
            edition=edition.uid,
        )
    return redirect("contest:plans", edition.contest.code, edition.slug)


@edition_page(can_organise)
@require_POST
def pairs(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A plan around the pairs of a file."""
    form = PairsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _plans_page(request, edition, pairs_form=form, status=422)
    sent = form.cleaned_data["file"]
    try:
        made = plan_of_pairs(
            edition=edition,
            pairs=read_pairs(sent.read(_LARGEST), sent.name or ""),
            by=person(request),
            now=moment_of(request),
        )
    except BadTable as error:
        form.add_error("file", table_problem(error))
    except NoPlanError as error:
        return _no_plan(request, edition, error)
    except ContestError as error:
        form.add_error("file", error.for_people())
    else:
        return redirect("contest:plan", edition.contest.code, edition.slug, made.pk)
    return _plans_page(request, edition, pairs_form=form, status=422)


@edition_page(can_organise)
@require_POST
def wishes(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Pin or forbid a pair, or take the wish back."""
    form = WishForm(request.POST, edition=edition)
    if not form.is_valid():
        return _plans_page(request, edition, wish_form=form, status=422)
    data = form.cleaned_data
    try:
        set_wish(
            entry=data["entry"],
            expert=data["expert"],
            wish=None if data["wish"] == "NONE" else data["wish"],
            reason=data["reason"],
            by=person(request),
            now=moment_of(request),
        )
    except ContestError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The wish was kept; it counts in the next plan."))
    return redirect("contest:plans", edition.contest.code, edition.slug)


@edition_page(can_organise)
def plan(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """One plan: its figures, panels, loads, every pair with its reasons."""
    found = _plan(edition, pk)
    entries = {
        row.uid: row
        for row in Entry.objects.filter(edition=edition).select_related(
            "cell__group", "cell__domain"
        )
    }
    experts = {row.uid: row for row in Expert.objects.filter(edition=edition)}
    held = set(
        Assignment.objects.filter(
            entry__edition=edition, state__in=("ASKED", "IN_WORK", "SUBMITTED")
        ).values_list("entry__uid", "expert__uid")
    )
    rows: dict[str, dict[str, Any]] = {}
    for pair in found.pairs:
        entry = entries.get(pair["entry"])
        expert = experts.get(pair["expert"])
        if entry is None or expert is None:
            continue
        row = rows.setdefault(entry.uid, {"entry": entry, "experts": []})
        row["experts"].append(
            {
                "name": expert.full_name,
                "why": why_lines(pair["why"]),
                "is_new": (entry.uid, expert.uid) not in held,
            }
        )
    return render(
        request,
        "contest/experts/plan.html",
        {
            "edition": edition,
            "plan": found,
            "figures": _figure_lines(found),
            "rows": sorted(rows.values(), key=lambda row: row["entry"].number),
            "panels": _panel_rows(found, entries, experts),
            "loads": _load_rows(found, edition, experts),
            "form": AdoptForm(),
        },
    )


@edition_page(can_organise)
@require_POST
def adopt(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Put a plan into force."""
    found = _plan(edition, pk)
    form = AdoptForm(request.POST)
    address = (edition.contest.code, edition.slug)
    if not form.is_valid():
        messages.error(request, _("The deadline is no day and hour."))
        return redirect("contest:plan", *address, pk)
    try:
        new, gone = adopt_plan(
            plan=found,
            due_at=form.cleaned_data["due_at"],
            by=person(request),
            now=moment_of(request),
        )
    except ContestError as error:
        messages.error(request, error.for_people())
        return redirect("contest:plan", *address, pk)
    messages.success(
        request,
        _("The plan is in force. New pairs: %(new)s, taken back: %(gone)s.")
        % {"new": new, "gone": gone},
    )
    return redirect("contest:progress", *address)


@edition_page(can_organise)
def pairs_file(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """Pairs of a plan as CSV; the same file can be brought back."""
    found = _plan(edition, pk)
    numbers = dict(Entry.objects.filter(edition=edition).values_list("uid", "number"))
    emails = {row.uid: row for row in Expert.objects.filter(edition=edition)}
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(["numer", "e-mail", "ekspert"])
    for pair in found.pairs:
        expert = emails.get(pair["expert"])
        if expert is not None:
            name = expert.full_name
            if name.startswith(("=", "+", "-", "@")):
                name = f"'{name}"
            writer.writerow([numbers.get(pair["entry"], ""), expert.email, name])
    response = HttpResponse(
        "\ufeff" + target.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="pary-{edition.slug}.csv"'
    return response


def _plans_page(
    request: HttpRequest,
    edition: Edition,
    *,
    wish_form: WishForm | None = None,
    pairs_form: PairsFileForm | None = None,
    status: int = 200,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    rules = edition.settings.marks
    return render(
        request,
        "contest/experts/plans.html",
        {
            "edition": edition,
            "plans": plans_of(edition),
            "rules": rules,
            "entries": Entry.objects.filter(
                edition=edition, state=Entry.State.ACCEPTED
            ).count(),
            "experts": Expert.objects.filter(
                edition=edition, state=Expert.State.ACCEPTED
            ).count(),
            "wishes": PairWish.objects.filter(expert__edition=edition)
            .select_related("expert", "entry")
            .order_by("entry__number", "expert__full_name"),
            "wish_form": wish_form or WishForm(edition=edition),
            "pairs_form": pairs_form or PairsFileForm(),
            "job": _job_of(edition),
            **(extra or {}),
        },
        status=status,
    )


def _no_plan(
    request: HttpRequest, edition: Edition, error: NoPlanError
) -> HttpResponse:
    """The page with causes and the smallest remedies in words."""
    try:
        question: Question | None = question_of(edition)
    except FaultyProblem:
        question = None
    causes, remedies = (
        shortage_lines(error.shortages, question) if question else ([], [])
    )
    return _plans_page(
        request,
        edition,
        status=422,
        extra={
            "no_plan": error.for_people(),
            "causes": causes,
            "remedies": remedies,
        },
    )


def _plan(edition: Edition, pk: int) -> AssignmentPlan:
    found = (
        AssignmentPlan.objects.filter(edition=edition, pk=pk)
        .select_related("made_by", "adopted_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _job_of(edition: Edition, *, unfinished: bool = False) -> Job | None:
    """The newest search of the edition."""
    rows = Job.objects.filter(kind=IMPROVE_JOB, params__edition=edition.uid)
    if unfinished:
        rows = rows.unfinished()
    return rows.newest_first().first()


def _figure_lines(plan: AssignmentPlan) -> list[str]:
    language = get_language() or "pl"
    figures = plan.figures
    lines = [
        _("applications: %(entries)s, experts: %(experts)s")
        % {"entries": figures["entries"], "experts": figures["experts"]}
    ]
    if "mean_fit" in figures:
        lines += [
            _("marks given by the panel of the whole group and domain: %(share)s")
            % {"share": format_percent(100 * figures["whole_panels"], 1, language)},
            _("knowledge of the domain on average %(mean)s, the poorest pair %(worst)s")
            % {
                "mean": format_number(figures["mean_fit"], 2, language),
                "worst": format_number(figures["worst_fit"], 2, language),
            },
            _("applications of an expert: from %(least)s to %(most)s")
            % {"least": figures["least_load"], "most": figures["most_load"]},
        ]
    if figures.get("gap") is not None:
        lines.append(
            _("no plan can be better by more than %(gap)s")
            % {"gap": format_percent(100 * figures["gap"], 1, language)}
        )
    return lines


def _panel_rows(
    plan: AssignmentPlan, entries: dict[str, Entry], experts: dict[str, Expert]
) -> list[dict[str, Any]]:
    found = []
    for panel in plan.figures.get("panels", []):
        first = next((entries[uid] for uid in panel["entries"] if uid in entries), None)
        found.append(
            {
                "cell": str(first.cell) if first else "",
                "part": panel["part"],
                "entries": len(panel["entries"]),
                "experts": ", ".join(
                    experts[uid].full_name for uid in panel["experts"] if uid in experts
                ),
                "spare": ", ".join(
                    experts[uid].full_name for uid in spares_of(panel) if uid in experts
                ),
            }
        )
    return found


def _load_rows(
    plan: AssignmentPlan, edition: Edition, experts: dict[str, Expert]
) -> list[dict[str, Any]]:
    ceiling = edition.settings.marks.load_ceiling
    rows = [
        {
            "name": experts[uid].full_name,
            "load": load,
            "ceiling": ceiling
            if experts[uid].load_ceiling is None
            else experts[uid].load_ceiling,
        }
        for uid, load in plan.figures.get("loads", {}).items()
        if uid in experts
    ]
    return sorted(rows, key=lambda row: row["name"])
