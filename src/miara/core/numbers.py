"""Numbers, amounts and short words as Polish and English readers expect them.

Pure functions: charts and exports take them as arguments, templates through filters.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

__all__ = [
    "MISSING",
    "bind_short_words",
    "format_number",
    "format_percent",
    "format_pln",
    "format_signed",
]

Number: TypeAlias = int | float | Decimal

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
MINUS = "\u2212"
#: Wide enough for any float: the default context refuses more than 28 digits.
_WIDE = Context(prec=400)
#: What stands where there is no value.
MISSING = "–"


def format_number(value: Number | None, decimals: int = 0, language: str = "pl") -> str:
    """A number with grouped thousands, halves rounded away from zero.

    Parameters
    ----------
    value
        None and NaN give `MISSING`.
    decimals
        Places after the decimal sign, always shown.
    language
        ``pl``: decimal comma, narrow no-break spaces; otherwise point and commas.

    Examples
    --------
    >>> format_number(1234567.885, 2).replace(NARROW_NBSP, "_")
    '1_234_567,89'
    >>> format_number(-0.5, 1, "en").replace(MINUS, "-")
    '-0.5'
    >>> format_number(-0.04, 1)
    '0,0'
    """
    if value is None or not math.isfinite(value):
        return MISSING
    # str() of a float is its shortest decimal form: 2.675 rounds as people expect.
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    step = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(step, ROUND_HALF_UP, _WIDE)
    text = f"{abs(rounded):,f}"
    if language.startswith("pl"):
        text = text.replace(",", NARROW_NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def format_signed(value: Number | None, decimals: int = 0, language: str = "pl") -> str:
    """A change: with a plus when it grew; a change that rounds to zero has no sign.

    Examples
    --------
    >>> format_signed(2.25, 1)
    '+2,3'
    >>> format_signed(0.01, 1)
    '0,0'
    """
    text = format_number(value, decimals, language)
    zero = not any(character in text for character in "123456789")
    return text if zero or text.startswith(MINUS) else f"+{text}"


def format_percent(
    value: Number | None, decimals: int = 1, language: str = "pl"
) -> str:
    """A number that already is in per cent, with its sign.

    Examples
    --------
    >>> format_percent(12.34).replace(NBSP, "_")
    '12,3_%'
    >>> format_percent(12.34, language="en")
    '12.3%'
    """
    text = format_number(value, decimals, language)
    if text == MISSING:
        return text
    return f"{text}{NBSP}%" if language.startswith("pl") else f"{text}%"


def format_pln(value: Number | None, decimals: int = 0, language: str = "pl") -> str:
    """An amount in złoty.

    Examples
    --------
    >>> format_pln(1234567).replace(NARROW_NBSP, "_").replace(NBSP, "_")
    '1_234_567_zł'
    >>> format_pln(5, 2, "en").replace(NBSP, "_")
    'PLN_5.00'
    """
    text = format_number(value, decimals, language)
    if text == MISSING:
        return text
    return f"{text}{NBSP}zł" if language.startswith("pl") else f"PLN{NBSP}{text}"


_SHORT_WORD = re.compile(
    r"(?<![^\s(„\"'>\u00a0])"
    r"([aiouwzAIOUWZ]|(?:[Dd]o|[Oo]d|[Nn]a|[Pp]o|[Zz]a|[Zz]e|[Ww]e|[Kk]u|[Żż]e))"
    r"[ \t\n]+(?=\S)"
)
_AFTER_NUMBER = re.compile(r"(?<=\d)[ \t\n]+(?=(?:r\.|tys\.|mln|mld|zł|%)(?!\w))")


def bind_short_words(text: str) -> str:
    """Keep short Polish words with the next one, and "r." or "tys." with its number.

    No line then ends in a preposition, or begins with "r.".

    Examples
    --------
    >>> bind_short_words("Drogi w gminie i z powiatem od 2019 r.").replace(NBSP, "_")
    'Drogi w_gminie i_z_powiatem od_2019_r.'
    """
    return _AFTER_NUMBER.sub(NBSP, _SHORT_WORD.sub(rf"\1{NBSP}", text))
