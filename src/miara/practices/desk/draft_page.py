"""A draft as the page that readers would see, for those who write and read drafts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from miara.indicators import public as indicators
from miara.practices.models import PracticeCard
from miara.practices.presenters import card as pages
from miara.practices.queries.cards import WholeCard
from miara.units import public as units

__all__ = ["draft_response", "register"]

#: The page may stand in a frame of this host: the preview beside the form.
_FRAMED = {"frame-ancestors": ["'self'"]}


def register() -> None:
    """Let cards show their drafts; called once at start."""
    PracticeCard.show_draft = staticmethod(draft_response)


def draft_response(draft: PracticeCard, request: HttpRequest) -> HttpResponse:
    """The public page made from a draft, marked as one and found by nobody."""
    whole = _whole(draft)
    uids = {draft.unit_uid, *(row.unit_uid for row in whole.partners)} - {""}
    names = indicators.names_of_indicators(
        [row.indicator for row in whole.results if row.indicator],
        get_language() or "pl",
    )
    context = pages.card_context(
        whole,
        units.units_by_uid(uids),
        indicators.residents_of([draft.unit_uid]) if draft.unit_uid else {},
        today=timezone.localdate(),
        indicators={
            code: (name, reverse("indicators:indicator", args=[code]))
            for code, name in names.items()
        },
        file_path=lambda uid: reverse(
            "practices-desk:draft-file", args=[draft.pk, uid]
        ),
    )
    context |= {"is_draft": True, "linked_data": "{}"}
    response = render(request, "practices/card.html", context)
    response._csp_replace = _FRAMED  # type: ignore[attr-defined]
    response["X-Robots-Tag"] = "noindex"
    return response


def _whole(draft: Any) -> WholeCard:
    """Rows of the draft as they stand in it."""
    draft.is_askable = False
    return WholeCard(
        draft,
        partners=tuple(draft.partners.all()),
        results=tuple(draft.result_rows.all()),
        costs=tuple(draft.costs.all()),
        awards=tuple(draft.awards.all()),
        files=tuple(draft.files.all()),
        adoptions=(),
    )
