"""The list of practices and the page of one: open to everybody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.accounts.public import User
from miara.core.htmx import render_page_or_part, wants_part
from miara.core.public_views import same_for_everybody
from miara.indicators import public as indicators
from miara.practices.domain.addresses import address_of, number_of
from miara.practices.enums import SOURCE
from miara.practices.exports import records
from miara.practices.exports.feed import cards_feed
from miara.practices.found import FACETS
from miara.practices.permissions import (
    can_answer_for,
    can_see_people,
    units_to_read_for,
)
from miara.practices.presenters import card as pages
from miara.practices.presenters import listing
from miara.practices.presenters.embedding import page_of_code
from miara.practices.presenters.links import card_path, list_path
from miara.practices.presenters.near import Way, lift_of, near_of, unit_choices, ways_of
from miara.practices.presenters.places import map_path
from miara.practices.presenters.series import series_of_card
from miara.practices.queries.cards import (
    WholeCard,
    cards_with_keys,
    person_of,
    whole_card,
)
from miara.practices.queries.meetings import coming_meetings
from miara.practices.queries.use import is_kept
from miara.search import public as search
from miara.units import public as units

ON_PAGE = 20
MOST_EXPORTED = 1_000
PART = "practices-found"
#: The words of the list, where another field is called like theirs.
WORDS = "slowa"
#: Enough letters that a suggestion says something.
LEAST_TYPED = 2


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Practices that fit words and facets; the address holds the whole question."""
    query = _asked(request)
    near = near_of(query)
    found = search.find(replace(query, boosts=near.boosts()))
    here = cards_with_keys(found.keys)
    known = units.units_by_uid({card.unit_uid for card in here.values()})
    boxes = listing.facet_boxes(found)
    page = Paginator(range(found.total), ON_PAGE).get_page(query.page)
    address = replace(query, page=1).to_address()
    title = _("Good practices: %(text)s") % {"text": query.text} if query.text else ""
    return render_page_or_part(
        request,
        "practices/list.html",
        {
            "query": query,
            "title": title or _("Good practices"),
            "is_part": wants_part(request, PART),
            "lines": listing.lines(
                found, here, known, reason=near.reason, today=_today(request)
            ),
            "near": near,
            "lift": lift_of(near, found, here.values()),
            "near_ways": _own_units(request, query) if near.unit is None else [],
            "near_source": _near_source(query),
            "total": found.total,
            "count_words": pages.how_many(found.total),
            "notices": search.notices(found),
            "boxes": boxes,
            "orders": listing.orders(query),
            "chosen": [
                choice for box in boxes for choice in box["choices"] if choice.is_chosen
            ],
            "page": page,
            "everything": list_path(),
            "suggestions": reverse("practices:suggestions"),
            "map_url": map_path(replace(query, page=1, sources=()).to_address()),
            "embedding": page_of_code(
                "lista", replace(query, page=1, sources=()).to_address()
            ),
            "feed": f"{reverse('practices:feed')}?{address}",
            "follow": f"{reverse('practice-use:follow')}?{address}",
            "downloads": [
                {"label": suffix.upper(), "url": f"{_file_path(suffix)}?{address}"}
                for suffix in ("csv", "json")
            ],
        },
        part="found",
        target=PART,
    )


@require_safe
def card(request: HttpRequest, address: str) -> HttpResponse:
    """One practice; the number of the address identifies, the words decorate."""
    whole = _whole(address)
    own = address_of(whole.card.pk, whole.card.title)
    if address != own:
        return HttpResponse(
            status=308, headers={"Location": card_path(whole.card.pk, whole.card.title)}
        )
    uids = {whole.card.unit_uid, *(row.unit_uid for row in whole.partners)} - {""}
    uids |= {row.unit_uid for row in whole.adoptions}
    known = units.units_by_uid(uids)
    context = pages.card_context(
        whole,
        known,
        indicators.residents_of([whole.card.unit_uid]) if whole.card.unit_uid else {},
        today=_today(request),
        indicators=_indicators(whole),
    )
    context["embedding"] = page_of_code("karta", f"nr={whole.card.pk}")
    context["series"] = indicators.figures_of_series(series_of_card(whole, known))
    context["meetings"] = list(coming_meetings(whole.card, now=_now(request)))
    context["linked_data"] = _script_safe(context["linked_data"])
    if isinstance(request.user, User):
        context["is_kept"] = is_kept(whole.card, request.user)
        now = _now(request)
        context["may_invite"] = can_answer_for(request.user, whole.card, now=now)
    if can_see_people(request.user, now=_now(request)):
        context["person"] = person_of(whole.card)
    return render(request, "practices/card.html", context)


@same_for_everybody
@require_safe
def card_data(request: HttpRequest, address: str) -> HttpResponse:
    """The card as JSON, without people."""
    whole = _whole(address)
    return JsonResponse(
        records.whole_record(whole), json_dumps_params={"ensure_ascii": False}
    )


@same_for_everybody
@require_safe
def cards_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The whole answer of a question as CSV or JSON."""
    query = replace(_asked(request), page=1, size=MOST_EXPORTED)
    found = search.find(query, passages=False)
    here = cards_with_keys(found.keys)
    rows = [records.short_record(here[key]) for key in found.keys if key in here]
    if suffix == "json":
        body, kind = records.as_json(rows), "application/json"
    else:
        body, kind = records.as_csv(rows), "text/csv; charset=utf-8"
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="praktyki.{suffix}"'
    )
    return response


@same_for_everybody
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest practices that fit a question, as Atom."""
    query = replace(_asked(request), page=1, size=50, order=search.Order.DATE)
    found = search.find(query, passages=False)
    here = cards_with_keys(found.keys)
    cards_in_order = [here[key] for key in found.keys if key in here]
    return cards_feed(request, cards_in_order, query)


@same_for_everybody
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles and words while somebody types, for the field of the search."""
    text = request.GET.get("q", "").strip()[:100]
    items = []
    if len(text) >= LEAST_TYPED:
        for each in search.suggest(text, sources=(SOURCE,)):
            query = search.Query(text=each.text).to_address()
            url = card_path(int(each.key), each.text) if each.key else list_path(query)
            where = _("practice") if each.key else _("words")
            items.append({"name": each.text, "where": where, "url": url})
    return JsonResponse({"count": len(items), "items": items})


@same_for_everybody
@require_safe
def unit_suggestions(request: HttpRequest) -> HttpResponse:
    """Units while somebody types; each leads to the list from its point of view."""
    text = request.GET.get("q", "").strip()[:100]
    query = replace(_asked(request), text=request.GET.get(WORDS, ""))
    items = [
        {"code": way.code, "name": way.name, "where": way.where, "url": way.url}
        for way in (unit_choices(text, query) if text else [])
    ]
    return JsonResponse({"count": len(items), "items": items})


def _near_source(query: search.Query) -> str:
    """Where the field for a unit asks; what is typed there is called ``q`` too."""
    rest = replace(query, text="", near="", page=1).to_address()
    words = urlencode([(WORDS, query.text)])
    return f"{reverse('practices:unit-suggestions')}?{words}&{rest}".rstrip("&")


def _own_units(request: HttpRequest, query: search.Query) -> list[Way]:
    if not request.user.is_authenticated:
        return []
    uids = units_to_read_for(request.user, now=_now(request))
    return ways_of(uids, query)


def _file_path(suffix: str) -> str:
    return reverse("practices:cards-file", args=[suffix])


def _asked(request: HttpRequest) -> search.Query:
    return search.Query.from_address(
        request.META.get("QUERY_STRING", ""),
        facets=FACETS,
        sources=(SOURCE,),
        size=ON_PAGE,
    )


def _whole(address: str) -> WholeCard:
    number = number_of(address)
    whole = whole_card(number) if number is not None else None
    if whole is None:
        raise Http404
    return whole


def _indicators(whole: WholeCard) -> dict[str, tuple[str, str]]:
    codes = [row.indicator for row in whole.results if row.indicator]
    codes += [aim.indicator for row in whole.adoptions for aim in row.aims.all()]
    names = indicators.names_of_indicators(codes, get_language() or "pl")
    return {
        code: (name, reverse("indicators:indicator", args=[code]))
        for code, name in names.items()
    }


def _script_safe(data: dict[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _now(request: HttpRequest) -> datetime:
    return request.received_at  # type: ignore[attr-defined]


def _today(request: HttpRequest) -> Any:
    return timezone.localdate(_now(request))
