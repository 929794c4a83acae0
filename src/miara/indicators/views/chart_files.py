"""Charts by address: SVG and PNG files, and pages for embedding."""

from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.indicators.presenters.chart_cache import chart_file as drawn_file
from miara.indicators.presenters.chart_indicator import (
    NARROW,
    ChartKind,
    Drawn,
    Subject,
    draw,
)
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_choice import Choice
from miara.indicators.views.indicator_requests import (
    answer,
    choice_of,
    query,
    subject_of,
    told,
)
from miara.units import public as units

_THEMES: Final = {"": "light", "jasny": "light", "ciemny": "dark"}
FILE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
FRAME_POLICY: Final = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@same_for_everybody
@require_safe
@told
def chart_file(
    request: HttpRequest, code: str, kind: str, suffix: str
) -> HttpResponseBase:
    """A chart of an indicator as a file that stands alone."""
    theme = _THEMES.get(request.GET.get("motyw", ""))
    choice, subject = _asked(request, code)
    shapes = units.shapes(subject.here.level) if kind == ChartKind.MAP else None
    digest = shapes.digest if shapes else ""
    if theme is None:
        raise Http404(kind)

    def make() -> bytes:
        found = drawn_file(
            choice.asked.row,
            subject,
            ChartKind(kind),
            suffix,
            theme=theme,
            shapes=digest,
        )
        if found is None:
            raise Http404(kind)
        return found

    return answer(
        request,
        choice.asked,
        make,
        content_type="image/svg+xml" if suffix == "svg" else "image/png",
        headers={"Content-Security-Policy": FILE_POLICY},
        tag_parts=(digest,),
    )


@same_for_everybody
@require_safe
@xframe_options_exempt
@told
def chart_embed(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """A chart for a frame on another site: no cookie, no script, its source below.

    Rendered without the request, so nothing of a session is read.
    """
    choice, subject = _asked(request, code)
    drawn = draw(ChartKind(kind), subject)
    if drawn is None:
        raise Http404(kind)
    values = _embedded(choice, kind, drawn)
    if not values["is_map"]:
        narrow = draw(ChartKind(kind), replace(subject, width=NARROW))
        values["narrow"] = narrow.chart.svg if narrow else ""
    html = render_to_string("indicators/chart_embed.html", values)
    return answer(
        request,
        choice.asked,
        html.encode,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": FRAME_POLICY},
    )


def _asked(request: HttpRequest, code: str) -> tuple[Choice, Subject]:
    """The choice of the address and its subject; 404 where there is none.

    A file is a permanent address, so it never shows another year or unit than
    the one asked for.
    """
    choice = choice_of(request, code)
    subject = subject_of(choice)
    if subject is None or choice.period_is_other or choice.unknown_unit:
        raise Http404(code)
    return choice, subject


def _embedded(choice: Choice, kind: str, drawn: Drawn) -> dict[str, object]:
    assert choice.here is not None
    code = choice.definition.code
    given = query(
        j=choice.unit.code if choice.unit else "",
        poziom=choice.here.level.value,
        rok=choice.here.periods[choice.period].label,
        as_of=choice.asked.as_of,
    )
    known = definitions()
    language = translation.get_language() or "pl"
    return {
        "drawn": drawn,
        "is_map": kind == ChartKind.MAP,
        "language": language,
        "file": reverse("indicators:chart-file", args=[code, kind, "svg"]) + given,
        "page": settings.MIARA_SITE_URL
        + reverse("indicators:indicator", args=[code])
        + given,
        "sources": [
            f"{source.producer.in_language(language)}, "
            f"{source.title.in_language(language)}"
            for source in known.sources_of(code)
        ],
        "known_at": choice.asked.known_at,
        "is_fictional": choice.asked.row.is_fictional,
    }


def embed_code(address: str, title: str) -> str:
    """HTML that shows an embedded chart on another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="560" loading="lazy" '
        'style="border:0"></iframe>',
        settings.MIARA_SITE_URL + address,
        title,
    )
