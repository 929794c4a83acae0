"""What a target asks for: its rule, its path, the numbers it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["Direction", "Kind", "Point", "Rule", "known_points", "required"]


class Kind(StrEnum):
    """The rule by which the status is judged."""

    REACH = "REACH"
    AT_MOST = "AT_MOST"
    RANGE = "RANGE"
    TREND = "TREND"
    NOT_WORSE = "NOT_WORSE"


class Direction(StrEnum):
    """Which way is better; the empty text when nobody said."""

    UP = "UP"
    DOWN = "DOWN"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Point:
    """The number of one year.

    Attributes
    ----------
    value : Decimal or None
        None when the year has no number; that is never zero.
    margin : Decimal or None
        Half-width of its 95 % interval, in the unit of measure.
    broken : bool
        Whether earlier numbers cannot be compared with this one.
    """

    year: int
    value: Decimal | None
    margin: Decimal | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A target as numbers.

    ``steps`` are values on the way by year; ``tolerance`` is in the unit of measure.
    """

    kind: Kind
    final_year: int
    direction: Direction = Direction.UNSAID
    baseline: tuple[int, Decimal | None] | None = None
    final: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    steps: tuple[tuple[int, Decimal], ...] = ()
    tolerance: Decimal = Decimal(0)


def known_points(points: Iterable[Point], until: int) -> list[Point]:
    """Years with a number, in time, no later than ``until``."""
    known = [p for p in points if p.value is not None and p.year <= until]
    return sorted(known, key=lambda point: point.year)


def required(rule: Rule, year: int) -> Decimal | None:
    """The value that the path asks for in a year.

    The path goes through the baseline, the steps and the final value, straight between
    two of them. From the final year on it stays at the final value.

    Returns
    -------
    Decimal or None
        None before the path begins, or when the kind has no path.

    Examples
    --------
    >>> rule = Rule(Kind.REACH, 2030, baseline=(2020, Decimal(10)), final=Decimal(30))
    >>> required(rule, 2025) == Decimal(20)
    True
    >>> required(rule, 2019) is None
    True
    """
    if rule.final is None:
        return None
    if year >= rule.final_year:
        return rule.final
    knots = _knots(rule)
    before = [knot for knot in knots if knot[0] <= year]
    after = [knot for knot in knots if knot[0] > year]
    if not before or not after:
        return None
    return _between(before[-1], after[0], year)


def _knots(rule: Rule) -> Sequence[tuple[int, Decimal]]:
    knots = dict(rule.steps)
    if rule.baseline is not None and rule.baseline[1] is not None:
        knots.setdefault(rule.baseline[0], rule.baseline[1])
    assert rule.final is not None  # asked before
    knots[rule.final_year] = rule.final
    return sorted(knots.items())


def _between(a: tuple[int, Decimal], b: tuple[int, Decimal], year: int) -> Decimal:
    share = Decimal(year - a[0]) / Decimal(b[0] - a[0])
    return a[1] + (b[1] - a[1]) * share
