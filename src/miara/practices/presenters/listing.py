"""The list of practices: what was asked, what was found, how to narrow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.practices.domain.costs import CostBand
from miara.practices.domain.facets import COUNTY
from miara.practices.domain.freshness import freshness_of
from miara.practices.domain.sections import sections
from miara.practices.found import ARCHIVED, CURRENT
from miara.practices.models import PracticeCard
from miara.practices.presenters.adoptions import adopted_words
from miara.practices.presenters.links import card_path, list_path
from miara.practices.presenters.words import (
    BAND_WORDS,
    domain_name,
    freshness_word,
    period_words,
    section_name,
)
from miara.practices.queries.cards import adopted_by
from miara.search import public as search
from miara.units import public as units
from miara.units.public import Kind, Level, UnitFacts

__all__ = [
    "FACET_NAMES",
    "Choice",
    "Line",
    "facet_boxes",
    "facet_word",
    "lines",
    "orders",
]

FACET_NAMES: Final[dict[str, Promise]] = {
    "dzial": gettext_lazy("Section"),
    "dziedzina": gettext_lazy("Domain"),
    "rodzaj": gettext_lazy("Kind of unit"),
    "wielkosc": gettext_lazy("Size of unit"),
    "wojewodztwo": gettext_lazy("Voivodeship"),
    COUNTY: gettext_lazy("County"),
    "rok": gettext_lazy("Began in"),
    "nagroda": gettext_lazy("Award"),
    "koszt": gettext_lazy("Cost of the first year"),
    "stan": gettext_lazy("State of the description"),
}
_SIZES: Final[dict[str, Promise]] = {
    "under_5k": gettext_lazy("below 5 thousand inhabitants"),
    "5k_10k": gettext_lazy("5 to 10 thousand"),
    "10k_20k": gettext_lazy("10 to 20 thousand"),
    "20k_50k": gettext_lazy("20 to 50 thousand"),
    "50k_100k": gettext_lazy("50 to 100 thousand"),
    "100k_200k": gettext_lazy("100 to 200 thousand"),
    "200k_500k": gettext_lazy("200 to 500 thousand"),
    "over_500k": gettext_lazy("500 thousand and more"),
    "county_under_60k": gettext_lazy("county below 60 thousand"),
    "county_60k_100k": gettext_lazy("county of 60 to 100 thousand"),
    "county_over_100k": gettext_lazy("county of 100 thousand and more"),
}
_ORDERED: Final[dict[str, list[str]]] = {
    "koszt": [band.value for band in CostBand],
    "wielkosc": list(_SIZES),
    "stan": [CURRENT, ARCHIVED],
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what choosing it, or taking it back, leads to."""

    word: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One practice of the list; title and passage with the asked words marked."""

    title: SafeString
    url: str
    passage: SafeString
    unit: str
    facts: tuple[str, ...]
    state: str
    is_archived: bool
    why: str = ""


def facet_boxes(
    found: search.Found, path: Callable[[str], str] = list_path
) -> list[dict[str, Any]]:
    """Facets with their values, each a link; empty facets are left out.

    ``path`` makes the address of a choice from its query string.
    """
    boxes = []
    regions = units.units_at(Level.VOIVODESHIP) if "wojewodztwo" in found.facets else []
    places_named = {unit.code: unit.name for unit in regions}
    for name, label in FACET_NAMES.items():
        values = list(found.facets.get(name, ()))
        if name == COUNTY:  # never a list to choose from, but to be taken back
            chosen = found.query.facets.get(name, ())
            values = [search.FacetValue(code, found.total, True) for code in chosen]
        if not values:
            continue
        order = _ORDERED.get(name)
        if name == "dzial":
            order = [section.code for section in sections()]
        if order:
            places = {code: place for place, code in enumerate(order)}
            values.sort(key=lambda value: places.get(value.value, len(places)))
        if name == "rok":
            values.sort(key=lambda value: value.value, reverse=True)
        choices = [
            Choice(
                places_named.get(value.value, value.value)
                if name == "wojewodztwo"
                else facet_word(name, value.value),
                value.count,
                value.is_chosen,
                path(found.query.toggled(name, value.value).to_address()),
            )
            for value in values
        ]
        is_open = any(choice.is_chosen for choice in choices)
        boxes.append(
            {"name": name, "label": label, "choices": choices, "is_open": is_open}
        )
    return boxes


def lines(
    found: search.Found,
    cards: Mapping[str, PracticeCard],
    known: Mapping[str, UnitFacts],
    *,
    today: date,
    reason: Callable[[PracticeCard], str] = lambda _card: "",
) -> list[Line]:
    """Practices of the page in the order of the answer.

    Parameters
    ----------
    reason
        Why a practice stands where it does, where there is more to say than its words.
    """
    made = []
    for hit in found.hits:
        card = cards.get(hit.key)
        if card is None:
            continue
        unit = known.get(card.unit_uid)
        is_archived = bool(card.life.archived_on)
        freshness = freshness_of(card.life.confirmed_on, today, is_archived=is_archived)
        has_words = bool(found.query.text)
        facts = (
            section_name(card.section),
            period_words(card.began_on, card.ended_on, card.is_running),
            adopted_words(adopted_by(card)),
        )
        made.append(
            Line(
                title=format_html("{}", (has_words and hit.title) or card.title),
                url=card_path(card.pk, card.title),
                passage=format_html(
                    "{}",
                    (has_words and hit.passage) or card.result_sentence or card.summary,
                ),
                unit=card.lead_name or (unit.full_name if unit else ""),
                facts=tuple(filter(None, facts)),
                state=freshness_word(freshness),
                is_archived=is_archived,
                why=reason(card),
            )
        )
    return made


def orders(query: search.Query) -> list[dict[str, Any]]:
    """Ways to sort, as links; relevance only where there are words.

    Without words the newest come first unless another order is chosen.
    """
    words = {
        search.Order.RELEVANCE: _("most fitting first"),
        search.Order.DATE: _("newest first"),
        search.Order.USE: _("most adopted first"),
    }
    if not query.text:
        del words[search.Order.RELEVANCE]
    chosen = query.order
    if chosen not in words:
        chosen = search.Order.DATE
    return [
        {
            "label": word,
            "url": list_path(replace(query, order=order, page=1).to_address()),
            "is_current": order == chosen,
        }
        for order, word in words.items()
    ]


def facet_word(facet: str, value: str) -> str:
    """A value of a facet for people; voivodeships stay codes."""
    if facet == COUNTY:
        county = units.unit_by_code(value)
        return county.full_name if county else value
    if facet == "rodzaj":
        return units.type_word(Kind(value))
    named: dict[str, str | Promise] = {
        "dzial": section_name(value),
        "dziedzina": domain_name(value),
        "wielkosc": _SIZES.get(value, ""),
        "koszt": BAND_WORDS.get(value, ""),
        "nagroda": _("awarded"),
        "stan": _("in the archive") if value == ARCHIVED else _("current descriptions"),
    }
    return str(named.get(facet) or value)
