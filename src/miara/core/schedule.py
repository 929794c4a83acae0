"""The calendar: what runs each minute, day or week without anybody asking.

A context registers functions in its ``tasks.py``::

    @due("notifications.send", every(minutes=1))
    def send(now: datetime) -> dict[str, int]: ...

``miara tick`` calls `run_due`. Each due moment (slot) is served once however many
workers tick: one conditional update claims it. A task that was off serves its latest
slot once, not all it missed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import structlog
from django.utils.module_loading import autodiscover_modules

from miara.core.models import ScheduledRun

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Outcome", "daily", "due", "every", "run_due", "weekly"]

log = structlog.get_logger(__name__)

WARSAW = ZoneInfo("Europe/Warsaw")
#: A runner that has not finished after this long is taken for dead.
DEFAULT_LEASE = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=6)


class Rule(Protocol):
    """When a task is due."""

    def latest(self, now: datetime) -> datetime:
        """The last due moment not after ``now``."""


@dataclass(frozen=True, slots=True)
class Every:
    """Due at multiples of a period since midnight UTC of 1 January 1970."""

    period: timedelta

    def latest(self, now: datetime) -> datetime:
        """The last due moment not after ``now``."""
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        return epoch + (now - epoch) // self.period * self.period


@dataclass(frozen=True, slots=True)
class AtHour:
    """Due at an hour of the Polish day, each day or on one weekday (0 = Monday).

    In the night without that hour (spring) it is due an hour later by the clock; in
    the night that has it twice, at the first.
    """

    hour: int
    weekday: int | None = None

    def latest(self, now: datetime) -> datetime:
        """The last due moment not after ``now``."""
        local = now.astimezone(WARSAW)
        for back in range(9):
            day = local.date() - timedelta(days=back)
            if self.weekday not in {None, day.weekday()}:
                continue
            moment = datetime(day.year, day.month, day.day, self.hour, tzinfo=WARSAW)
            moment = moment.astimezone(UTC)  # compare moments, not clock faces
            if moment <= now:
                return moment
        raise AssertionError  # a week back there is always one


def every(*, minutes: int = 0, hours: int = 0) -> Rule:
    """Each so many minutes or hours.

    Raises
    ------
    ValueError
        When the period is not positive.

    Examples
    --------
    >>> every(minutes=15).latest(datetime(2026, 3, 1, 10, 20, tzinfo=UTC)).minute
    15
    """
    period = timedelta(minutes=minutes, hours=hours)
    if period <= timedelta(0):
        msg = "every() needs a positive period"
        raise ValueError(msg)
    return Every(period)


def daily(*, hour: int) -> Rule:
    """Each day at an hour of Polish time."""
    return AtHour(hour)


def weekly(*, day: int, hour: int) -> Rule:
    """Each week on a day (0 = Monday) at an hour of Polish time."""
    return AtHour(hour, day)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A function and when it is due."""

    name: str
    rule: Rule
    function: Callable[[datetime], Any]
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task in one tick.

    Attributes
    ----------
    name
        The task.
    result
        What it returned; None when it failed.
    failed
        Whether it raised.
    seconds
        How long it took.
    """

    name: str
    result: Any
    failed: bool
    seconds: float


_tasks: dict[str, Scheduled] = {}


def due(
    name: str, rule: Rule, *, lease: timedelta = DEFAULT_LEASE
) -> Callable[[Callable[[datetime], Any]], Callable[[datetime], Any]]:
    """Put a function into the calendar.

    The function takes ``now`` and may run twice for one moment if its worker dies
    half-way, so it must be safe to repeat.

    Parameters
    ----------
    name
        ``context.verb``; unique, the key of what is remembered.
    rule
        `every`, `daily` or `weekly`.
    lease
        Time after which an unfinished run is taken for dead.

    Raises
    ------
    ValueError
        When the name is taken.
    """

    def register(function: Callable[[datetime], Any]) -> Callable[[datetime], Any]:
        known = _tasks.get(name)
        if known is not None and known.function is not function:
            msg = f"{name} is already in the calendar"
            raise ValueError(msg)
        _tasks[name] = Scheduled(name, rule, function, lease)
        return function

    return register


def calendar() -> list[Scheduled]:
    """Everything registered by the ``tasks`` modules of all contexts, by name."""
    autodiscover_modules("tasks")
    return [_tasks[name] for name in sorted(_tasks)]


def run_due(now: datetime, *, tasks: list[Scheduled] | None = None) -> list[Outcome]:
    """Run what is due and not yet run.

    Parameters
    ----------
    now
        The present, with time zone.
    tasks
        Instead of the whole calendar.

    Returns
    -------
    list[Outcome]
        One for each task that this call ran; a failing task does not stop the others.
    """
    outcomes = []
    for scheduled in calendar() if tasks is None else tasks:
        slot = scheduled.rule.latest(now)
        previous = _claim(scheduled, slot, now)
        if previous is not NOT_CLAIMED:
            outcomes.append(_run(scheduled, slot, previous, now))
    return outcomes


NOT_CLAIMED = object()


def _claim(scheduled: Scheduled, slot: datetime, now: datetime) -> object:
    """Claim a slot; gives the slot served before, for giving it back on failure."""
    row, _created = ScheduledRun.objects.get_or_create(name=scheduled.name)
    claimed = (
        ScheduledRun.objects.filter(pk=row.pk)
        .claimable(slot=slot, now=now)
        .update(
            slot=slot,
            started_at=now,
            finished_at=None,
            retry_at=None,
            held_until=now + scheduled.lease,
        )
    )
    return row.slot if claimed else NOT_CLAIMED


def _run(
    scheduled: Scheduled, slot: datetime, previous: object, now: datetime
) -> Outcome:
    """Run a claimed task and write down how it ended."""
    started = time.monotonic()
    row = ScheduledRun.objects.filter(name=scheduled.name, slot=slot, started_at=now)
    try:
        result = scheduled.function(now)
    except Exception:
        seconds = round(time.monotonic() - started, 3)
        log.exception("schedule.failed", task=scheduled.name, seconds=seconds)
        failures = ScheduledRun.objects.get(name=scheduled.name).failures + 1
        pause = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LONGEST_RETRY)
        row.update(
            slot=previous, held_until=None, failures=failures, retry_at=now + pause
        )
        return Outcome(scheduled.name, None, failed=True, seconds=seconds)
    seconds = round(time.monotonic() - started, 3)
    row.update(
        finished_at=now + timedelta(seconds=seconds), held_until=None, failures=0
    )
    # What runs each minute would drown the rest of the log.
    tell = log.debug if isinstance(scheduled.rule, Every) else log.info
    tell("schedule.done", task=scheduled.name, seconds=seconds)
    return Outcome(scheduled.name, result, failed=False, seconds=seconds)
