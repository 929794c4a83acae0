"""The map of practices."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miara.practices.domain.facets import COUNTY, FACETS
from miara.practices.enums import SOURCE
from miara.practices.presenters import listing
from miara.practices.presenters import places as maps
from miara.practices.presenters.card import how_many
from miara.practices.presenters.links import list_path
from miara.search import public as search


@require_safe
def practice_map(request: HttpRequest) -> HttpResponse:
    """Practices that fit a question, by place: the filters are those of the list."""
    query = search.Query.from_address(
        request.META.get("QUERY_STRING", ""), facets=FACETS, sources=(SOURCE,)
    )
    region = maps.region_of(query)
    shown = tuple(name for name in listing.FACET_NAMES if name != COUNTY)
    counted = (*shown, maps.shown_facet(region)) if region else shown
    found = search.find(replace(query, page=1, size=1, counted=counted), passages=False)
    boxes = listing.facet_boxes(found, maps.map_path)
    return render(
        request,
        "practices/map.html",
        {
            "query": query,
            "places": maps.places_of(found, region),
            "count_words": how_many(found.total),
            "boxes": boxes,
            "everything": maps.map_path(),
            "chosen": [
                choice for box in boxes for choice in box["choices"] if choice.is_chosen
            ],
            "list_url": list_path(replace(query, page=1, sources=()).to_address()),
            "notices": search.notices(found),
        },
    )
