"""The chair's and the presenter's page: preparing, opening, releasing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.public import person
from miara.ceremony.actions.preparing import prepare, prepare_rehearsal
from miara.ceremony.actions.revealing import (
    close_ceremony,
    open_ceremony,
    release_all,
)
from miara.ceremony.forms.ceremonies import PrepareForm, TypedForm
from miara.ceremony.models import Ceremony
from miara.ceremony.permissions import can_present, can_preside
from miara.ceremony.queries.ceremonies import ceremonies_of, ceremony_of, known_of
from miara.ceremony.views.guards import ceremony_page, moment_of
from miara.contest import public as contest
from miara.core.errors import MiaraError

__all__ = ["close_real", "office", "open_real", "prepare_real", "rehearse", "release"]

_REAL = Ceremony.Kind.REAL


@require_safe
@ceremony_page(can_present)
def office(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """How the ceremony stands and what to do with it."""
    return _office(request, edition)


@require_http_methods(["GET", "HEAD", "POST"])
@ceremony_page(can_preside)
def prepare_real(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """Seal what was decided; the phrase is told once, in the answer."""
    now = moment_of(request)
    earlier = ceremony_of(edition, _REAL)
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(now),
        started=bool(earlier and earlier.revealed),
        initial={"day": timezone.localdate(now)},
    )
    if request.method == "POST" and form.is_valid():
        given = {"again": False, **form.cleaned_data}
        try:
            ceremony, phrase = prepare(
                edition=edition, by=person(request), now=now, **given
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            return _phrase(request, edition, ceremony, phrase)
    page = {"edition": edition, "form": form, "ceremony": earlier}
    status = 422 if form.errors else 200
    return render(request, "ceremony/prepare.html", page, status=status)


@require_POST
@ceremony_page(can_present)
def rehearse(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """Begin a rehearsal with fictional names, anew when there was one."""
    ceremony, phrase = prepare_rehearsal(
        edition=edition, by=person(request), now=moment_of(request)
    )
    return _phrase(request, edition, ceremony, phrase)


@require_POST
@ceremony_page(can_present)
def open_real(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """Let the presenter reveal."""
    _presiding(request, edition)
    ceremony, form = ceremony_of(edition, _REAL), TypedForm(request.POST)
    if ceremony is None:
        messages.error(request, _("Prepare the ceremony first."))
        return _back(edition)
    if form.is_valid():
        try:
            open_ceremony(
                ceremony=ceremony,
                typed=form.cleaned_data["typed"],
                by=person(request),
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The ceremony is open: the screen may reveal."))
            return _back(edition)
    return _office(request, edition, open_form=form)


@require_POST
@ceremony_page(can_present)
def close_real(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """Take the opening back."""
    _presiding(request, edition)
    ceremony = ceremony_of(edition, _REAL)
    try:
        if ceremony is not None:
            close_ceremony(
                ceremony=ceremony, by=person(request), now=moment_of(request)
            )
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The opening was taken back."))
    return _back(edition)


@require_POST
@ceremony_page(can_present)
def release(request: HttpRequest, edition: contest.Edition) -> HttpResponse:
    """Make everything public at once."""
    _presiding(request, edition)
    form = TypedForm(request.POST)
    if form.is_valid():
        try:
            changed = release_all(
                edition=edition,
                typed=form.cleaned_data["typed"],
                by=person(request),
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            text = (
                _("The results are public.")
                if changed
                else _("The results were public already; nothing changed.")
            )
            messages.success(request, text)
            return _back(edition)
    return _office(request, edition, release_form=form)


def _office(
    request: HttpRequest,
    edition: contest.Edition,
    *,
    open_form: TypedForm | None = None,
    release_form: TypedForm | None = None,
) -> HttpResponse:
    now = moment_of(request)
    found = ceremonies_of(edition)
    real, rehearsal = found.get(_REAL), found.get(Ceremony.Kind.REHEARSAL)
    page = {
        "edition": edition,
        "real": real,
        "real_count": known_of(real).count if real else 0,
        "rehearsal": rehearsal,
        "rehearsal_count": known_of(rehearsal).count if rehearsal else 0,
        "presides": bool(can_preside(request.user, edition, now=now)),
        "is_public": contest.are_results_public(edition, now=now),
        "word": contest.release_word(edition, contest.RESULTS),
        "open_form": open_form or TypedForm(prefix=None, auto_id="open_%s"),
        "release_form": release_form or TypedForm(auto_id="release_%s"),
    }
    status = 422 if open_form or release_form else 200
    return render(request, "ceremony/office.html", page, status=status)


def _phrase(
    request: HttpRequest, edition: contest.Edition, ceremony: Ceremony, phrase: str
) -> HttpResponse:
    page = {"edition": edition, "ceremony": ceremony, "phrase": phrase}
    return render(request, "ceremony/phrase.html", page)


def _presiding(request: HttpRequest, edition: contest.Edition) -> None:
    """Let the chair alone go on; a presenter knows the page and is told why not."""
    decision = can_preside(request.user, edition, now=moment_of(request))
    if not decision:
        raise PermissionDenied(decision.reason)


def _back(edition: contest.Edition) -> HttpResponse:
    return redirect("ceremony:office", edition.contest.code, edition.slug)
