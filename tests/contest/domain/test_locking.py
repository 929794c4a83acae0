"""What may still be changed, for every part and stage."""

import pytest

from miara.contest.domain.locking import Lock, Part, Why, lock_of


@pytest.mark.parametrize("part", list(Part))
def test_everything_is_free_before_and_closed_in_the_archive(part):
    assert lock_of(part, announced=False, has_entries=False) == (Lock.FREE, None)
    closed = lock_of(part, announced=True, has_entries=True, archived=True)
    assert closed == (Lock.CLOSED, Why.ARCHIVED)


@pytest.mark.parametrize(
    ("part", "announced", "with_entries"),
    [
        (Part.CRITERIA, Lock.REASON, Lock.CLOSED),
        (Part.GROUPS, Lock.REASON, Lock.CLOSED),
        (Part.DOMAINS, Lock.REASON, Lock.CLOSED),
        (Part.CONDITIONS, Lock.REASON, Lock.CLOSED),
        (Part.CALL, Lock.CLOSED, Lock.CLOSED),
        (Part.CALENDAR, Lock.REASON, Lock.REASON),
        (Part.FINALS, Lock.REASON, Lock.REASON),
        (Part.GRANT, Lock.FREE, Lock.FREE),
    ],
)
def test_announcement_and_applications_close_parts(part, announced, with_entries):
    assert lock_of(part, announced=True, has_entries=False)[0] is announced
    assert lock_of(part, announced=True, has_entries=True)[0] is with_entries
