"""Indicators for other contexts."""

from miara.indicators.presenters.marked_series import MarkedSeries, figures_of_series
from miara.indicators.presenters.unit_told import ToldLine, ToldUnit, told_of_unit
from miara.indicators.queries.likes import Like, likes_of_unit
from miara.indicators.queries.names import names_of_indicators
from miara.indicators.queries.nature import is_fictional
from miara.indicators.queries.residents import residents_of
from miara.indicators.queries.unit_known import (
    KnownUntil,
    choices_of_unit,
    known_until,
)
from miara.indicators.queries.unit_series import (
    SeriesOfUnit,
    YearValue,
    series_of_unit,
)

__all__ = [
    "KnownUntil",
    "Like",
    "MarkedSeries",
    "SeriesOfUnit",
    "ToldLine",
    "ToldUnit",
    "YearValue",
    "choices_of_unit",
    "figures_of_series",
    "is_fictional",
    "known_until",
    "likes_of_unit",
    "names_of_indicators",
    "residents_of",
    "series_of_unit",
    "told_of_unit",
]
