"""Addresses of former portals: they lead to news and pages for ever."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.portal.presenters.former import path_of
from miara.portal.queries.former import led_to

__all__ = ["former"]

_ADDRESS = "adres"


@same_for_everybody
@require_safe
def former(request: HttpRequest, code: str, path: str = "") -> HttpResponse:
    """Where an old address leads now; unknown ones get a page that offers the search.

    The host of the old portal sends ``?adres=`` with the whole old address, or the path
    itself with its parameters. An address sent without encoding falls apart at its
    first ``&``; the pieces are put together again.
    """
    told = request.GET.get(_ADDRESS, "")
    pairs = [(k, v) for k, values in request.GET.lists() for v in values]
    rest = urlencode([pair for pair in pairs if pair[0] != _ADDRESS])
    address = told or f"/{path}"
    if rest:
        address += ("&" if "?" in address else "?") + rest
    row = led_to(code, address)
    if row is None:
        context = {"address": address[:500]}
        return render(request, "portal/former_missing.html", context, status=404)
    return HttpResponsePermanentRedirect(path_of(row), preserve_request=True)
