"""Series of units with a day marked on them, for pages of other contexts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from miara.cube.register import Level
from miara.cube.store import Vintage
from miara.indicators.presenters.chart_cache import time_figure
from miara.indicators.presenters.chart_indicator import Subject
from miara.indicators.queries.unit_known import plane_of_unit
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = ["MarkedSeries", "SeriesFigure", "figures_of_series"]


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


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A time line laid out, of whom it is, and the page with more about it."""

    unit: str
    title: str
    html: SafeString
    url: str


def figures_of_series(wanted: Iterable[MarkedSeries]) -> list[SeriesFigure]:
    """Time lines with sentence and table; nothing is said about what the start did.

    Series without two numbers are left out. Two queries; what was laid out is kept
    while what it follows from stays the same.
    """
    asked = list(wanted)
    row = served_vintage() if asked else None
    if row is None:
        return []
    vintage, register = open_vintage(row), units.register_digest()
    found = []
    for each in asked:
        subject = _subject(vintage, each)
        figure = time_figure(row, subject, register) if subject else None
        if figure is not None:
            page = reverse("indicators:indicator", args=[each.indicator])
            found.append(
                SeriesFigure(
                    unit=each.unit.title,
                    title=figure.title,
                    html=figure.html,
                    url=f"{page}?j={each.unit.code}",
                )
            )
    return found


def _subject(vintage: Vintage, asked: MarkedSeries) -> Subject | None:
    place = plane_of_unit(vintage, asked.indicator, asked.unit)
    if place is None:
        return None
    here, unit = place
    is_town = Level.MUNICIPALITY in asked.unit.levels
    return Subject(
        vintage=vintage,
        here=here,
        period=here.newest,
        unit=unit,
        uid=asked.unit.uid,
        name=asked.unit.name if is_town else asked.unit.title,
        short=asked.unit.name,
        start=asked.start,
        tag=asked.tag,
    )
