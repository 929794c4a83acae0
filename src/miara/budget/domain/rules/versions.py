"""A rule of law as a function: which act says it, since when, was it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

__all__ = ["Outcome", "RuleVersion", "in_force"]

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule said, with everything it looked at.

    Attributes
    ----------
    holds
        None when something it needs is missing.
    left, right
        The two sides that were compared; grosze, or ratios.
    inputs
        Names of inputs (`codes` of sentences) with their values, as printed beside
        the result. None where a value is missing.
    """

    code: str
    holds: bool | None
    left: int | Fraction | None
    right: int | Fraction | None
    inputs: Mapping[str, int | Fraction | None]


@dataclass(frozen=True, slots=True)
class RuleVersion(Generic[Given]):
    """One wording of a rule.

    Attributes
    ----------
    first_year, last_year
        Budget years it is for; None without an end.
    act
        The provision, as cited.
    is_read
        Whether somebody compared the function with the text of the act. Until then
        pages say that it is to be checked and state nothing as the law.
    """

    code: str
    act: str
    first_year: int
    last_year: int | None
    is_read: bool
    function: Callable[[Given], Outcome]

    def is_for(self, year: int) -> bool:
        """Whether it is the wording for a budget year."""
        ended = self.last_year is not None and year > self.last_year
        return self.first_year <= year and not ended


def in_force(
    versions: tuple[RuleVersion[Given], ...], year: int
) -> RuleVersion[Given] | None:
    """The wording for a budget year; None when none is known."""
    return next((each for each in versions if each.is_for(year)), None)


def ratio(top: int | None, bottom: int | None) -> Fraction | None:
    """A quotient; None when a part is missing or nothing is divided by.

    >>> ratio(1, 4), ratio(1, 0), ratio(None, 3)
    (Fraction(1, 4), None, None)
    """
    if top is None or bottom is None or bottom == 0:
        return None
    return Fraction(top, bottom)


def rounded(value: Fraction, places: int) -> Decimal:
    """A ratio as a decimal, halves away from zero.

    >>> rounded(Fraction(1, 8), 2), rounded(Fraction(-1, 8), 2)
    (Decimal('0.13'), Decimal('-0.13'))
    """
    scale = 10**places
    top, bottom = abs(value.numerator) * scale * 2, value.denominator * 2
    whole = (top + value.denominator) // bottom
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)
