"""Units: lists and single ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from ninja import Query, Router

from miara.core.api.parameters import strict
from miara.core.api.serving import csv_response, flat, json_response, page
from miara.cube.register import Level
from miara.indicators.api import schemas
from miara.indicators.api.parameters import UnitQuery, UnitsQuery
from miara.indicators.api.registry import (
    abolished_unit,
    unit_item,
    unknown_unit,
)
from miara.units import public as units

router = Router(tags=[gettext_noop("Units")])
LEVELS: Final = (Level.MUNICIPALITY, Level.COUNTY, Level.VOIVODESHIP)
COLUMNS: Final = (
    "code", "county_code", "name", "full_name", "type", "type_name", "levels", "url",
)  # fmt: skip
TABLE_COLUMNS: Final = (*COLUMNS, "county", "voivodeship")
_FOUND: Final = 5000  # more than there are units: everything that fits


@router.get(
    "units",
    response={200: schemas.UnitPage, 400: schemas.Problem},
    summary=gettext_noop("List of units"),
    description=gettext_noop(
        "Every unit that acts at the level on the day, in Polish alphabetical order, "
        "or the ones that fit a search, the best first."
    ),
)
def unit_list(request: HttpRequest, query: Query[UnitsQuery]) -> HttpResponse:
    """Units of a level, or found by name."""
    strict(request, UnitsQuery)
    found = _chosen(query)
    shown = page(request, found, limit=query.limit, offset=query.offset)
    shown["items"] = [unit_item(facts) for facts in shown["items"]]
    return json_response(shown)


@router.get(
    "units.csv",
    response={200: str, 400: schemas.Problem},
    summary=gettext_noop("List of units as a table"),
    description=gettext_noop("The same as a CSV file; parents as codes."),
)
def unit_table(request: HttpRequest, query: Query[UnitsQuery]) -> HttpResponse:
    """The same list as CSV."""
    strict(request, UnitsQuery)
    found = _chosen(query)
    limit = query.limit if "limit" in request.GET else len(found)
    part = found[query.offset : query.offset + limit]
    return csv_response(
        "units", TABLE_COLUMNS, [_row(facts) for facts in part], total=len(found)
    )


@router.get(
    "units/{code}",
    response={
        200: schemas.UnitDetail,
        308: None,
        400: schemas.Problem,
        404: schemas.Problem,
        410: schemas.Problem,
    },
    summary=gettext_noop("One unit"),
    description=gettext_noop(
        "A unit with its history. The county code of a city with county rights and a "
        "code of seven digits lead to the code of six (308); an abolished unit "
        "answers 410 with its successors."
    ),
)
def unit_detail(
    request: HttpRequest, code: str, query: Query[UnitQuery]
) -> HttpResponse:
    """One unit on a day."""
    strict(request, UnitQuery)
    facts = units.unit_by_code(code, query.on) if code.isascii() else None
    if facts is None:
        raise unknown_unit(units.register(), code)
    if not facts.exists:
        raise abolished_unit(facts.uid, code)
    if facts.code != code:
        return _moved(request, facts.code)
    return json_response(
        {
            **unit_item(facts),
            "since": facts.since,
            "exists": facts.exists,
            "until": facts.until,
            "history": [_event(event) for event in units.history_of(facts.uid)],
        }
    )


def _chosen(query: UnitsQuery) -> Sequence[units.UnitFacts]:
    level = Level(query.level) if query.level else None
    if query.search.strip():
        return _searched(query.search, level, query.on)
    if level is not None:
        return units.units_at(level, query.on)
    known: dict[str, units.UnitFacts] = {}
    for each in LEVELS:
        known.update((facts.uid, facts) for facts in units.units_at(each, query.on))
    return sorted(known.values(), key=lambda facts: facts.code)


def _searched(
    text: str, level: Level | None, on: date | None
) -> Sequence[units.UnitFacts]:
    found = units.search(
        text, level=level, limit=_FOUND, on=on, language=get_language() or "pl"
    )
    return [match.unit for match in found if match.unit.exists]


def _row(facts: units.UnitFacts) -> list[Any]:
    above = (facts.county, facts.voivodeship)
    return [
        *flat(unit_item(facts), COLUMNS),
        *(parent.code if parent else "" for parent in above),
    ]


def _moved(request: HttpRequest, code: str) -> HttpResponse:
    """308 to the unit's own code, the question kept."""
    base = request.path.rpartition("/")[0]
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=308)
    response.headers["Location"] = f"{base}/{quote(code)}" + (
        f"?{query}" if query else ""
    )
    return response


def _event(event: units.UnitEventFacts) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "after": event.after,
        "not_later_than": event.not_later_than,
        "sentence": event.sentence,
        "act": f"{event.act.title} ({event.act.journal})" if event.act else None,
        "confirmed": event.confirmed,
    }
