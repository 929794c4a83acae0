"""The window of entries: the edge itself, both nights of the clocks, extensions."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from miara.contest.domain.deadlines import (
    Deadline,
    Extension,
    Grace,
    Refused,
    Verdict,
    Window,
    accepts,
    extend,
    refusal_to_extend,
)

WARSAW = ZoneInfo("Europe/Warsaw")
OPENS = datetime(2026, 3, 1, 8, tzinfo=WARSAW)
SECOND = timedelta(seconds=1)


def window(deadline, **extra):
    return Window(OPENS, deadline, **extra)


@pytest.mark.parametrize(
    ("deadline", "edge"),
    [
        (Deadline(date(2026, 4, 8), time(15)), datetime(2026, 4, 8, 13, tzinfo=UTC)),
        (Deadline(date(2026, 12, 8), time(15)), datetime(2026, 12, 8, 14, tzinfo=UTC)),
        # 02:30 comes twice: the later one, an hour after the first.
        (
            Deadline(date(2026, 10, 25), time(2, 30)),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
        # 02:30 never comes: half an hour after the jump, 03:30 summer time.
        (
            Deadline(date(2027, 3, 28), time(2, 30)),
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_printed_second_is_in_time_and_the_next_is_late(deadline, edge):
    entries = window(deadline)
    verdicts = [accepts(entries, edge + n * SECOND).verdict for n in (-1, 0, 1)]
    assert verdicts == [Verdict.IN_TIME, Verdict.IN_TIME, Verdict.LATE]
    assert accepts(entries, edge + SECOND).late_by == SECOND


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (date(2026, 4, 8), datetime(2026, 4, 8, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # 23 hours
    ],
)
def test_a_day_without_an_hour_lasts_to_its_midnight(day, midnight):
    entries = window(Deadline(day))
    assert accepts(entries, midnight - SECOND)
    assert not accepts(entries, midnight)


def test_the_zone_of_the_moment_does_not_matter():
    entries = window(Deadline(date(2026, 10, 25), time(2, 30)))
    second_pass = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=WARSAW)
    assert accepts(entries, second_pass)
    minute_later = second_pass.astimezone(UTC) + timedelta(minutes=1)
    late = accepts(entries, minute_later.astimezone(WARSAW))
    assert late.late_by == timedelta(minutes=1)


def test_before_opening():
    entries = window(Deadline(date(2026, 4, 8), time(15)))
    assert accepts(entries, OPENS - SECOND).verdict is Verdict.NOT_OPEN_YET
    assert accepts(entries, OPENS)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        accepts(window(Deadline(date(2026, 4, 8))), datetime(2026, 4, 1))  # noqa: DTZ001


def test_grace_is_for_drafts_begun_before_the_deadline():
    deadline = Deadline(date(2026, 4, 8), time(15))
    entries = window(deadline, grace=Grace(timedelta(minutes=15)))
    edge, minute = deadline.instant, timedelta(minutes=1)
    begun = {"draft_started_at": edge}
    assert accepts(entries, edge + 15 * minute, **begun).verdict is Verdict.IN_GRACE
    assert (
        accepts(entries, edge + 15 * minute + SECOND, **begun).verdict is Verdict.LATE
    )
    late = {"draft_started_at": edge + SECOND}
    assert not accepts(entries, edge + minute, **late)
    assert not accepts(entries, edge + minute)
    everybody = window(deadline, grace=Grace(15 * minute, for_drafts_only=False))
    assert accepts(everybody, edge + minute)


def test_an_extension_counts_from_its_decision_and_keeps_history():
    first = Deadline(date(2013, 4, 8), time(16))
    second = Deadline(date(2013, 4, 15), time(16))
    start = Window(datetime(2013, 3, 21, tzinfo=UTC), first)
    decided = datetime(2013, 4, 9, 10, tzinfo=UTC)  # after the first one passed
    longer = extend(start, Extension(second, decided, "Awaria poczty"))
    assert longer.deadline == first
    assert longer.current == second
    between = datetime(2013, 4, 9, 9, tzinfo=UTC)
    assert accepts(longer, between).verdict is Verdict.LATE
    assert accepts(longer, decided).verdict is Verdict.IN_TIME
    assert accepts(longer, second.instant)
    assert not accepts(longer, second.instant + SECOND)


def test_an_entry_may_have_a_deadline_of_its_own():
    deadline = Deadline(date(2026, 4, 8), time(15))
    own = Deadline(date(2026, 4, 9), time(12))
    entries = window(deadline)
    assert (
        accepts(entries, own.instant, own_deadline=own).verdict
        is Verdict.BY_OWN_DEADLINE
    )
    assert not accepts(entries, own.instant + SECOND, own_deadline=own)


@pytest.mark.parametrize(
    ("days", "decided", "reason", "refused"),
    [
        (0, 1, "x", Refused.NOT_LATER),
        (-3, 1, "x", Refused.NOT_LATER),
        (7, 9, "x", Refused.ALREADY_OVER),
        (7, 1, "  ", Refused.NO_REASON),
        (7, 1, "x", None),
    ],
)
def test_a_deadline_only_moves_later_with_a_reason(days, decided, reason, refused):
    first = Deadline(date(2026, 4, 8), time(15))
    extension = Extension(
        Deadline(date(2026, 4, 8) + timedelta(days=days), time(15)),
        first.instant + timedelta(days=decided),
        reason,
    )
    assert refusal_to_extend(window(first), extension) is refused
    if refused is not None:
        with pytest.raises(ValueError, match=refused):
            extend(window(first), extension)
