"""A card in other forms: the picture of a link, the short version, paper."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.charts.card import SCALE
from miara.charts.png import to_png
from miara.core.public_views import same_for_everybody
from miara.documents import public as documents
from miara.indicators import public as indicators
from miara.practices.domain.addresses import address_of, number_of
from miara.practices.exports.paper import card_pdf, card_word, paper_of
from miara.practices.presenters import card as pages
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


@same_for_everybody
@require_safe
def card_paper(
    request: HttpRequest, address: str, suffix: str, part: str = ""
) -> HttpResponse:
    """The card as PDF or as a document of Word, whole or in short."""
    whole = _whole(address)
    if (
        moved := _moved(whole, address, f"{part}.{suffix}" if part else suffix)
    ) is not None:
        return moved
    paper = paper_of(_page(request, whole), is_short=bool(part))
    short = "-" + _("short") if part else ""
    name = f"{address_of(whole.card.pk, whole.card.title)}{short}.{suffix}"
    is_pdf = suffix == "pdf"
    kind = documents.FileKind.PDF if is_pdf else documents.FileKind.DOCX
    content = card_pdf(paper) if is_pdf else card_word(paper)
    response = documents.bytes_response(
        content,
        name=name,
        kind=kind,
        media_type=documents.media_type_of(kind),
        inline=True,
    )
    response.headers["Cache-Control"] = f"public, max-age={_KEPT}"
    return response


@require_safe
def card_short(request: HttpRequest, address: str) -> HttpResponse:
    """The short version: summary, metric, results."""
    whole = _whole(address)
    if address != address_of(whole.card.pk, whole.card.title):
        path = card_path(whole.card.pk, whole.card.title)
        return HttpResponse(status=308, headers={"Location": f"{path}skrot/"})
    return render(request, "practices/short.html", _page(request, whole))


def _page(request: HttpRequest, whole: WholeCard) -> dict[str, Any]:
    """What the page of the card shows to everybody."""
    card = whole.card
    uids = {card.unit_uid, *(row.unit_uid for row in whole.partners)} - {""}
    codes = [row.indicator for row in whole.results if row.indicator]
    names = indicators.names_of_indicators(codes, get_language() or "pl")
    page = pages.card_context(
        whole,
        units.units_by_uid(uids),
        indicators.residents_of([card.unit_uid]) if card.unit_uid else {},
        today=_today(request),
        indicators={
            code: (name, reverse("indicators:indicator", args=[code]))
            for code, name in names.items()
        },
    )
    base = card_path(card.pk, card.title)
    return page | {
        "card_url": base,
        "papers": [
            {"label": "PDF", "url": f"{base.rstrip('/')}.pdf"},
            {"label": "DOCX", "url": f"{base.rstrip('/')}.docx"},
        ],
        "short_papers": [
            {"label": "PDF", "url": f"{base}skrot.pdf"},
            {"label": "DOCX", "url": f"{base}skrot.docx"},
        ],
    }


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
    path = card_path(card.pk, card.title)
    end = suffix if "." in suffix else f".{suffix}"
    place = path if "." in suffix else path.rstrip("/")
    return HttpResponse(status=308, headers={"Location": f"{place}{end}"})


def _file(content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = f"public, max-age={_KEPT}"
    return response


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)  # type: ignore[attr-defined]
