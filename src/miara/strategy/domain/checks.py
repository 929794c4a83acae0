"""The automatic check of a value: range, jump, unit, period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from miara.cube.periods import Frequency, Period

__all__ = ["BLOCKING", "Finding", "Remark", "Subject", "check_value", "is_blocked"]


class Remark(StrEnum):
    """What the check found."""

    BAD_PERIOD = "bad_period"
    OTHER_FREQUENCY = "other_frequency"
    NOT_OVER = "not_over"
    BELOW_LOWEST = "below_lowest"
    ABOVE_HIGHEST = "above_highest"
    TOO_MANY_DECIMALS = "too_many_decimals"
    OTHER_UNIT = "other_unit"
    NEGATIVE_MARGIN = "negative_margin"
    JUMP = "jump"
    SAME_FOR_LONG = "same_for_long"


#: What cannot be right; other remarks ask a person to look once more.
BLOCKING = frozenset(Remark) - {Remark.JUMP, Remark.SAME_FOR_LONG}
#: Equal values in a row, the new one included, that make a reader wonder.
LONG = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark and its facts: numbers as plain text with a decimal point."""

    remark: Remark
    facts: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """For the row of the value."""
        return {"remark": self.remark.value, "facts": self.facts}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the check must know of an indicator.

    ``before`` are the values in force of earlier periods, oldest first.
    """

    measure: str
    decimals: int
    frequency: str = "A"
    lowest: Decimal | None = None
    highest: Decimal | None = None
    jump_percent: int = 50
    before: tuple[Decimal, ...] = ()


def check_value(
    subject: Subject,
    *,
    period: str,
    value: Decimal | None,
    today: date,
    measure: str = "",
    margin: Decimal | None = None,
) -> list[Finding]:
    """Everything to be said about a value before somebody approves it.

    Parameters
    ----------
    value
        None when the flag tells why there is none: then only the period is checked.
    measure
        Unit of measure that came with the value; empty when none did.
    margin
        Half-width of the interval, in the unit of measure.
    """
    found = list(_of_period(subject, period, today))
    if measure and _plain(measure) != _plain(subject.measure):
        facts = {"given": measure, "expected": subject.measure}
        found.append(Finding(Remark.OTHER_UNIT, facts))
    if margin is not None and margin < 0:
        found.append(Finding(Remark.NEGATIVE_MARGIN, {"margin": str(margin)}))
    if value is not None:
        found += _of_number(subject, value)
        found += _of_series(subject, value)
    return found


def is_blocked(found: list[Finding]) -> bool:
    """Whether any remark cannot be waved through."""
    return any(each.remark in BLOCKING for each in found)


def _of_period(subject: Subject, period: str, today: date) -> Iterator[Finding]:
    try:
        read = Period.parse(period)
    except ValueError:
        yield Finding(Remark.BAD_PERIOD, {"period": period})
        return
    if read.frequency is not Frequency(subject.frequency):
        yield Finding(Remark.OTHER_FREQUENCY, {"period": period})
    elif read.end > today:
        yield Finding(Remark.NOT_OVER, {"period": period})


def _of_number(subject: Subject, value: Decimal) -> Iterator[Finding]:
    low, high = subject.lowest, subject.highest
    if low is not None and value < low:
        yield Finding(Remark.BELOW_LOWEST, {"value": str(value), "bound": str(low)})
    if high is not None and value > high:
        yield Finding(Remark.ABOVE_HIGHEST, {"value": str(value), "bound": str(high)})
    if value != value.quantize(Decimal(1).scaleb(-subject.decimals)):
        facts = {"value": str(value), "decimals": str(subject.decimals)}
        yield Finding(Remark.TOO_MANY_DECIMALS, facts)


def _of_series(subject: Subject, value: Decimal) -> Iterator[Finding]:
    if not subject.before:
        return
    last = subject.before[-1]
    change = abs(value - last)
    if change * 100 > subject.jump_percent * abs(last):
        facts = {"value": str(value), "before": str(last)}
        yield Finding(Remark.JUMP, {**facts, "percent": str(subject.jump_percent)})
    same = (*subject.before, value)[-LONG:]
    if len(same) == LONG and len(set(same)) == 1 and value != 0:
        yield Finding(Remark.SAME_FOR_LONG, {"value": str(value), "times": str(LONG)})


def _plain(measure: str) -> str:
    return measure.casefold().replace(" ", "").rstrip(".")
