"""How far work is: states of milestones, what was done, money of years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

__all__ = [
    "SOON",
    "Done",
    "MarkState",
    "YearMoney",
    "done_of",
    "mark_state",
    "money_by_year",
]

#: A milestone is near so long before its day.
SOON: Final = timedelta(days=30)


class MarkState(StrEnum):
    """How a milestone stands on a day."""

    DONE = "DONE"
    DONE_LATE = "DONE_LATE"
    LATE = "LATE"
    WILL_BE_LATE = "WILL_BE_LATE"
    SOON = "SOON"
    AHEAD = "AHEAD"


def mark_state(
    planned: date, forecast: date | None, done: date | None, today: date
) -> MarkState:
    """State of a milestone.

    Late is one not done whose planned day is over; it stays so whatever is forecast.

    Examples
    --------
    >>> day = date(2026, 3, 1)
    >>> mark_state(day, None, None, date(2026, 3, 2)).value
    'LATE'
    >>> mark_state(day, date(2026, 4, 1), None, date(2026, 1, 2)).value
    'WILL_BE_LATE'
    """
    if done is not None:
        return MarkState.DONE if done <= planned else MarkState.DONE_LATE
    if planned < today:
        return MarkState.LATE
    if forecast is not None and forecast > planned:
        return MarkState.WILL_BE_LATE
    return MarkState.SOON if planned - today <= SOON else MarkState.AHEAD


@dataclass(frozen=True, slots=True)
class Done:
    """So many of so many are done; ``stopped`` ones stay among all."""

    done: int
    all: int
    stopped: int = 0

    @property
    def percent(self) -> Decimal | None:
        """Per cent with two places; None when there is nothing to do.

        >>> Done(63, 68).percent
        Decimal('92.65')
        """
        if not self.all:
            return None
        return (Decimal(self.done * 100) / self.all).quantize(Decimal("0.01"))


def done_of(states: Iterable[str]) -> Done:
    """Count states ``DONE`` and ``STOPPED`` among all.

    >>> done_of(["DONE", "GOING", "STOPPED", "DONE"])
    Done(done=2, all=4, stopped=1)
    """
    known = list(states)
    return Done(known.count("DONE"), len(known), known.count("STOPPED"))


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Money of one year, all sources together, in złoty.

    ``executed`` is None until something of the year is told.
    """

    year: int
    planned: Decimal
    executed: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """What of the plan is not spent; negative when more was."""
        return None if self.executed is None else self.planned - self.executed


def money_by_year(
    rows: Iterable[tuple[int, Decimal, Decimal | None]],
) -> list[YearMoney]:
    """Sums by year in their order; sums are exact.

    Parameters
    ----------
    rows
        Year, planned, executed (None = not told yet).
    """
    planned: dict[int, Decimal] = {}
    executed: dict[int, Decimal] = {}
    for year, plan, done in rows:
        planned[year] = planned.get(year, Decimal(0)) + plan
        if done is not None:
            executed[year] = executed.get(year, Decimal(0)) + done
    return [
        YearMoney(year, planned[year], executed.get(year)) for year in sorted(planned)
    ]
