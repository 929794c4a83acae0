"""Traces of personal data in a text that everybody is going to read."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

__all__ = ["Trace", "traces_in"]

_EMAIL: Final = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[a-z]{2,}", re.IGNORECASE)
_ELEVEN: Final = re.compile(r"(?<!\d)\d{11}(?!\d)")
_NINE: Final = re.compile(
    r"(?<![\d,./])(?<!\d\s)(?:\+48[\s-]?)?(?:\d{3}([\s-]?)\d{3}\1\d{3}|\d{2}[\s-]\d{3}[\s-]\d{2}"
    r"[\s-]\d{2})(?![\d,./]*\d)(?!\s*(?:zł|tys|mln|PLN))"
)
_WEIGHTS: Final = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)


class Trace(StrEnum):
    """What kind of personal data a text seems to hold."""

    EMAIL = "EMAIL"
    PESEL = "PESEL"
    PHONE = "PHONE"


def traces_in(text: str) -> list[Trace]:
    """What a text seems to hold; a number of money is no telephone.

    Examples
    --------
    >>> traces_in("Proszę dzwonić: 600 123 456, jan@poczta.example")
    [<Trace.EMAIL: 'EMAIL'>, <Trace.PHONE: 'PHONE'>]
    >>> traces_in("Mój numer to 44051401359")
    [<Trace.PESEL: 'PESEL'>]
    >>> traces_in("Budżet wyniósł 123 456 789 zł, czyli 123 456 789,50 zł.")
    []
    """
    found = []
    if _EMAIL.search(text):
        found.append(Trace.EMAIL)
    if any(_is_pesel(number) for number in _ELEVEN.findall(text)):
        found.append(Trace.PESEL)
    if _NINE.search(text):
        found.append(Trace.PHONE)
    return found


def _is_pesel(digits: str) -> bool:
    """Whether eleven digits are a number of the register of persons, by its control.

    >>> _is_pesel("44051401359"), _is_pesel("44051401358")
    (True, False)
    """
    total = sum(int(d) * w for d, w in zip(digits[:10], _WEIGHTS, strict=True))
    return (10 - total % 10) % 10 == int(digits[10])
