"""The window in which entries are accepted: hours in a zone, extensions, grace.

What counts is the moment a request reached the server, an aware datetime stamped
before anything else happened to it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

WARSAW: Final = "Europe/Warsaw"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last moment as a call prints it: a day, mostly with an hour.

    Attributes
    ----------
    on, at
        Local day and hour, to the second; without an hour the whole day counts.
    zone
        Name of the time zone.
    """

    on: date
    at: time | None = None
    zone: str = WARSAW

    @property
    def instant(self) -> datetime:
        """The moment in UTC.

        On the night the clocks go back an hour comes twice and the later one is
        meant; on the night they go forward an hour is skipped and the moment lies as
        far after the jump: both in favour of those who rely on the printed hour.
        Without an hour it is the midnight that ends the day.

        >>> Deadline(date(2026, 10, 25), time(2, 30)).instant.hour
        1
        """
        zone = ZoneInfo(self.zone)
        if self.at is None:
            local = datetime.combine(self.on + timedelta(days=1), time(0), zone)
        else:
            local = datetime.combine(self.on, self.at, zone)
        return max(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))

    def holds(self, moment: datetime) -> bool:
        """Whether an aware moment is not late.

        The printed second itself is in time; midnight already belongs to the next day.
        """
        moment = moment.astimezone(UTC)
        if self.at is None:
            return moment < self.instant
        return moment <= self.instant


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline, when it was decided and why."""

    deadline: Deadline
    decided_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Grace:
    """Time after the deadline for those who had begun before it.

    ``for_drafts_only``: only an entry whose draft existed at the deadline may use it.
    """

    length: timedelta = timedelta(0)
    for_drafts_only: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """When entries are accepted, with every deadline there ever was.

    ``extensions`` are in the order of their decisions; none is ever removed.
    """

    opens_at: datetime
    deadline: Deadline
    extensions: tuple[Extension, ...] = ()
    grace: Grace = Grace()

    def deadline_at(self, moment: datetime) -> Deadline:
        """The deadline in force at a moment: an extension counts from its decision."""
        known = [e.deadline for e in self.extensions if e.decided_at <= moment]
        return known[-1] if known else self.deadline

    @property
    def current(self) -> Deadline:
        """The deadline after all extensions."""
        return self.extensions[-1].deadline if self.extensions else self.deadline


class Verdict(StrEnum):
    """Why a moment is accepted or not."""

    IN_TIME = "IN_TIME"
    IN_GRACE = "IN_GRACE"
    BY_OWN_DEADLINE = "BY_OWN_DEADLINE"
    NOT_OPEN_YET = "NOT_OPEN_YET"
    LATE = "LATE"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether an entry that came at a moment is accepted.

    ``late_by`` is zero unless it came after the deadline.
    """

    verdict: Verdict
    deadline: Deadline
    late_by: timedelta = timedelta(0)

    def __bool__(self) -> bool:
        return self.verdict not in {Verdict.NOT_OPEN_YET, Verdict.LATE}


def accepts(
    window: Window,
    received_at: datetime,
    *,
    draft_started_at: datetime | None = None,
    own_deadline: Deadline | None = None,
) -> Acceptance:
    """Judge the moment a request reached the server.

    Parameters
    ----------
    received_at
        Aware moment, any zone.
    draft_started_at
        When the draft was first saved; decides about grace.
    own_deadline
        A later deadline granted to this entry alone.

    Raises
    ------
    ValueError
        For a moment without a zone.
    """
    if received_at.tzinfo is None:
        msg = "a moment needs its zone"
        raise ValueError(msg)
    # Local times lose an hour's difference on the night the clocks go back.
    received_at = received_at.astimezone(UTC)
    deadline = window.deadline_at(received_at)
    if received_at < window.opens_at:
        return Acceptance(Verdict.NOT_OPEN_YET, deadline)
    if deadline.holds(received_at):
        return Acceptance(Verdict.IN_TIME, deadline)
    if own_deadline is not None and own_deadline.holds(received_at):
        return Acceptance(Verdict.BY_OWN_DEADLINE, own_deadline)
    late_by = received_at - deadline.instant
    had_begun = draft_started_at is not None and deadline.holds(draft_started_at)
    may_use_grace = had_begun or not window.grace.for_drafts_only
    if may_use_grace and timedelta(0) < late_by <= window.grace.length:
        return Acceptance(Verdict.IN_GRACE, deadline, late_by)
    return Acceptance(Verdict.LATE, deadline, late_by)


class Refused(StrEnum):
    """Why a deadline cannot be moved."""

    NOT_LATER = "NOT_LATER"
    DECIDED_BEFORE_LAST = "DECIDED_BEFORE_LAST"
    ALREADY_OVER = "ALREADY_OVER"
    NO_REASON = "NO_REASON"


def refusal_to_extend(window: Window, extension: Extension) -> Refused | None:
    """Why the extension would not be one; None when it is.

    A deadline is only ever moved later, to a moment still ahead, with a reason.
    """
    if not extension.reason.strip():
        return Refused.NO_REASON
    if extension.deadline.instant <= window.current.instant:
        return Refused.NOT_LATER
    if extension.deadline.instant <= extension.decided_at:
        return Refused.ALREADY_OVER
    if window.extensions and extension.decided_at < window.extensions[-1].decided_at:
        return Refused.DECIDED_BEFORE_LAST
    return None


def extend(window: Window, extension: Extension) -> Window:
    """The window with a later deadline; the history keeps the former ones.

    Raises
    ------
    ValueError
        With the code of :func:`refusal_to_extend`.
    """
    if (refusal := refusal_to_extend(window, extension)) is not None:
        raise ValueError(refusal)
    return replace(window, extensions=(*window.extensions, extension))
