"""From a request to what it asks for, and back to an answer with its tag."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

import miara
from miara.cube.register import Level
from miara.indicators.presenters.chart_indicator import Subject
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_choice import (
    Choice,
    UnknownChoice,
    UnknownIndicator,
    choose,
)
from miara.indicators.queries.vintage_asof import (
    Asked,
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)
from miara.units import public as units

View = Callable[..., HttpResponseBase]
_SHORT, _LONG = 60, 86_400
_WORTH_PACKING = 1_000
_PACKED_KEPT = 32


def choice_of(request: HttpRequest, code: str) -> Choice:
    """The choice of an indicator's address; 404 when it names nothing."""
    given = request.GET
    try:
        return choose(
            code,
            as_of=given.get("as_of", ""),
            level=given.get("poziom", ""),
            period=given.get("rok", ""),
            unit=given.get("j", "").strip(),
        )
    except (UnknownIndicator, UnknownChoice) as error:
        raise Http404(str(error)) from error


def asked_of(request: HttpRequest) -> Asked:
    """The vintage of an address."""
    return asked_vintage(request.GET.get("as_of", ""))


def subject_of(choice: Choice) -> Subject | None:
    """What charts are about; None when the indicator has no numbers here."""
    if choice.here is None:
        return None
    unit = choice.unit if choice.place is not None else None
    return Subject(
        vintage=choice.asked.vintage,
        here=choice.here,
        period=choice.period,
        unit=choice.place,
        uid=unit.uid if unit else "",
        name=_name(unit) if unit else "",
        short=unit.name if unit else "",
    )


def _name(unit: units.UnitFacts) -> str:
    """A name that stands alone: "Zielonki", but "Powiat krakowski"."""
    return unit.name if Level.MUNICIPALITY in unit.levels else unit.title


def told(view: View) -> View:
    """Answer with a sentence when the address asks for numbers that do not exist."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnreadableDay as error:
            return _told(request, error.for_people(), 400)
        except NothingPublished as error:
            return _told(request, error.for_people(), 404)

    return wrapped


def _told(request: HttpRequest, text: str, status: int) -> HttpResponse:
    context = {"text": text, "is_pinned": bool(request.GET.get("as_of"))}
    return render(request, "indicators/vintage_missing.html", context, status=status)


def query(**parameters: object) -> str:
    """A query string of the parameters that say something, with its ``?``.

    >>> query(j="120617", rok="", as_of=None)
    '?j=120617'
    """
    given = {name: value for name, value in parameters.items() if value}
    return f"?{urlencode(given)}" if given else ""


def tag_of(request: HttpRequest, asked: Asked, *parts: str) -> str:
    """ETag of an answer that follows from the address, the vintage and the release.

    Definitions and names of units are part of it: a release or an import of the
    register may change words beside equal numbers.
    """
    text = "\n".join(
        (
            asked.row.vintage_id,
            miara.__version__,
            definitions().digest,
            units.register_digest(),
            get_language() or "",
            request.get_full_path(),
            *parts,
        )
    )
    return quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])


def answer(
    request: HttpRequest,
    asked: Asked,
    make: Callable[[], bytes],
    *,
    content_type: str,
    headers: Mapping[str, Any] | None = None,
    tag_parts: tuple[str, ...] = (),
) -> HttpResponseBase:
    """A file of numbers or a picture: tagged by its vintage, packed when asked.

    ``make`` is called only when the reader does not have the answer yet.
    """
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    tag = tag_of(request, asked, *tag_parts, "gzip" if packs else "")
    known = get_conditional_response(request, etag=tag)
    if known is not None:
        # Readers merge these headers into what they hold, so they must be equal.
        for name, value in (headers or {}).items():
            known[name] = value
        _keep(known, asked, tag)
        return known
    body = make()
    response = HttpResponse(content_type=content_type, headers=dict(headers or {}))
    if packs and len(body) > _WORTH_PACKING and content_type != "image/png":
        body = _packed(body)
        response["Content-Encoding"] = "gzip"
    response.content = body
    _keep(response, asked, tag)
    return response


@lru_cache(maxsize=_PACKED_KEPT)
def _packed(body: bytes) -> bytes:
    # mtime=0: equal numbers are equal bytes, packed or not.
    return gzip.compress(body, 6, mtime=0)


def _keep(response: HttpResponseBase, asked: Asked, tag: str) -> None:
    response["ETag"] = tag
    # What a pinned address answers changes only with a release of Miara.
    seconds = _LONG if asked.is_pinned else _SHORT
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept-Encoding"])
