"""A card in other forms: the picture of a link."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.charts.card import SCALE
from miara.charts.png import to_png
from miara.core.public_views import same_for_everybody
from miara.practices.domain.addresses import address_of, number_of
from miara.practices.presenters.links import card_path
from miara.practices.presenters.picture import picture
from miara.practices.queries.cards import WholeCard, whole_card
from miara.units import public as units

FILE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_PICTURES_KEPT: Final = 128
#: Seconds for which others may keep a file before they ask again.
_KEPT: Final = 3_600


@same_for_everybody
@require_safe
def card_picture(request: HttpRequest, address: str) -> HttpResponse:
    """The picture that other sites show with a link to the page."""
    whole = _whole(address)
    if (moved := _moved(whole, address, "png")) is not None:
        return moved
    known = units.units_by_uid({whole.card.unit_uid} - {""})
    drawn = picture(whole.card, known, today=_today(request))
    return _file(_drawn(drawn.svg), "image/png")


@lru_cache(maxsize=_PICTURES_KEPT)
def _drawn(svg: str) -> bytes:
    return to_png(svg, scale=SCALE)


def _whole(address: str) -> WholeCard:
    number = number_of(address)
    whole = whole_card(number) if number is not None else None
    if whole is None:
        raise Http404
    return whole


def _moved(whole: WholeCard, address: str, suffix: str) -> HttpResponse | None:
    """308 to the present words of the address; None where it has them."""
    card = whole.card
    if address == address_of(card.pk, card.title):
        return None
    path = card_path(card.pk, card.title).rstrip("/")
    return HttpResponse(status=308, headers={"Location": f"{path}.{suffix}"})


def _file(content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = f"public, max-age={_KEPT}"
    return response


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)  # type: ignore[attr-defined]
