"""A unit on other sites: the summary in a frame, and the picture of a link."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from miara.charts.card import SCALE
from miara.charts.png import to_png
from miara.core.errors import MiaraError
from miara.core.public_views import same_for_everybody
from miara.indicators.presenters import unit_links
from miara.indicators.presenters.unit_links import Choice
from miara.indicators.presenters.unit_short import picture
from miara.indicators.queries.unit_pages import UnitView, unit_view
from miara.indicators.queries.vintage_asof import (
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)
from miara.indicators.views.chart_files import FILE_POLICY, FRAME_POLICY
from miara.indicators.views.indicator_requests import answer, told
from miara.indicators.views.unit_requests import choice_of, made, moved, seen, unit_of
from miara.units.public import UnitFacts

_PICTURES_KEPT = 128


@same_for_everybody
@require_safe
@xframe_options_exempt
@told
def unit_embed(request: HttpRequest, address: str) -> HttpResponseBase:
    """The page of a unit in short, for a frame: no cookie, no script.

    Rendered without the request, so nothing of a session is read.
    """
    unit = unit_of(address)
    if address != unit.address:
        return moved(request, unit_links.embed_url(unit))
    view, choice = _asked(request, unit)

    def make() -> bytes:
        html = render_to_string(
            "indicators/unit_embed.html",
            {
                "unit": unit,
                "short": made(view, choice)["short"],
                "asked": view.asked,
                "language": get_language() or "pl",
                "page": settings.MIARA_SITE_URL + unit_links.unit_url(unit, choice),
            },
        )
        return html.encode()

    return answer(
        request,
        view.asked,
        make,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": FRAME_POLICY},
    )


@same_for_everybody
@require_safe
@told
def unit_picture(request: HttpRequest, address: str) -> HttpResponseBase:
    """The picture that other sites show with a link to the page."""
    unit = unit_of(address)
    if address != unit.address:
        return moved(request, unit_links.picture_url(unit))
    view, choice = _asked(request, unit)

    def make() -> bytes:
        drawn = picture(unit, made(view, choice)["short"], view.asked)
        return _drawn(drawn.svg)

    return answer(
        request,
        view.asked,
        make,
        content_type="image/png",
        headers={"Content-Security-Policy": FILE_POLICY},
    )


@lru_cache(maxsize=_PICTURES_KEPT)
def _drawn(svg: str) -> bytes:
    return to_png(svg, scale=SCALE)


def _asked(request: HttpRequest, unit: UnitFacts) -> tuple[UnitView, Choice]:
    """What the address asks for; 404 where the page would show no numbers."""
    if not unit.exists:
        raise Http404(unit.code)
    choice = choice_of(request, unit)
    try:
        asked = asked_vintage(choice.as_of)
        view = unit_view(unit, asked, choice.level, choice.wish, choice.year)
    except (UnreadableDay, NothingPublished):
        raise
    except MiaraError as error:
        raise Http404(error.for_people()) from error
    return view, seen(view, choice)
