"""Series of one unit for pages of other contexts: numbers with what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from miara.cube.definitions import Indicator
from miara.cube.flags import BREAK_BEFORE, has_number
from miara.cube.periods import Frequency
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.indicator_values import Plane
from miara.indicators.queries.unit_known import plane_of_unit
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units

__all__ = ["SeriesOfUnit", "YearValue", "series_of_unit"]


@dataclass(frozen=True, slots=True)
class YearValue:
    """A number of one year; ``lower`` and ``upper`` bound its 95 % interval.

    ``broken`` says that earlier numbers cannot be compared with it.
    """

    year: int
    value: float
    lower: float | None
    upper: float | None
    broken: bool


@dataclass(frozen=True, slots=True)
class SeriesOfUnit:
    """An indicator of a unit by calendar years, only those with a number.

    Attributes
    ----------
    decimals
        Places after the comma with which the indicator is shown.
    symbol_pl, symbol_en
        Written after a number; empty when it stands alone.
    polarity
        ``up``, ``down``, ``range`` or ``none``: which way is better.
    vintage
        Id of the vintage that the numbers come from.
    """

    code: str
    title_pl: str
    title_en: str
    domain: str
    decimals: int
    symbol_pl: str
    symbol_en: str
    polarity: str
    vintage: str
    years: tuple[YearValue, ...]


def series_of_unit(uid: str, codes: Iterable[str]) -> dict[str, SeriesOfUnit]:
    """Yearly series by code in the vintage that is served; one query.

    An indicator that is known but has no number for the unit comes with no years;
    unknown codes are left out.
    """
    known = definitions().indicators
    wanted = [code for code in dict.fromkeys(codes) if code in known]
    if not wanted:
        return {}
    row, unit = served_vintage(), units.unit_by_uid(uid)
    if row is None or unit is None:
        return {code: _series(known[code], "", ()) for code in wanted}
    vintage = open_vintage(row)
    found = {}
    for code in wanted:
        place = plane_of_unit(vintage, code, unit)
        years = _years(*place) if place else ()
        found[code] = _series(known[code], row.vintage_id, years)
    return found


def _series(
    definition: Indicator, vintage: str, years: tuple[YearValue, ...]
) -> SeriesOfUnit:
    measure = definitions().units_of_measure[definition.unit_of_measure]
    return SeriesOfUnit(
        code=definition.code,
        title_pl=definition.title.pl,
        title_en=definition.title.en,
        domain=definition.domain,
        decimals=definition.decimals,
        symbol_pl=measure.symbol.pl if measure.symbol else "",
        symbol_en=measure.symbol.en if measure.symbol else "",
        polarity=definition.polarity.value,
        vintage=vintage,
        years=years,
    )


def _years(here: Plane, unit: int) -> tuple[YearValue, ...]:
    flags = here.flags[:, unit]
    found = []
    for place in np.flatnonzero(has_number(flags)).tolist():
        period = here.periods[place]
        if period.frequency is not Frequency.YEAR:
            continue
        cell = here.cell(place, unit)
        if cell.value is not None:
            broken = bool(cell.flag & BREAK_BEFORE)
            year = period.start.year
            found.append(YearValue(year, cell.value, cell.lower, cell.upper, broken))
    return tuple(found)
