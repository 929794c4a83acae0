"""Frames for other sites, and the page that gives their code.

A frame is rendered without the request: it sets no cookie, runs no script and reads
nothing of a session. Its links open outside of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.indicators import public as indicators
from miara.practices.domain.addresses import address_of, number_of
from miara.practices.domain.colours import colour_of
from miara.practices.enums import SOURCE
from miara.practices.found import FACETS
from miara.practices.presenters import card as pages
from miara.practices.presenters import embedding as frames
from miara.practices.presenters import listing
from miara.practices.presenters.embedding import Look
from miara.practices.presenters.links import card_path, list_path
from miara.practices.queries.cards import cards_with_keys, whole_card
from miara.search import public as search
from miara.units import public as units

FRAME_POLICY: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors *"
)
#: How long others may keep a frame before they ask again, in seconds.
KEPT: Final = 300
KINDS: Final = ("lista", "szukaj", "karta")


@same_for_everybody
@require_safe
@xframe_options_exempt
def list_frame(request: HttpRequest) -> HttpResponse:
    """Practices that fit a question."""
    look = frames.look_of(request.GET)
    query = replace(_asked(request), page=1, size=look.lines, counted=())
    found = search.find(query)
    here = cards_with_keys(found.keys)
    known = units.units_by_uid({card.unit_uid for card in here.values()})
    context = {
        "title": _("Good practices"),
        "query": query,
        "hidden": look.pairs(of_list=True),
        "lines": listing.lines(
            found, here, known, today=timezone.localdate(_now(request))
        ),
        "count_words": pages.how_many(found.total),
        "whole": settings.MIARA_SITE_URL + list_path(query.to_address()),
    }
    return _frame(request, "practices/embed/list.html", context, look)


@same_for_everybody
@require_safe
@xframe_options_exempt
def search_frame(request: HttpRequest) -> HttpResponse:
    """A field of the search; answers open outside of the frame."""
    look = frames.look_of(request.GET)
    context = {"title": _("Search good practices"), "target": list_path()}
    return _frame(request, "practices/embed/search.html", context, look)


@same_for_everybody
@require_safe
@xframe_options_exempt
def card_frame(request: HttpRequest, address: str) -> HttpResponse:
    """A card in short. One that is not public any more says so to its readers."""
    look = frames.look_of(request.GET)
    number = number_of(address)
    whole = whole_card(number) if number is not None else None
    if whole is None:
        context = {
            "title": _("This practice is not in the base"),
            "whole": settings.MIARA_SITE_URL + list_path(),
        }
        return _frame(request, "practices/embed/gone.html", context, look, status=404)
    card = whole.card
    if address != address_of(card.pk, card.title):
        return HttpResponse(
            status=308, headers={"Location": frames.card_frame(card, look)}
        )
    uids = {card.unit_uid, *(row.unit_uid for row in whole.partners)} - {""}
    context = pages.card_context(
        whole,
        units.units_by_uid(uids),
        indicators.residents_of([card.unit_uid]) if card.unit_uid else {},
        today=timezone.localdate(_now(request)),
        indicators={},
    )
    context |= {
        "title": card.title,
        "whole": settings.MIARA_SITE_URL + card_path(card.pk, card.title),
    }
    return _frame(request, "practices/embed/card.html", context, look)


@same_for_everybody
@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """A partner's colours as a sheet; a reader who asks for more contrast keeps it."""
    palette = frames.look_of(request.GET).palette
    sheet = render_to_string("practices/embed/colours.css", {"palette": palette})
    return _kept(request, HttpResponse(sheet, content_type="text/css; charset=utf-8"))


@csp_update({"frame-src": [SELF]})  # what the frame will look like stands below
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Choose what to show and in which colours, look at it, copy its code."""
    look = frames.look_of(request.GET)
    kind = request.GET.get("co", "")
    query = replace(_asked(request), page=1)
    number = number_of(request.GET.get("nr", ""))
    whole = whole_card(number) if number is not None else None
    if kind not in KINDS or (kind == "karta" and whole is None):
        kind = "lista"
    title = ""
    if kind == "karta" and whole is not None:
        path, title = frames.card_frame(whole.card, look), whole.card.title
    elif kind == "szukaj":
        path = frames.search_frame(look)
    else:
        path = frames.list_frame(query, look)
    context = {
        "kind": kind,
        "card": whole.card if whole else None,
        "card_url": whole and card_path(whole.card.pk, whole.card.title),
        "query": query,
        "look": look,
        "fields": _colour_fields(request, look),
        "path": path,
        "code": frames.code(path, kind, title),
        "most_lines": frames.MOST_LINES,
        "kinds": _kinds(has_card=whole is not None),
        "list_url": list_path(query.to_address()),
    }
    response = render(request, "practices/embed/code.html", context)
    response.headers["Cache-Control"] = "no-store"  # "not modified" loses the policy
    return response


def _kinds(*, has_card: bool) -> list[tuple[str, str]]:
    found = [("lista", _("a list of practices")), ("szukaj", _("a search field"))]
    return [*found, ("karta", _("this practice"))] if has_card else found


def _colour_fields(request: HttpRequest, look: Look) -> list[dict[str, Any]]:
    """Fields of colours with what was wrong in them."""
    palette = look.palette
    names = {
        "tlo": (_("Background"), palette.paper, ""),
        "tekst": (_("Text"), palette.ink, "ink"),
        "linki": (_("Links"), palette.accent, "accent"),
    }
    fields = []
    for name, (label, used, part) in names.items():
        typed = request.GET.get(name, "").strip()[:20]
        note = ""
        if typed and colour_of(typed) is None:
            note = _("This is not a colour. Write six digits, for example 0b5563.")
        elif part in palette.corrected:
            note = _(
                "Too little contrast with the background: %(colour)s is used instead."
            ) % {"colour": used}
        fields.append({"name": name, "label": label, "value": typed, "note": note})
    return fields


def _frame(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    look: Look,
    *,
    status: int = 200,
) -> HttpResponse:
    values = {
        **context,
        "look": look,
        "colours": frames.style_sheet(look),
        "language": get_language() or "pl",
    }
    response = HttpResponse(render_to_string(template, values), status=status)
    return _kept(request, response)


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let others keep it for a while; an unchanged one is told with the same policy.

    A browser takes headers of "not modified" over, so a policy that is missing there
    would close a frame that was open.
    """
    if response.status_code == 200:
        set_response_etag(response)
        unchanged = get_conditional_response(
            request, etag=response.headers["ETag"], response=response
        )
        response = cast(HttpResponse, unchanged) or response
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    return response


def _asked(request: HttpRequest) -> search.Query:
    return search.Query.from_address(
        request.META.get("QUERY_STRING", ""), facets=FACETS, sources=(SOURCE,)
    )


def _now(request: HttpRequest) -> Any:
    return request.received_at  # type: ignore[attr-defined]
