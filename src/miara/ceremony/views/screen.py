"""The screen on the stage, and revealing by it."""

from __future__ import annotations

from base64 import b64encode
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from miara.accounts.public import person
from miara.ceremony.actions.revealing import Revealed, reveal
from miara.ceremony.permissions import can_present
from miara.ceremony.presenters.screen import bundle_of, shown_step
from miara.ceremony.queries.ceremonies import ceremony_of, known_of
from miara.ceremony.views.guards import ceremony_page, moment_of
from miara.contest import public as contest
from miara.core.errors import MiaraError

__all__ = ["reveal_step", "screen"]

_ADDRESSES = {
    "REAL": ("ceremony:screen", "ceremony:reveal"),
    "REHEARSAL": ("ceremony:rehearsal-screen", "ceremony:rehearsal-reveal"),
}


@require_safe
@ceremony_page(can_present)
def screen(request: HttpRequest, edition: contest.Edition, kind: str) -> HttpResponse:
    """The sealed bundle and what was revealed of it."""
    ceremony = ceremony_of(edition, kind)
    if ceremony is None:
        messages.info(request, _("Prepare it first, then open the screen."))
        return redirect("ceremony:office", edition.contest.code, edition.slug)
    known = known_of(ceremony)
    is_public = contest.are_results_public(edition, now=moment_of(request))
    page = {
        "edition": edition,
        "ceremony": ceremony,
        "count": known.count,
        "step": shown_step(known),
        "following": ceremony.revealed + 1,
        "is_over": ceremony.revealed >= known.count,
        "is_public": is_public and not ceremony.is_rehearsal,
        "bundle": bundle_of(ceremony, known),
        "reveal_name": _ADDRESSES[kind][1],
    }
    return render(request, "ceremony/screen.html", page)


@require_POST
@ceremony_page(can_present)
def reveal_step(
    request: HttpRequest, edition: contest.Edition, kind: str
) -> HttpResponse:
    """Reveal the next step, or tell again one that was revealed.

    Answers with JSON when the screen asks for it, else with the screen.
    """
    ceremony = ceremony_of(edition, kind)
    number = request.POST.get("number", "")
    if ceremony is None or not (number.isascii() and number.isdigit()):
        raise Http404
    uid = request.POST.get("uid", ceremony.uid)
    if uid != ceremony.uid:
        return _refused(
            request,
            edition,
            kind,
            _("The ceremony was prepared again. Open the screen anew."),
        )
    try:
        done = reveal(
            ceremony=ceremony,
            number=int(number[:6]),
            by=person(request),
            now=moment_of(request),
            proof=request.POST.get("proof", ""),
        )
    except MiaraError as error:
        return _refused(request, edition, kind, error.for_people())
    if _wants_json(request):
        return JsonResponse(_answer(done))
    if done.refusal:
        messages.error(request, done.refusal)
    return _screen(edition, kind)


def _answer(done: Revealed) -> dict[str, Any]:
    return {
        "number": done.number,
        "key": b64encode(done.key).decode(),
        "isPublic": done.is_public,
        "refusal": done.refusal,
    }


def _refused(
    request: HttpRequest, edition: contest.Edition, kind: str, text: str
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": text}, status=HTTPStatus.CONFLICT)
    messages.error(request, text)
    return _screen(edition, kind)


def _screen(edition: contest.Edition, kind: str) -> HttpResponse:
    return redirect(_ADDRESSES[kind][0], edition.contest.code, edition.slug)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
