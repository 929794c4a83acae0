"""The map of practices: clusters by voivodeship or county, and the same as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.charts import Chart, Cluster, Clusters, clusters
from miara.charts.outline import extent_of
from miara.core.templatetags.miara import number
from miara.practices.domain.facets import COUNTY
from miara.practices.presenters.card import how_many
from miara.practices.presenters.links import list_path
from miara.search import public as search
from miara.units import public as units
from miara.units.public import Level, UnitFacts

__all__ = ["Places", "map_path", "places_of", "region_of", "shown_facet"]

REGION = "wojewodztwo"


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the list: an area with its practices, and the map of its parts."""

    name: str
    count_words: str
    url: str
    closer: str


@dataclass(frozen=True, slots=True)
class Places:
    """The drawing, None without boundaries, and the lines beside it."""

    chart: Chart | None
    lines: Sequence[Place]
    region: str
    elsewhere: str


def map_path(query: str = "") -> str:
    """The map, narrowed as a query string says."""
    path = reverse("sharing:map")
    return f"{path}?{query}" if query else path


def region_of(query: search.Query) -> UnitFacts | None:
    """The one voivodeship whose counties are shown; None for the whole country."""
    chosen = query.facets.get(REGION, ())
    regions = units.units_at(Level.VOIVODESHIP)
    if len(regions) == 1:
        return regions[0]
    if len(chosen) != 1:
        return None
    return next((unit for unit in regions if unit.code == chosen[0]), None)


def shown_facet(region: UnitFacts | None) -> str:
    """The facet whose values are the clusters."""
    return COUNTY if region else REGION


def places_of(found: search.Found, region: UnitFacts | None) -> Places:
    """Clusters of an answer that counted `shown_facet`."""
    facet = shown_facet(region)
    level = Level.COUNTY if region else Level.VOIVODESHIP
    areas = [unit for unit in units.units_at(level) if _is_in(unit, region)]
    counts = {value.value: value.count for value in found.facets.get(facet, ())}
    there = [(unit, counts.get(_code(unit, facet), 0)) for unit in areas]
    there = [(unit, count) for unit, count in there if count]
    there.sort(key=lambda row: (-row[1], row[0].code))
    chosen = bool(found.query.facets.get(facet))
    rest = 0 if chosen else found.total - sum(count for _unit, count in there)
    return Places(
        chart=_drawn(found.query, areas, there, region),
        lines=[
            Place(
                unit.full_name,
                how_many(count),
                _narrowed(found.query, facet, _code(unit, facet)),
                "" if region else map_path(_address(found.query, facet, unit.code)),
            )
            for unit, count in there
        ],
        region=region.full_name if region else "",
        elsewhere=how_many(rest) if rest > 0 else "",
    )


def _drawn(
    query: search.Query,
    areas: Sequence[UnitFacts],
    there: Sequence[tuple[UnitFacts, int]],
    region: UnitFacts | None,
) -> Chart | None:
    facet = shown_facet(region)
    shapes = units.shapes(Level.COUNTY if region else Level.VOIVODESHIP)
    if shapes is None:
        return None
    paths: Mapping[str, str] = {
        unit.uid: shapes.paths[unit.uid] for unit in areas if unit.uid in shapes.paths
    }
    if not paths:
        return None
    box = (0.0, 0.0, float(shapes.width), float(shapes.height))
    return clusters(
        Clusters(
            uid="practices",
            title=_("Practices by county") if region else _("Practices by voivodeship"),
            shapes=paths,
            clusters=[
                Cluster(
                    unit.uid,
                    count,
                    number(count),
                    f"{unit.full_name}: {how_many(count)}",
                    _narrowed(query, facet, _code(unit, facet)),
                )
                for unit, count in there
            ],
            view_box=extent_of(paths.values()) if region else box,
        )
    )


def _is_in(unit: UnitFacts, region: UnitFacts | None) -> bool:
    above = unit.voivodeship
    return region is None or (above is not None and above.code == region.code)


def _code(unit: UnitFacts, facet: str) -> str:
    return unit.county_code or unit.code if facet == COUNTY else unit.code


def _narrowed(query: search.Query, facet: str, value: str) -> str:
    """The list of the practices of one cluster."""
    return list_path(_address(query, facet, value))


def _address(query: search.Query, facet: str, value: str) -> str:
    narrowed = {**query.facets, facet: (value,)}
    return replace(query, page=1, sources=(), facets=narrowed).to_address()
