"""Where a target stands: one status and flags, by explicit rules.

The newest number that is known is judged, never a missing one:

``REACH``
    With a direction: better than the final value is REACHED; otherwise the number is
    held against the path of its year (`targets.required`): at the path ON_TRACK, short
    of it by at most the tolerance NEAR, else BEHIND; without a path WAITING. In the
    final year and later a number short of the final value is NEAR within the tolerance,
    else MISSED. Without a direction UNDECIDED: the sign cannot be guessed from numbers.
``AT_MOST``
    Not above the limit of the year KEPT, within the tolerance NEAR, else EXCEEDED.
``RANGE``
    Within the bounds KEPT, outside by at most the tolerance NEAR, else EXCEEDED.
``TREND``
    The change since the baseline (or the first comparable number): better than the
    tolerance ON_TRACK, smaller than it NEAR, else BEHIND; with nothing to compare
    WAITING.
``NOT_WORSE``
    The change since the year before: not worse KEPT, worse by at most the tolerance
    NEAR, else BEHIND; without the number of that very year UNDECIDED.

A break in the series after the baseline (or, without one, anywhere) makes REACH and
TREND UNDECIDED, since the values on both sides mean different things. NOT_WORSE is
undecided when the break lies between its two years. Legal limits (AT_MOST, RANGE) are
judged still, with the flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from miara.strategy.domain.targets import (
    Direction,
    Kind,
    Point,
    Rule,
    known_points,
    required,
)

__all__ = ["Flag", "Judgement", "Status", "judge"]


class Status(StrEnum):
    """Where the target stands."""

    REACHED = "REACHED"
    KEPT = "KEPT"
    ON_TRACK = "ON_TRACK"
    NEAR = "NEAR"
    BEHIND = "BEHIND"
    EXCEEDED = "EXCEEDED"
    MISSED = "MISSED"
    WAITING = "WAITING"
    UNDECIDED = "UNDECIDED"
    NO_DATA = "NO_DATA"


class Flag(StrEnum):
    """What a reader must know beside the status."""

    NO_DIRECTION = "NO_DIRECTION"
    ALREADY_PASSED = "ALREADY_PASSED"
    TOO_SOFT = "TOO_SOFT"
    BREAK = "BREAK"
    MISSING_YEARS = "MISSING_YEARS"
    OLD = "OLD"
    WITHIN_MARGIN = "WITHIN_MARGIN"
    NO_BASELINE = "NO_BASELINE"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status with everything it was made from.

    Attributes
    ----------
    latest : Point or None
        The number that was judged.
    against : Decimal or None
        What it was held against: path, limit, bound, or the earlier number.
    since : int or None
        Year of that earlier number, for TREND and NOT_WORSE.
    missing : tuple of int
        Years without a number between the first and the last one known.
    """

    status: Status
    flags: frozenset[Flag]
    latest: Point | None
    against: Decimal | None = None
    since: int | None = None
    missing: tuple[int, ...] = ()


def judge(rule: Rule, points: Iterable[Point], until: int) -> Judgement:
    """Hold the numbers of a series against a target.

    Parameters
    ----------
    rule
        The target.
    points
        Numbers by year in any order; years without one may be left out or be None.
    until
        The last year whose number could be known.
    """
    known = known_points(points, until)
    flags = _shape_flags(rule)
    if not known:
        return Judgement(Status.NO_DATA, frozenset(flags), None)
    missing = _missing(known)
    flags |= _series_flags(rule, known, missing, until)
    latest = known[-1]
    status, against, since = _JUDGES[rule.kind](rule, known)
    if against is not None and _within_margin(latest, against):
        flags.add(Flag.WITHIN_MARGIN)
    return Judgement(status, frozenset(flags), latest, against, since, missing)


_Found = tuple[Status, Decimal | None, int | None]


def _reach(rule: Rule, known: Sequence[Point]) -> _Found:
    value, year = _value(known[-1]), known[-1].year
    assert rule.final is not None  # a constraint of the table
    sign = _sign(rule.direction)
    if not sign or _broken_since_baseline(rule, known):
        return Status.UNDECIDED, rule.final, None
    if sign * (value - rule.final) >= 0:
        return Status.REACHED, rule.final, None
    path = required(rule, year)
    if path is None:
        return Status.WAITING, rule.final, None
    short = sign * (path - value)
    if short <= 0:
        return Status.ON_TRACK, path, None
    if short <= rule.tolerance:
        return Status.NEAR, path, None
    late = year >= rule.final_year
    return (Status.MISSED if late else Status.BEHIND), path, None


def _at_most(rule: Rule, known: Sequence[Point]) -> _Found:
    limit = dict(rule.steps).get(known[-1].year, rule.final)
    assert limit is not None  # a constraint of the table
    return _limit(_value(known[-1]) - limit, rule.tolerance), limit, None


def _range(rule: Rule, known: Sequence[Point]) -> _Found:
    assert rule.lower is not None  # a constraint of the table
    assert rule.upper is not None
    value = _value(known[-1])
    below, above = rule.lower - value, value - rule.upper
    bound = rule.lower if below > above else rule.upper
    return _limit(max(below, above), rule.tolerance), bound, None


def _limit(over: Decimal, tolerance: Decimal) -> Status:
    if over <= 0:
        return Status.KEPT
    return Status.NEAR if over <= tolerance else Status.EXCEEDED


def _trend(rule: Rule, known: Sequence[Point]) -> _Found:
    start = _start(rule, known)
    sign = _sign(rule.direction)
    if start is None:
        return Status.WAITING, None, None
    year, value = start
    if not sign or _broken_since_baseline(rule, known):
        return Status.UNDECIDED, value, year
    gain = sign * (_value(known[-1]) - value)
    if gain > rule.tolerance:
        return Status.ON_TRACK, value, year
    return (Status.NEAR if gain >= -rule.tolerance else Status.BEHIND), value, year


def _not_worse(rule: Rule, known: Sequence[Point]) -> _Found:
    latest = known[-1]
    before = next((p for p in known if p.year == latest.year - 1), None)
    if before is None:
        return Status.UNDECIDED, None, None
    value, sign = _value(before), _sign(rule.direction)
    if not sign or latest.broken:
        return Status.UNDECIDED, value, before.year
    worse = sign * (value - _value(latest))
    if worse <= 0:
        return Status.KEPT, value, before.year
    status = Status.NEAR if worse <= rule.tolerance else Status.BEHIND
    return status, value, before.year


_JUDGES = {
    Kind.REACH: _reach,
    Kind.AT_MOST: _at_most,
    Kind.RANGE: _range,
    Kind.TREND: _trend,
    Kind.NOT_WORSE: _not_worse,
}


def _shape_flags(rule: Rule) -> set[Flag]:
    """What is wrong with the target whatever the numbers are."""
    flags = set()
    directed = rule.kind in {Kind.REACH, Kind.TREND, Kind.NOT_WORSE}
    if directed and rule.direction is Direction.UNSAID:
        flags.add(Flag.NO_DIRECTION)
    based = rule.kind in {Kind.REACH, Kind.TREND}
    if based and (rule.baseline is None or rule.baseline[1] is None):
        flags.add(Flag.NO_BASELINE)
    return flags


def _series_flags(
    rule: Rule, known: Sequence[Point], missing: Sequence[int], until: int
) -> set[Flag]:
    flags = set()
    if missing:
        flags.add(Flag.MISSING_YEARS)
    if known[-1].year < until:
        flags.add(Flag.OLD)
    if _broken_since_baseline(rule, known):
        flags.add(Flag.BREAK)
    elif rule.kind is Kind.REACH and rule.final is not None:
        flags |= _reach_flags(rule, known)
    return flags


def _reach_flags(rule: Rule, known: Sequence[Point]) -> set[Flag]:
    """Passed before its time, or asking for nothing new from the start."""
    sign = _sign(rule.direction)
    if not sign or rule.final is None:
        return set()
    flags = set()
    latest = known[-1]
    passed = sign * (_value(latest) - rule.final) >= 0
    if passed and latest.year < rule.final_year:
        flags.add(Flag.ALREADY_PASSED)
    start = rule.baseline[1] if rule.baseline else None
    start = _value(known[0]) if start is None else start
    if sign * (start - rule.final) >= 0:
        flags.add(Flag.TOO_SOFT)
    return flags


def _broken_since_baseline(rule: Rule, known: Sequence[Point]) -> bool:
    first = rule.baseline[0] if rule.baseline else known[0].year
    return any(point.broken and point.year > first for point in known)


def _start(rule: Rule, known: Sequence[Point]) -> tuple[int, Decimal] | None:
    """What a trend is counted from."""
    if rule.baseline is not None and rule.baseline[1] is not None:
        return rule.baseline[0], rule.baseline[1]
    if len(known) < 2:
        return None
    return known[0].year, _value(known[0])


def _missing(known: Sequence[Point]) -> tuple[int, ...]:
    have = {point.year for point in known}
    return tuple(y for y in range(known[0].year, known[-1].year) if y not in have)


def _within_margin(point: Point, against: Decimal) -> bool:
    margin = point.margin
    return margin is not None and margin > 0 and abs(_value(point) - against) <= margin


def _sign(direction: Direction) -> int:
    return {Direction.UP: 1, Direction.DOWN: -1, Direction.UNSAID: 0}[direction]


def _value(point: Point) -> Decimal:
    assert point.value is not None  # only known points are judged
    return point.value
