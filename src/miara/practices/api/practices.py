"""Practices: the list that the page shows, and single ones."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from ninja import Query, Router

from miara.core.api.parameters import strict
from miara.core.api.problems import ApiProblem, Kind, add_kinds
from miara.core.api.schemas import PlainProblem
from miara.core.api.serving import json_response, next_page, tagged
from miara.practices.api import schemas
from miara.practices.api.schemas import PracticeQuery, PracticesQuery
from miara.practices.domain.addresses import number_of
from miara.practices.domain.costs import band_of, sums_of
from miara.practices.domain.freshness import freshness_of
from miara.practices.enums import SOURCE
from miara.practices.exports import records
from miara.practices.found import ARCHIVED, CURRENT
from miara.practices.models import PracticeCard
from miara.practices.presenters.links import card_path
from miara.practices.presenters.words import domain_name, section_name
from miara.practices.queries.cards import (
    WholeCard,
    cards_with_keys,
    was_public,
    whole_card,
)
from miara.search import public as search
from miara.units import public as units

router = Router(tags=[gettext_noop("Good practices")])

add_kinds(
    Kind("unknown-practice", 404, gettext_lazy("There is no practice of this number")),
    Kind(
        "withdrawn-practice",
        410,
        gettext_lazy("This practice is no longer in the base"),
    ),
)

_KINDS: Final = {
    "urban": units.Kind.URBAN,
    "rural": units.Kind.RURAL,
    "urban_rural": units.Kind.URBAN_RURAL,
    "city": units.Kind.CITY,
    "county": units.Kind.COUNTY,
    "voivodeship": units.Kind.VOIVODESHIP,
}
_STATES: Final = {"current": CURRENT, "archived": ARCHIVED}
_ORDERS: Final = {"relevance": search.Order.RELEVANCE, "date": search.Order.DATE}


@router.get(
    "practices",
    response={200: schemas.PracticePage, 400: PlainProblem},
    summary=gettext_noop("List of good practices"),
    description=gettext_noop(
        "Public descriptions that fit words and filters, archived ones too; the same "
        "as the page of practices finds."
    ),
)
def practice_list(request: HttpRequest, query: Query[PracticesQuery]) -> HttpResponse:
    """Practices of a question."""
    strict(request, PracticesQuery)
    if query.offset % query.limit:
        raise ApiProblem(
            "invalid-parameter",
            detail=_("The offset is not a whole number of pages."),
            parameter="offset",
            remedy=_("Give a multiple of the limit."),
        )
    found = search.find(_question(query), passages=False)
    here = cards_with_keys(found.keys)
    known = units.units_by_uid({card.unit_uid for card in here.values()} - {""})
    today = _today(request)
    content = {
        "count": found.total,
        "next": next_page(
            request, limit=query.limit, offset=query.offset, total=found.total
        ),
        "items": [_item(here[key], known, today) for key in found.keys if key in here],
    }
    return tagged(request, json_response(content))


@router.get(
    "practices/{number}",
    response={
        200: schemas.PracticeDetail,
        308: None,
        400: PlainProblem,
        404: PlainProblem,
        410: PlainProblem,
    },
    summary=gettext_noop("One good practice"),
    description=gettext_noop(
        "A description with its texts, numbers and costs; people are not in it. An "
        "archived one stays, with its day and reason; one that was taken out of the "
        "base answers 410. A number followed by words leads to the number (308)."
    ),
)
def practice_detail(
    request: HttpRequest, number: str, query: Query[PracticeQuery]
) -> HttpResponse:
    """One practice."""
    strict(request, PracticeQuery)
    key = number_of(number)
    whole = whole_card(key) if key is not None else None
    if whole is None or key is None:
        raise _nothing(number, key)
    if number != str(key):
        return _moved(request, key)
    uids = {whole.card.unit_uid, *(row.unit_uid for row in whole.partners)} - {""}
    content = _detail(whole, units.units_by_uid(uids), _today(request))
    return tagged(request, json_response(content))


def _question(query: PracticesQuery) -> search.Query:
    facets: dict[str, Sequence[str]] = {
        "dzial": query.section,
        "dziedzina": query.domain,
        "rodzaj": [_KINDS[name].value for name in query.unit_type],
        "wielkosc": query.size,
        "wojewodztwo": query.voivodeship,
        "rok": query.year,
        "nagroda": ["tak"] if query.awarded else [],
        "koszt": query.cost,
        "stan": [_STATES[query.state]] if query.state else [],
    }
    return search.Query(
        text=query.search,
        sources=(SOURCE,),
        facets={name: tuple(values) for name, values in facets.items()},
        order=_ORDERS[query.order],
        page=query.offset // query.limit + 1,
        size=query.limit,
        counted=(),
    )


def _item(
    card: PracticeCard, known: Mapping[str, units.UnitFacts], today: date
) -> dict[str, Any]:
    item = records.short_record(card)
    freshness = freshness_of(
        card.life.confirmed_on, today, is_archived=bool(card.life.archived_on)
    )
    return {
        **item,
        "url": settings.MIARA_SITE_URL + _localised(card_path(card.pk, card.title)),
        "unit": _unit(known.get(card.unit_uid)),
        "section_name": section_name(card.section),
        "domain_name": domain_name(card.domain),
        "freshness": freshness.value,
    }


def _detail(
    whole: WholeCard, known: Mapping[str, units.UnitFacts], today: date
) -> dict[str, Any]:
    card = whole.card
    costs = [(cost.kind, cost.amount) for cost in whole.costs]
    detail = records.whole_record(whole) | _item(card, known, today)
    for row in detail["partners"]:
        row["unit"] = _unit(known.get(row["unit"]))
    return detail | {
        "title_en": card.title_en,
        "summary_en": card.summary_en,
        "archived_for": card.life.archived_for,
        "cost_band": band_of(sums_of(costs)).value,
    }


def _unit(facts: units.UnitFacts | None) -> dict[str, str] | None:
    if facts is None:
        return None
    path = _localised(f"/jednostki/{facts.address}/")
    return {
        "code": facts.code,
        "name": facts.full_name,
        "url": settings.MIARA_SITE_URL + path,
    }


def _localised(path: str) -> str:
    """The path in the language of the answer."""
    english = (get_language() or "pl").startswith("en")
    return f"/en{path}" if english and not path.startswith("/en/") else path


def _nothing(number: str, key: int | None) -> ApiProblem:
    if key is not None and was_public(key):
        return ApiProblem(
            "withdrawn-practice",
            detail=_("Practice no. %(number)s was taken out of the base.")
            % {"number": key},
            remedy=_("Look for another one in the list of practices."),
        )
    return ApiProblem(
        "unknown-practice",
        detail=_("There is no practice no. %(number)s.") % {"number": number[:40]},
        remedy=_("Take the number from the list of practices."),
    )


def _moved(request: HttpRequest, key: int) -> HttpResponse:
    base = request.path.rpartition("/")[0]
    query = request.META.get("QUERY_STRING", "")
    location = f"{base}/{quote(str(key))}" + (f"?{query}" if query else "")
    return HttpResponse(status=308, headers={"Location": location})


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)  # type: ignore[attr-defined]
