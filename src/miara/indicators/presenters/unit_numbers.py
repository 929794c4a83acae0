"""Values of indicators as people read them."""

from collections.abc import Callable
from functools import lru_cache

from miara.charts import formats
from miara.cube.definitions import Indicator, UnitDefinition
from miara.indicators.queries.definitions import definitions

NBSP = "\u00a0"
Format = Callable[[float], str]


def value_format(indicator: Indicator, language: str) -> Format:
    """Writes a value with its unit: ``12,3 %``, ``2 800 zł na mieszkańca``."""
    return _format(indicator.unit_of_measure, indicator.decimals, language, False)


def difference_format(indicator: Indicator, language: str) -> Format:
    """Writes the size of a change; a change of a percentage is in points."""
    return _format(indicator.unit_of_measure, indicator.decimals, language, True)


def number_format(indicator: Indicator, language: str) -> Format:
    """Writes a bare number with the decimals of the indicator."""
    return formats.numbers(language, indicator.decimals)


def rounds_to_zero(value: float, indicator: Indicator) -> bool:
    """Whether a change is too small to be seen with the decimals shown."""
    return abs(value) < 0.5 * 10**-indicator.decimals


@lru_cache(maxsize=256)
def _format(measure: str, decimals: int, language: str, is_difference: bool) -> Format:
    unit = definitions().units_of_measure[measure]
    if unit.style == "percent":
        if is_difference:
            points = definitions().units_of_measure.get("PERCENTAGE_POINT")
            return _with_symbol(points or unit, decimals, language)
        return formats.percents(language, decimals)
    if unit.style == "money" and unit.powers == {"PLN": 1} and unit.scale == "1":
        return formats.moneys(language, decimals)
    return _with_symbol(unit, decimals, language)


def _with_symbol(unit: UnitDefinition, decimals: int, language: str) -> Format:
    symbol = unit.symbol.in_language(language) if unit.symbol else ""
    plain = formats.numbers(language, decimals)
    if not symbol:
        return plain

    def show(value: float) -> str:
        text = plain(value)
        return text if text == formats.NOTHING else f"{text}{NBSP}{symbol}"

    return show


def symbol_of(indicator: Indicator, language: str) -> str:
    """The unit of measure in a word or two, empty when the number stands alone."""
    unit = definitions().units_of_measure[indicator.unit_of_measure]
    return unit.symbol.in_language(language) if unit.symbol else ""
