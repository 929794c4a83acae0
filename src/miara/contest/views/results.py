"""Results for everybody: finalists, titles, package for the press."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from miara.contest.exports.press_kit import results_csv, results_json
from miara.contest.models import Edition, Release
from miara.contest.permissions import can_organise
from miara.contest.presenters.results import results_view
from miara.contest.queries.press import content_of_package, packages_of
from miara.contest.queries.results import ReleasedResults, results_of
from miara.contest.views.guards import moment_of, public_edition
from miara.documents import public as documents

__all__ = [
    "finalists",
    "press",
    "press_open",
    "press_sealed",
    "results",
    "results_as_csv",
    "results_as_json",
]

_Stage = Release.Stage


def _page(view: Any) -> Any:
    """A public page of results: always asked anew, so that the hour is kept."""

    @wraps(view)
    def fresh(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    return require_safe(cache_control(no_cache=True)(public_edition(fresh)))


@_page
def finalists(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who is in the final, with a few words about each application."""
    return _results(request, edition, _Stage.FINALISTS, "contest/public/finalists.html")


@_page
def results(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Titles with justifications, statistics and diplomas."""
    return _results(request, edition, _Stage.RESULTS, "contest/public/results.html")


@_page
def results_as_csv(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same as a table."""
    content = results_csv(edition, _released(request, edition))
    return _download(content, "text/csv; charset=utf-8", f"{edition.slug}-wyniki.csv")


@_page
def results_as_json(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same for programs."""
    content = results_json(edition, _released(request, edition))
    return _download(content, "application/json", f"{edition.slug}-wyniki.json")


@_page
def press(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Sealed packages, and their keys after the hour."""
    offered = packages_of(edition, now=moment_of(request))
    context = {"edition": edition, "packages": offered}
    return render(request, "contest/public/press.html", context)


@_page
def press_sealed(request: HttpRequest, edition: Edition, stage: str) -> HttpResponse:
    """The sealed package: the same bytes before and after the hour."""
    for package in packages_of(edition, now=moment_of(request)):
        if package.stage == stage.upper():
            return documents.file_response(package.file, request=request)
    raise Http404


@_page
def press_open(request: HttpRequest, edition: Edition, stage: str) -> HttpResponse:
    """The open package, after the hour alone."""
    now = moment_of(request)
    content = content_of_package(edition, stage.upper(), now=now)
    if content is None:
        raise Http404
    name = f"{edition.contest.code}-{edition.slug}-prasa.zip"
    return _download(content, "application/zip", name)


def _results(
    request: HttpRequest, edition: Edition, stage: str, template: str
) -> HttpResponse:
    now = moment_of(request)
    found = results_of(edition, now=now, stage=stage)
    view = results_view(edition, found) if found else None
    known = view is not None and request.user.is_authenticated
    leads = known and bool(can_organise(request.user, edition, now=now))
    context = {"edition": edition, "view": view, "leads": leads}
    return render(request, template, context)


def _released(request: HttpRequest, edition: Edition) -> ReleasedResults:
    found = results_of(edition, now=moment_of(request), stage=_Stage.RESULTS)
    if found is None:
        raise Http404
    return found


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
