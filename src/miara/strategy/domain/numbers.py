"""Numbers as people type them, in Polish and English."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

__all__ = ["GAPS", "BadNumberError", "read_number", "read_with_margin"]

#: What people write in a cell where there is no number.
GAPS = frozenset({"", "-", "–", "—", "x", "bd", "b.d.", "b/d", "brak", "n/a", "."})
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?")
#: More than 14 digits before the comma do not fit the table.
_LONGEST = Decimal(10) ** 14


class BadNumberError(ValueError):
    """The text is no number."""


def read_number(text: str) -> Decimal | None:
    """A number, or None where the cell says that there is none.

    Raises
    ------
    BadNumberError
        When it is neither.

    Examples
    --------
    >>> read_number("1 234,50")
    Decimal('1234.50')
    >>> read_number("b.d.") is None
    True
    """
    bare = _SPACES.sub("", text).replace("−", "-").removesuffix("%")
    if bare.casefold() in GAPS:
        return None
    if not _PLAIN.fullmatch(bare):
        raise BadNumberError(text)
    try:
        number = Decimal(bare.replace(",", "."))
    except InvalidOperation as error:
        raise BadNumberError(text) from error
    if abs(number) >= _LONGEST:
        raise BadNumberError(text)
    return number


def read_with_margin(text: str) -> tuple[Decimal | None, Decimal | None]:
    """A number with its margin of error, when the cell brings one: ``77,3 ± 3,1``.

    Raises
    ------
    BadNumberError
        When either is no number, or the margin is negative or stands alone.

    Examples
    --------
    >>> read_with_margin("77,3 ± 3,1")
    (Decimal('77.3'), Decimal('3.1'))
    >>> read_with_margin("5")
    (Decimal('5'), None)
    """
    told, mark, half = text.partition("±")
    value = read_number(told)
    if not mark:
        return value, None
    margin = read_number(half)
    if value is None or margin is None or margin < 0:
        raise BadNumberError(text)
    return value, margin
