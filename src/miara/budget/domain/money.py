"""Money in whole grosze: reading amounts, and dividing them without losing one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

__all__ = ["MOST", "Cell", "NotAnAmount", "amount", "split", "to_zloty"]

Cell: TypeAlias = object | None

#: Ten trillion złoty: more than all budgets together, and far below what 64 bits hold.
MOST: Final = 10**15
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")
_CURRENCY: Final = re.compile(r"(?:zł|PLN)$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: Of so many digits all are below `MOST`; longer numbers go the slow way.
_PLAIN: Final = re.compile(r"([+-]?)(\d{1,13})(?:[.,](\d{1,2}))?", re.ASCII)
_DASHES: Final = frozenset({"", "-", "–", "—"})


class NotAnAmount(ValueError):
    """The cell holds no amount that could be meant in one way only."""


def amount(cell: Cell) -> int:
    """An amount of a report in grosze.

    An empty cell and a dash are zero, as in reports of budgets. Spaces of any width
    separate thousands; the decimal sign is a comma or a point.

    Raises
    ------
    NotAnAmount
        For words, for parts of a grosz, and for ``1.234``: nobody can tell whether a
        thousand is meant.

    Examples
    --------
    >>> amount("1 234 567,89"), amount("-12.5"), amount(None), amount(10.1)
    (123456789, -1250, 0, 1010)
    """
    if isinstance(cell, str):
        return _of_text(cell)
    if cell is None or isinstance(cell, bool):
        return _none(cell)
    if isinstance(cell, int):
        return _whole(Decimal(cell), cell)
    if isinstance(cell, float | Decimal):
        # The shortest decimal form of a float is what the sheet shows: 10.1, not
        # 10.0999…; sums made by a spreadsheet carry noise after the eighth place.
        return _whole(round(Decimal(str(cell)), 6), cell)
    return _of_text(str(cell))


def to_zloty(grosze: int) -> Decimal:
    """Grosze as złoty with two places.

    >>> to_zloty(-5), to_zloty(123456)
    (Decimal('-0.05'), Decimal('1234.56'))
    """
    return Decimal(grosze).scaleb(-2)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount by weights so that the parts add up to it exactly.

    Each part gets the whole grosze of its share, and the grosze left go to those with
    the largest remainders, earlier parts first. A negative amount is divided like its
    opposite.

    Parameters
    ----------
    total
        Grosze.
    weights
        Not negative, at least one above zero.

    Raises
    ------
    ValueError
        When no weight is above zero, or one is below.

    Examples
    --------
    >>> split(100, [1, 1, 1]), split(-100, [1, 1, 1]), split(5, [0, 7])
    ([34, 33, 33], [-34, -33, -33], [0, 5])
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        msg = f"weights {list(weights)!r} divide nothing"
        raise ValueError(msg)
    sign, size = (-1, -total) if total < 0 else (1, total)
    parts = [size * weight // whole for weight in weights]
    left = size - sum(parts)
    order = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for place in order[:left]:
        parts[place] += 1
    return [sign * part for part in parts]


def _of_text(text: str) -> int:
    # Nearly every cell of a ledger is plain: the first question is a fifth of the work.
    found = _PLAIN.fullmatch(text)
    if found is None:
        told = _CURRENCY.sub("", _SPACES.sub("", text)).replace("\u2212", "-")
        if told in _DASHES:
            return 0
        if _NUMBER.fullmatch(told) is None:
            raise NotAnAmount(text)
        found = _PLAIN.fullmatch(told)
        if found is None:
            return _whole(_decimal(told), text)
    sign, zloty, places = found.groups("")
    grosze = int(zloty) * 100 + (int(places.ljust(2, "0")) if places else 0)
    return -grosze if sign == "-" else grosze


def _none(cell: Cell) -> int:
    if cell is None:
        return 0
    raise NotAnAmount(str(cell))


def _decimal(text: str) -> Decimal:
    _whole_part, _sign, places = text.replace(",", ".").partition(".")
    if len(places) == 3:
        raise NotAnAmount(text)
    return Decimal(text.replace(",", "."))


def _whole(value: Decimal, cell: Cell) -> int:
    try:
        grosze = value.scaleb(2)
        if grosze != grosze.to_integral_value() or abs(grosze) > MOST:
            raise NotAnAmount(str(cell))
    except InvalidOperation as error:
        raise NotAnAmount(str(cell)) from error
    return int(grosze)
