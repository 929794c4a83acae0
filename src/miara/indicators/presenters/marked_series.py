"""Series of units with a day marked on them, for pages of other contexts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from miara.cube.register import Level
from miara.indicators.presenters.chart_cache import time_figure
from miara.indicators.presenters.chart_indicator import Subject
from miara.indicators.queries.unit_known import plane_of_unit
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = ["MarkedSeries", "figures_of_series"]


@dataclass(frozen=True, slots=True)
class MarkedSeries:
    """An indicator of a unit, and the day on which something of the unit began.

    Attributes
    ----------
    tag
        Unique on the page: it tells pictures of the same indicator apart.
    """

    unit: UnitFacts
    indicator: str
    start: date | None
    tag: str


def figures_of_series(wanted: Iterable[MarkedSeries]) -> list[dict[str, Any]]:
    """Time lines for ``components/figure.html``, each with its ``url`` and ``unit``.

    Series without two numbers are left out. Nothing is said about what the start did.
    Two queries; drawn charts are kept while what they follow from stays the same.
    """
    asked = list(wanted)
    row = served_vintage() if asked else None
    if row is None:
        return []
    vintage, register = open_vintage(row), units.register_digest()
    found = []
    for each in asked:
        place = plane_of_unit(vintage, each.indicator, each.unit)
        if place is None:
            continue
        here, unit = place
        is_town = Level.MUNICIPALITY in each.unit.levels
        subject = Subject(
            vintage=vintage,
            here=here,
            period=here.newest,
            unit=unit,
            uid=each.unit.uid,
            name=each.unit.name if is_town else each.unit.title,
            short=each.unit.name,
            start=each.start,
            tag=each.tag,
        )
        figure = time_figure(row, subject, register)
        if figure is not None:
            page = reverse("indicators:indicator", args=[each.indicator])
            found.append(
                {
                    **figure,
                    "unit": each.unit.title,
                    "url": f"{page}?j={each.unit.code}",
                }
            )
    return found
