"""The page of a unit, and its data."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from miara.charts.card import HEIGHT, SCALE, WIDTH
from miara.core.errors import MiaraError
from miara.core.public_views import same_for_everybody
from miara.indicators.presenters import unit_data as data
from miara.indicators.presenters import unit_facts, unit_links
from miara.indicators.presenters.unit_links import Choice
from miara.indicators.queries.unit_pages import unit_view
from miara.indicators.queries.vintage_asof import (
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)
from miara.indicators.views.chart_files import embed_code
from miara.indicators.views.unit_requests import choice_of, made, moved, seen, unit_of
from miara.units import public as units
from miara.units.public import UnitFacts


@require_safe
def unit_page(request: HttpRequest, address: str) -> HttpResponse:
    """How a unit is doing among a group, domain by domain."""
    unit = unit_of(address)
    if address != unit.address:
        return moved(request, unit_links.unit_url(unit))
    if not unit.exists:
        return _abolished(request, unit)
    choice = choice_of(request, unit)
    try:
        asked = asked_vintage(choice.as_of)
        view = unit_view(unit, asked, choice.level, choice.wish, choice.year)
    except MiaraError as error:
        is_wrong = not isinstance(error, NothingPublished) or bool(choice.as_of)
        return _without_numbers(request, unit, error, status=404 if is_wrong else 200)
    choice = seen(view, choice)
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
            "share": _share(unit, choice),
            **made(view, choice),
        },
    )


@same_for_everybody
@require_safe
def unit_data(request: HttpRequest, address: str, suffix: str) -> HttpResponse:
    """The numbers of the page as CSV or JSON; 410 for an abolished unit."""
    unit = unit_of(address)
    if address != unit.address:
        return moved(request, unit_links.data_url(unit, suffix))
    if not unit.exists:
        return data.gone(unit, suffix)
    choice = choice_of(request, unit)
    try:
        asked = asked_vintage(choice.as_of)
        view = unit_view(unit, asked, choice.level, choice.wish, choice.year)
    except MiaraError as error:
        raise Http404(error.for_people()) from error
    return data.answer(view, suffix, get_language() or "pl")


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


def _share(unit: UnitFacts, choice: Choice) -> dict[str, object]:
    """What other sites show of the page: a picture, and the code of a frame."""
    return {
        "image": settings.MIARA_SITE_URL + unit_links.picture_url(unit, choice),
        "width": SCALE * WIDTH,
        "height": SCALE * HEIGHT,
        "embed": embed_code(unit_links.embed_url(unit, choice), unit.title),
    }


def _downloads(unit: UnitFacts, choice: Choice) -> list[dict[str, str]]:
    return [
        {
            "label": suffix.upper(),
            "url": unit_links.data_url(unit, suffix, choice),
            "type": data.TYPES[suffix].partition(";")[0],
        }
        for suffix in ("csv", "json")
    ]
