"""From an address of a unit to the unit, what was chosen, and what is made of it."""

import hashlib
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.presenters import unit_facts, unit_links
from miara.indicators.presenters.unit_links import Choice
from miara.indicators.presenters.unit_page import how_many
from miara.indicators.presenters.unit_page import unit_page as present
from miara.indicators.presenters.unit_short import short_of
from miara.indicators.queries.unit_pages import UnitView, code_version
from miara.units import public as units
from miara.units.public import UnitFacts


def unit_of(address: str) -> UnitFacts:
    """The unit of an address; 404 when nobody has its code."""
    unit = units.unit_by_code(address.partition("-")[0])
    if unit is None:
        raise Http404
    return unit


def moved(request: HttpRequest, path: str) -> HttpResponse:
    """The same page at its own address: the code identifies, the name decorates."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponse(
        status=308, headers={"Location": f"{path}?{query}" if query else path}
    )


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


def seen(view: UnitView, choice: Choice) -> Choice:
    """The choice with the group that is shown, which may not be the one asked for."""
    return replace(choice, wish=view.group.wish)


def made(view: UnitView, choice: Choice) -> dict[str, Any]:
    """Everything made of numbers, from the cache when it was made before."""
    language = get_language() or "pl"
    key = _key(view, choice, language)
    kept = cache.get(key)
    if kept is None:
        page = present(view, choice, language)
        files = unit_facts.files_of(view)
        facts = unit_facts.facts_of(view, choice, files, language)
        html = render_to_string(
            "indicators/_unit_body.html",
            {
                "page": page,
                "unit": view.unit,
                "asked": view.asked,
                "events": unit_facts.events_of(view.unit.uid),
                "files": files,
                "facts": facts,
                "sections": [(s, how_many(len(s.rows))) for s in page.sections],
                "hidden": choice.hidden(unit_links.GROUP, unit_links.YEAR),
                "newest": unit_links.unit_url(view.unit, replace(choice, as_of="")),
                "root": unit_links.root(),
                "group_url": reverse("indicators:group-new"),
                "feed_url": reverse("indicators:feed-unit", args=[view.unit.address]),
                "mail_url": reverse("indicators:subscribe", args=[view.unit.address]),
                "vintage_url": reverse(
                    "indicators:vintage", args=[view.asked.row.vintage_id]
                ),
                "method_url": f"{unit_links.root()}metoda/",
            },
        )
        kept = {
            "body": html,
            "description": page.description,
            "facts": unit_facts.linked_headline(page.headline, view, choice),
            "short": short_of(page, files, facts),
        }
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
