"""The list of a signed-in reader: keep, take off, read, print, carry away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.practices.actions.kept import drop_card, keep_card
from miara.practices.exports import records
from miara.practices.models import KeptCard
from miara.practices.presenters.links import card_path, list_path
from miara.practices.presenters.searches import search_words
from miara.practices.presenters.words import day
from miara.practices.queries.cards import cards_with_keys, public_cards
from miara.practices.queries.following import followed_by, search_of_address
from miara.practices.queries.use import is_kept, kept_by
from miara.practices.views.requests import card_of, now_of
from miara.units import public as units


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, address: str) -> HttpResponse:
    """Put a card on the list or take it off; by GET a page with the button."""
    user, card = accounts.person(request), card_of(address, public_cards())
    path = card_path(card.pk, card.title)
    if request.method != "POST":
        context = {"card": card, "url": path, "is_kept": is_kept(card, user)}
        return render(request, "practices/use/keep.html", context)
    if request.POST.get("do") == "drop":
        drop_card(card, by=user)
        messages.success(request, _("Taken off your list."))
    else:
        keep_card(card, by=user, now=now_of(request))
        messages.success(request, _("It is on your list."))
    is_from_list = request.POST.get("from") == "list"
    return redirect("practice-use:kept") if is_from_list else redirect(path)


@login_required
@never_cache
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The reader's practices and followed searches."""
    user = accounts.person(request)
    rows = list(kept_by(user))
    known = units.units_by_uid({row.card.unit_uid for row in rows} - {""})
    context = {
        "lines": [_line(row, known) for row in rows],
        "followed": [
            {
                "words": search_words(search_of_address(row.query)),
                "url": list_path(row.query),
                "token": row.token,
            }
            for row in followed_by(user)
        ],
    }
    return render(request, "practices/use/kept.html", context)


@login_required
@never_cache
@require_safe
def kept_file(request: HttpRequest) -> HttpResponse:
    """The list as CSV, with the columns of every list of practices."""
    keys = [str(row.card_id) for row in kept_by(accounts.person(request))]
    here = cards_with_keys(keys)
    rows = [records.short_record(here[key]) for key in keys if key in here]
    response = HttpResponse(
        records.as_csv(rows), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="moja-lista.csv"'
    return response


def _line(row: KeptCard, known: dict[str, units.UnitFacts]) -> dict[str, Any]:
    card = row.card
    unit = known.get(card.unit_uid)
    return {
        "title": card.title,
        "url": card_path(card.pk, card.title),
        "sentence": card.result_sentence or card.summary,
        "unit": card.lead_name or (unit.full_name if unit else ""),
        "kept": day(row.kept_at.date()),
        "card": card,
    }
