"""Addresses of earlier bases: they lead to the card for ever."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.practices.presenters.links import card_path
from miara.practices.queries.former import card_at_any

__all__ = ["former"]

_ADDRESS = "adres"


@same_for_everybody
@require_safe
def former(request: HttpRequest, path: str = "") -> HttpResponse:
    """Where an old address leads now; unknown ones get a page that offers the search.

    The host of the old base sends ``?adres=`` with the whole old address, or the path
    itself with its parameters. An address sent without encoding falls apart at its
    first ``&``; the pieces are put together again.
    """
    parameters = [(k, v) for k, values in request.GET.lists() for v in values]
    told = request.GET.get(_ADDRESS, "")
    rest = urlencode([pair for pair in parameters if pair[0] != _ADDRESS])
    address = told or f"/{path}"
    if rest:
        address += ("&" if "?" in address else "?") + rest
    card = card_at_any(address)
    if card is None:
        context = {"address": address[:500]}
        return render(request, "practices/former_missing.html", context, status=404)
    return HttpResponsePermanentRedirect(
        card_path(card.pk, card.title), preserve_request=True
    )
