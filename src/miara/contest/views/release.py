"""The chair's page: what will be public, to whom letters go, when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miara.contest.actions.announcing import letters_ahead
from miara.contest.actions.diplomas import can_issue
from miara.contest.actions.press import keep_package, seal_package
from miara.contest.actions.release import release_word, set_release, withdraw_release
from miara.contest.errors.jury import BrokenTitlesError
from miara.contest.exports.press_kit import press_kit
from miara.contest.forms.results import ReleaseForm
from miara.contest.models import Edition, Release
from miara.contest.permissions import can_judge, can_preside
from miara.contest.presenters.jury import flaw_texts
from miara.contest.presenters.results import results_view
from miara.contest.queries.jury import flaws_of_edition, open_meetings_with_decisions
from miara.contest.queries.press import packages_of
from miara.contest.queries.results import (
    ReleasedResults,
    release_of,
    sealed_results,
    stage_of,
)
from miara.contest.views.guards import edition_page, moment_of, person, require
from miara.core import jobs
from miara.core.errors import MiaraError

__all__ = ["diplomas_start", "press_seal", "release", "release_withdraw"]

DIPLOMAS_JOB = "contest.make_diplomas"


@edition_page(can_judge)
def release(request: HttpRequest, edition: Edition) -> HttpResponse:
    """See what was decided and when it becomes public; the chair sets the moment."""
    now, by = moment_of(request), person(request)
    presides = bool(can_preside(by, edition, now=now))
    form = ReleaseForm(request.POST or None)
    if request.method == "POST":
        require(can_preside(by, edition, now=now))
        if form.is_valid() and _set(request, edition, form):
            return redirect(request.path)
    sealed, _decision = sealed_results(edition, user=by, now=now)
    stages = [_stage(edition, stage, sealed, now) for stage in Release.Stage]
    letters = letters_ahead(edition, now=now) if presides else []
    context = {
        "edition": edition,
        "presides": presides,
        "form": form,
        "stages": stages,
        "view": results_view(edition, sealed) if sealed else None,
        "count": len(sealed.rows) if sealed else 0,
        "open_meetings": open_meetings_with_decisions(edition),
        "flaws": flaw_texts(edition, flaws_of_edition(edition)) if presides else [],
        "letters": letters,
        "people": sum(count for _entry, count in letters),
        "silent": [entry for entry, count in letters if not count],
        "packages": packages_of(edition, now=now),
        "job": request.GET.get("zadanie", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "contest/jury/release.html", context, status=status)


@require_POST
@edition_page(can_preside)
def release_withdraw(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take back an hour that has not come."""
    stage = request.POST.get("stage", "")
    try:
        withdraw_release(
            edition=edition, stage=stage, by=person(request), now=moment_of(request)
        )
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The hour was withdrawn. Nothing is public."))
    return redirect("contest:release", edition.contest.code, edition.slug)


@require_POST
@edition_page(can_preside)
def press_seal(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Make the sealed package for the press from what is decided now."""
    now, by = moment_of(request), person(request)
    stage = request.POST.get("stage", "")
    if stage not in Release.Stage.values:
        raise Http404
    sealed, _decision = sealed_results(edition, user=by, now=now)
    results = stage_of(sealed, stage) if sealed else None
    if results is None or not results.rows:
        messages.error(request, _("There is nothing to seal: no decisions yet."))
    else:
        content = press_kit(edition, results, at=now)
        package = seal_package(content)
        keep_package(edition=edition, stage=stage, sealed=package, by=by, now=now)
        messages.success(request, _("The sealed package is ready for journalists."))
    return redirect("contest:release", edition.contest.code, edition.slug)


@require_POST
@edition_page(can_issue)
def diplomas_start(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Have diplomas made in the background; sealed until the release."""
    now, by = moment_of(request), person(request)
    job = jobs.enqueue(DIPLOMAS_JOB, by=by, now=now, edition=edition.uid)
    messages.success(request, _("Diplomas are being made."))
    return redirect("contest:diploma-job", edition.contest.code, edition.slug, job.pk)


def _set(request: HttpRequest, edition: Edition, form: ReleaseForm) -> bool:
    now, data = moment_of(request), form.cleaned_data
    try:
        set_release(
            edition=edition,
            stage=data["stage"],
            released_at=data["released_at"] or now,
            typed=data["typed"],
            by=person(request),
            now=now,
        )
    except BrokenTitlesError as error:
        for text in flaw_texts(edition, error.flaws):
            form.add_error(None, text)
    except MiaraError as error:
        form.add_error(None, error.for_people())
    else:
        text = (
            _("The hour is set. Until it comes it can be moved or withdrawn.")
            if data["released_at"]
            else _("The results are public.")
        )
        messages.success(request, text)
        return True
    return False


def _stage(
    edition: Edition, stage: str, sealed: ReleasedResults | None, now: Any
) -> dict[str, Any]:
    row = release_of(edition, stage)
    found = stage_of(sealed, stage) if sealed else None
    return {
        "code": stage,
        "name": Release.Stage(stage).label,
        "release": row,
        "is_out": row is not None and row.released_at <= now,
        "count": len(found.rows) if found else 0,
        "word": release_word(edition, stage),
    }
