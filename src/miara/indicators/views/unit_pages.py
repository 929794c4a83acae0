"""The page of a unit, and its data."""

import hashlib
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from miara.core.errors import MiaraError
from miara.core.public_views import same_for_everybody
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.presenters import unit_data as data
from miara.indicators.presenters import unit_facts, unit_links
from miara.indicators.presenters.unit_links import Choice
from miara.indicators.presenters.unit_page import how_many
from miara.indicators.presenters.unit_page import unit_page as present
from miara.indicators.queries.unit_pages import UnitView, code_version, unit_view
from miara.indicators.queries.vintage_asof import (
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)
from miara.units import public as units
from miara.units.public import UnitFacts


@require_safe
def unit_page(request: HttpRequest, address: str) -> HttpResponse:
    """How a unit is doing among a group, domain by domain."""
    unit = _unit(address)
    if address != unit.address:
        return _moved(request, unit_links.unit_url(unit))
    if not unit.exists:
        return _abolished(request, unit)
    choice = choice_of(request, unit)
    try:
        asked = asked_vintage(choice.as_of)
        view = unit_view(unit, asked, choice.level, choice.wish, choice.year)
    except MiaraError as error:
        is_wrong = not isinstance(error, NothingPublished) or bool(choice.as_of)
        return _without_numbers(request, unit, error, status=404 if is_wrong else 200)
    choice = Choice(
        view.group.wish, choice.level, choice.own_level, choice.year, choice.as_of
    )
    return render(
        request,
        "indicators/unit_page.html",
        {
            "unit": unit,
            "vintage": asked.row,
            "choice": choice,
            "downloads": _downloads(unit, choice),
            "compare": unit_links.compare_url(
                [unit.code], poziom=choice.level.value, as_of=choice.as_of
            ),
            **_body(request, view, choice),
        },
    )


@same_for_everybody
@require_safe
def unit_data(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """The numbers of the page as CSV or JSON; 410 for an abolished unit."""
    unit = _unit(address)
    if address != unit.address:
        return _moved(request, unit_links.data_url(unit, suffix))
    if not unit.exists:
        return data.gone(unit, suffix)
    choice = choice_of(request, unit)
    try:
        asked = asked_vintage(choice.as_of)
        view = unit_view(unit, asked, choice.level, choice.wish, choice.year)
    except MiaraError as error:
        raise Http404(error.for_people()) from error
    return data.answer(view, suffix, get_language() or "pl")


def choice_of(request: HttpRequest, unit: UnitFacts) -> Choice:
    """What the address asks for.

    Raises
    ------
    BadRequest
        When it is not understood; answered by the page that says what to do.
    """
    given = request.GET
    own = unit.levels[0]
    try:
        wish = Wish.parse(given.get(unit_links.GROUP) or Lens.LIKES.value)
        level = Level(given.get(unit_links.LEVEL) or own)
        year = int(given[unit_links.YEAR]) if given.get(unit_links.YEAR) else None
    except ValueError as error:
        raise BadRequest from error
    if level not in unit.levels or (year is not None and not 1 <= year <= 9999):
        raise BadRequest
    return Choice(wish, level, own, year, given.get(unit_links.AS_OF, "").strip())


def _unit(address: str) -> UnitFacts:
    unit = units.unit_by_code(address.partition("-")[0])
    if unit is None:
        raise Http404
    return unit


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    """The same page at its own address: the code identifies, the name decorates."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponse(
        status=308, headers={"Location": f"{path}?{query}" if query else path}
    )


def _abolished(request: HttpRequest, unit: UnitFacts) -> HttpResponse:
    return render(
        request,
        "indicators/unit_abolished.html",
        {
            "unit": unit,
            "events": unit_facts.events_of(unit.uid),
            "successors": [
                {
                    "name": ref.name,
                    "url": unit_links.page_url(f"{ref.code}-{units.slug(ref.name)}"),
                }
                for ref in unit.successors
            ],
        },
    )


def _without_numbers(
    request: HttpRequest, unit: UnitFacts, error: MiaraError, *, status: int
) -> HttpResponse:
    if isinstance(error, UnreadableDay):
        status = 400
    return render(
        request,
        "indicators/unit_empty.html",
        {
            "unit": unit,
            "text": error.for_people(),
            "events": unit_facts.events_of(unit.uid),
            "newest": unit_links.unit_url(unit),
        },
        status=status,
    )


def _body(request: HttpRequest, view: UnitView, choice: Choice) -> dict[str, Any]:
    """Everything made of numbers, from the cache when it was made before."""
    language = get_language() or "pl"
    key = _key(view, choice, language)
    kept = cache.get(key)
    if kept is None:
        page = present(view, choice, language)
        html = render_to_string(
            "indicators/_unit_body.html",
            {
                "page": page,
                "unit": view.unit,
                "asked": view.asked,
                "events": unit_facts.events_of(view.unit.uid),
                "files": unit_facts.files_of(view),
                "sections": [(s, how_many(len(s.rows))) for s in page.sections],
                "hidden": choice.hidden(unit_links.GROUP, unit_links.YEAR),
                "newest": unit_links.unit_url(view.unit, replace(choice, as_of="")),
                "root": unit_links.root(),
                "group_url": reverse("indicators:group-new"),
                "feed_url": reverse("indicators:feed-unit", args=[view.unit.address]),
                "mail_url": reverse("indicators:subscribe", args=[view.unit.address]),
                "method_url": f"{unit_links.root()}metoda/",
            },
        )
        kept = {"body": html, "description": page.description, "facts": page.headline}
        cache.set(key, kept, None)
    return kept


def _key(view: UnitView, choice: Choice, language: str) -> str:
    parts = (
        view.asked.vintage.id,
        code_version(),
        units.register_digest(),
        view.unit.uid,
        choice.level,
        choice.wish.text,
        str(choice.year or ""),
        choice.as_of,
        language,
        f"{view.asked.known_at:%Y%m%d%H%M}",
    )
    return "unit-page:" + hashlib.sha256("|".join(parts).encode()).hexdigest()


def _downloads(unit: UnitFacts, choice: Choice) -> list[dict[str, str]]:
    return [
        {
            "label": suffix.upper(),
            "url": unit_links.data_url(unit, suffix, choice),
            "type": data.TYPES[suffix].partition(";")[0],
        }
        for suffix in ("csv", "json")
    ]
