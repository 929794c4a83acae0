"""Similar units: with whom a unit is compared, and why."""

from math import isnan
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from ninja import Query, Router

from miara.core.api.parameters import strict
from miara.core.api.serving import csv_response, json_response
from miara.cube.register import Level
from miara.cube.store import Peers, Vintage
from miara.indicators.api import schemas
from miara.indicators.api.parameters import PeersQuery
from miara.indicators.api.problems import ApiProblem, closest
from miara.indicators.api.registry import Named, named_unit
from miara.indicators.api.values import ERRORS, known_vintage
from miara.indicators.queries.definitions import definitions
from miara.units import public as units

router = Router(tags=[gettext_noop("Similar units")])


@router.get(
    "peers/{code}",
    response={200: schemas.PeerList, **ERRORS},
    summary=gettext_noop("Similar units"),
    description=gettext_noop(
        "The units most like one unit by structure, never by performance, with the "
        "standardised difference of every feature."
    ),
)
def peer_list(
    request: HttpRequest, code: str, query: Query[PeersQuery]
) -> HttpResponse:
    """Units most like one unit."""
    strict(request, PeersQuery)
    return json_response(_answer(code, query))


@router.get(
    "peers/{code}.csv",
    response={200: str, **ERRORS},
    summary=gettext_noop("Similar units as a table"),
    description=gettext_noop("The same as a CSV file, one column a feature."),
)
def peer_table(
    request: HttpRequest, code: str, query: Query[PeersQuery]
) -> HttpResponse:
    """The same list as CSV."""
    strict(request, PeersQuery)
    found = _answer(code, query)
    columns = ("code", "name", "distance", *found["features"])
    rows = [
        [
            item["code"],
            item["name"],
            item["distance"],
            *(item["differences"][name] for name in found["features"]),
        ]
        for item in found["items"]
    ]
    return csv_response(
        f"peers-{found['unit']['code']}", columns, rows, total=len(rows)
    )


def _answer(code: str, query: PeersQuery) -> dict[str, Any]:
    topics = definitions().topics
    if query.topic not in topics:
        raise ApiProblem(
            "unknown-topic",
            detail=_("No comparison topic has the code “%(code)s”.")
            % {"code": query.topic[:60]},
            parameter="topic",
            remedy=_("Give one of: %(names)s.") % {"names": ", ".join(topics)},
            nearest=closest(query.topic, topics),
        )
    asked = known_vintage(query.as_of)
    named = named_unit(units.register(), code, parameter="code")
    level = _level(named, query.level)
    peers = asked.vintage.peers(level, query.topic, query.year)
    place = _place(asked.vintage, level, named.unit.uid)
    if peers is None or place is None:
        raise _no_list(asked.vintage, level, query)
    items = _items(asked.vintage, level, peers, place)
    return {
        "unit": {
            "code": named.unit.code,
            "name": named.unit.name,
            "level": str(level),
        },
        "topic": query.topic,
        "topic_title": topics[query.topic].title.in_language(get_language() or "pl"),
        "year": peers.year,
        "vintage": asked.vintage.id,
        "lonely": bool(peers.lonely[place]),
        "features": list(peers.features),
        "count": len(items),
        "items": items,
    }


def _level(named: Named, asked: str | None) -> Level:
    levels = named.unit.levels
    if asked is None:
        return Level.COUNTY if named.as_county else levels[0]
    if Level(asked) not in levels:
        raise ApiProblem(
            "invalid-parameter",
            detail=_("The unit %(name)s does not act at the level %(level)s.")
            % {"name": named.unit.name, "level": asked},
            parameter="level",
            remedy=_("Give one of: %(names)s.") % {"names": ", ".join(levels)},
        )
    return Level(asked)


def _place(vintage: Vintage, level: Level, uid: str) -> int | None:
    block = vintage.block(level)
    return None if block is None else block.index_of_unit.get(uid)


def _no_list(vintage: Vintage, level: Level, query: PeersQuery) -> ApiProblem:
    years = [str(year) for year in vintage.peer_years(level, query.topic)]
    return ApiProblem(
        "no-peers",
        detail=_("There is no list of similar units for this level, topic and year."),
        parameter="year" if query.year is not None else "",
        remedy=(
            _("Years with lists: %(years)s.") % {"years": ", ".join(years)}
            if years
            else _("Ask for another topic or level.")
        ),
    )


def _items(
    vintage: Vintage, level: Level, peers: Peers, place: int
) -> list[dict[str, Any]]:
    block = vintage.block(level)
    assert block is not None, level
    near = [
        (column, int(neighbour))
        for column, neighbour in enumerate(peers.neighbour[place])
        if neighbour >= 0
    ]
    facts = units.units_by_uid(block.units[neighbour] for _column, neighbour in near)
    found = []
    for column, neighbour in near:
        uid = block.units[neighbour]
        differences = peers.difference[place, column].astype(float).round(4).tolist()
        found.append(
            {
                "code": vintage.code_of_unit[uid],
                "name": facts[uid].name if uid in facts else vintage.code_of_unit[uid],
                "distance": round(float(peers.distance[place, column]), 4),
                "differences": {
                    name: None if isnan(value) else value
                    for name, value in zip(peers.features, differences, strict=True)
                },
            }
        )
    return found
