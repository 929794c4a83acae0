"""Numbers as people read them, in Polish and in English.

A chart takes a callable from a number to its text; the ones made here are the
same that tables and sentences use, so a value is rounded alike everywhere.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

Number = Callable[[float], str]

NARROW: Final = "\u202f"  # narrow no-break space
MINUS: Final = "\u2212"
NOTHING: Final = "\u2013"
_PRECISE: Final = Context(prec=400)  # enough for the greatest float


@dataclass(frozen=True, slots=True)
class Locale:
    """Marks of one language."""

    decimal: str
    thousand: str
    percent: str  # what stands between a number and its suffix is part of it
    money: str
    per: str


LOCALES: Final = {
    "pl": Locale(
        decimal=",",
        thousand=NARROW,
        percent="{}\u00a0%",
        money="{}\u00a0zł",
        per="{} na {}",
    ),
    "en": Locale(
        decimal=".", thousand=",", percent="{}%", money="PLN\u00a0{}", per="{} per {}"
    ),
}


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number with thousands apart; an en dash when there is none.

    >>> number(1234567.891, "pl", 1)
    '1\\u202f234\\u202f567,9'
    >>> number(-1234.5, "en", 2), number(float("nan"), "pl")
    ('−1,234.50', '–')
    """
    if not math.isfinite(value):
        return NOTHING
    marks = LOCALES[language]
    text = f"{_rounded(abs(value), decimals):,.{decimals}f}"
    whole, _dot, rest = text.partition(".")
    sign = MINUS if value < 0 and text.strip("0.,") else ""
    rest = marks.decimal + rest if rest else ""
    return sign + whole.replace(",", marks.thousand) + rest


def _rounded(value: float, decimals: int) -> Decimal:
    """Half goes up, on the digits people see: 0.285 becomes 0.29."""
    return Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_PRECISE
    )


def percent(value: float, language: str, decimals: int = 1) -> str:
    """A value that already is in percent.

    >>> percent(12.345, "pl"), percent(12.345, "en")
    ('12,3\\xa0%', '12.3%')
    """
    return _dressed(LOCALES[language].percent, number(value, language, decimals))


def money(value: float, language: str, decimals: int = 0) -> str:
    """Złoty.

    >>> money(1234567, "pl"), money(1234567, "en")
    ('1\\u202f234\\u202f567\\xa0zł', 'PLN\\xa01,234,567')
    """
    return _dressed(LOCALES[language].money, number(value, language, decimals))


def per(value: float, base: int, language: str, decimals: int = 1) -> str:
    """A rate.

    >>> per(3.25, 1000, "pl"), per(3.25, 1000, "en")
    ('3,3 na 1\\u202f000', '3.3 per 1,000')
    """
    text = number(value, language, decimals)
    if text == NOTHING:
        return text
    return LOCALES[language].per.format(text, number(base, language))


def _dressed(pattern: str, text: str) -> str:
    return text if text == NOTHING else pattern.format(text)


def numbers(language: str, decimals: int = 0) -> Number:
    """Plain numbers as a callable for a chart."""
    return lambda value: number(value, language, decimals)


def percents(language: str, decimals: int = 1) -> Number:
    """Percents as a callable for a chart."""
    return lambda value: percent(value, language, decimals)


def moneys(language: str, decimals: int = 0) -> Number:
    """Złoty as a callable for a chart."""
    return lambda value: money(value, language, decimals)


def decimals_for(step: float) -> int:
    """Places after the comma that tell apart ticks ``step`` from each other.

    >>> decimals_for(0.25), decimals_for(5), decimals_for(0.1)
    (2, 0, 1)
    """
    if not math.isfinite(step) or step <= 0:
        return 0
    for places in range(7):
        if math.isclose(step * 10**places, round(step * 10**places), rel_tol=1e-9):
            return places
    return 6
