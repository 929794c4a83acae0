"""Values of indicators as people read them."""

from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import pgettext

from miara.charts import formats
from miara.cube.definitions import Indicator
from miara.indicators.queries.definitions import definitions

NBSP = "\u00a0"
Format = Callable[[float], str]


def value_format(indicator: Indicator, language: str) -> Format:
    """Writes a value with its unit: ``12,3 %``, ``2 800 zł na mieszkańca``."""
    return _format(indicator.unit_of_measure, indicator.decimals, language)


def difference_format(indicator: Indicator, language: str) -> Format:
    """Writes the size of a change; a change of a percentage is in points."""
    if definitions().units_of_measure[indicator.unit_of_measure].style == "percent":
        return _with_symbol(pgettext("unit", "pp"), indicator.decimals, language)
    return value_format(indicator, language)


def number_format(indicator: Indicator, language: str) -> Format:
    """Writes a bare number with the decimals of the indicator."""
    return formats.numbers(language, indicator.decimals)


def rounds_to_zero(value: float, indicator: Indicator) -> bool:
    """Whether a change is too small to be seen with the decimals shown."""
    return abs(value) < 0.5 * 10**-indicator.decimals


@lru_cache(maxsize=256)
def _format(measure: str, decimals: int, language: str) -> Format:
    unit = definitions().units_of_measure[measure]
    if unit.style == "percent":
        return formats.percents(language, decimals)
    if unit.style == "money" and unit.powers == {"PLN": 1} and unit.scale == "1":
        return formats.moneys(language, decimals)
    symbol = unit.symbol.in_language(language) if unit.symbol else ""
    return _with_symbol(symbol, decimals, language)


def _with_symbol(symbol: str, decimals: int, language: str) -> Format:
    plain = formats.numbers(language, decimals)
    if not symbol:
        return plain

    def show(value: float) -> str:
        text = plain(value)
        return text if text == formats.NOTHING else f"{text}{NBSP}{symbol}"

    return show
