"""Conflicts, drafts and delays of a programme, on examples and on any programme."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.events.domain.changes import changes_between
from miara.events.domain.conflicts import Problem, conflicts_of
from miara.events.domain.drafting import DraftWishes, Part, draft_day
from miara.events.domain.moving import SHORTEST_BREAK, delayed, swapped
from miara.events.domain.programme import Hours, Slot, clock, minutes_of

DAY = date(2026, 10, 7)
HOURS = {DAY: Hours(540, 960)}

some_slots = st.lists(
    st.builds(
        Slot,
        uid=st.uuids().map(str),
        day=st.sampled_from([DAY, date(2026, 10, 8)]),
        room=st.sampled_from([None, 1, 2]),
        starts=st.integers(500, 1000),
        minutes=st.integers(1, 120),
        kind=st.sampled_from(["TALK", "BREAK"]),
        speakers=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    ),
    max_size=12,
)


@st.composite
def one_room(draw):
    """Sessions of a room one after another, with gaps."""
    at, found = 540, []
    for place in range(draw(st.integers(1, 10))):
        at += draw(st.integers(0, 15))
        minutes = draw(st.integers(1, 60))
        kind = draw(st.sampled_from(["TALK", "TALK", "BREAK"]))
        found.append(Slot(f"s{place}", DAY, 1, at, minutes, kind))
        at += minutes
    return found


@given(some_slots)
def test_conflicts_agree_with_comparing_everything(slots):
    expected = set()
    for one, two in combinations(slots, 2):
        shared = min(one.ends, two.ends) - max(one.starts, two.starts)
        if one.day != two.day or shared <= 0:
            continue
        pair = frozenset((one.uid, two.uid))
        if one.room is not None and one.room == two.room:
            expected.add((Problem.ROOM, pair, shared, ""))
        for who in set(one.speakers) & set(two.speakers):
            expected.add((Problem.SPEAKER, pair, shared, who))
    for slot in slots:
        alone = frozenset((slot.uid,))
        if slot.day not in HOURS:
            expected.add((Problem.NO_DAY, alone, 0, ""))
            continue
        if slot.starts < 540:
            expected.add((Problem.EARLY, alone, 540 - slot.starts, ""))
        if slot.ends > 960:
            expected.add((Problem.OVERRUN, alone, slot.ends - 960, ""))
    found = [
        (
            row.problem,
            frozenset({row.first, row.second} - {""}),
            row.minutes,
            row.subject,
        )
        for row in conflicts_of(slots, HOURS)
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert conflicts_of(reversed(slots), HOURS) == conflicts_of(slots, HOURS)


@given(
    st.lists(st.integers(), unique=True, max_size=60),
    st.integers(60, 900),
    st.builds(
        DraftWishes,
        opening=st.integers(0, 30),
        shortest=st.integers(1, 10),
        longest=st.integers(10, 40),
        between_breaks=st.integers(1, 8),
        a_break=st.integers(0, 30),
        results=st.integers(0, 60),
        diplomas=st.integers(0, 60),
    ),
)
def test_a_draft_is_fair_and_says_what_does_not_fit(people, length, wishes):
    hours = Hours(540, 540 + length)
    draft = draft_day(people, hours, wishes)
    talks = [row for row in draft.sessions if row.part is Part.TALK]
    assert [row.whose for row in talks] == people
    assert {row.minutes for row in talks} <= {draft.each}
    assert wishes.shortest <= draft.each <= wishes.longest
    at = hours.opens
    for row in draft.sessions:
        assert row.starts == at
        at += row.minutes
    assert draft.missing == max(0, at - hours.closes)
    if people and draft.each < wishes.longest:
        # One minute more for everybody would not fit.
        assert at + len(people) > hours.closes
    if draft.missing and people:
        assert draft.each == wishes.shortest


@given(one_room(), st.integers(1, 90), st.integers(500, 900))
def test_a_delay_keeps_order_and_length_and_never_collides(slots, minutes, since):
    other = Slot("other", DAY, 2, 560, 30)
    found = delayed([*slots, other], day=DAY, room=1, since=since, minutes=minutes)
    moved = {slot.uid: slot for slot in found.changed}
    assert "other" not in moved
    after = [moved.get(slot.uid, slot) for slot in slots]
    for before, now in zip(slots, after, strict=True):
        assert 0 <= now.starts - before.starts <= minutes
        if before.starts < since:
            assert now == before
        if not before.is_break:
            assert now.minutes == before.minutes
        elif now != before:
            assert now.minutes >= min(before.minutes, SHORTEST_BREAK)
    touched = list(pairwise(after))
    for one, two in touched:
        if one.starts >= since or two == next(s for s in slots if s.uid == two.uid):
            assert two.starts >= one.ends
    assert 0 <= found.left <= minutes
    if after and after[-1].starts >= since:
        assert after[-1].ends - slots[-1].ends <= max(found.left, minutes)


def test_a_break_absorbs_what_it_can():
    slots = [
        Slot("a", DAY, 1, 540, 30),
        Slot("b", DAY, 1, 570, 20, "BREAK"),
        Slot("c", DAY, 1, 590, 30),
    ]
    found = delayed(slots, day=DAY, room=1, since=540, minutes=10)
    assert [(s.uid, s.starts, s.minutes) for s in found.changed] == [
        ("a", 550, 30),
        ("b", 580, 10),
    ]
    assert (found.absorbed_by, found.left) == ("b", 0)
    late = delayed(slots, day=DAY, room=1, since=540, minutes=25)
    assert [(s.uid, s.starts, s.minutes) for s in late.changed] == [
        ("a", 565, 30),
        ("b", 595, 5),
        ("c", 600, 30),
    ]
    assert (late.absorbed_by, late.left) == ("", 10)


def test_a_break_of_everybody_absorbs_and_stays():
    slots = [
        Slot("a", DAY, 1, 540, 30),
        Slot("lunch", DAY, None, 570, 60, "BREAK"),
        Slot("c", DAY, 1, 630, 30),
    ]
    found = delayed(slots, day=DAY, room=1, since=0, minutes=15)
    assert [slot.uid for slot in found.changed] == ["a"]
    assert found.absorbed_by == "lunch"


@given(one_room(), st.data())
def test_an_exchange_takes_the_same_time_and_comes_back(slots, data):
    one = data.draw(st.sampled_from(slots))
    moved = swapped(slots, one.uid, earlier=True)
    if one == slots[0]:
        assert moved == ()
        return
    after = {**{s.uid: s for s in slots}, **{s.uid: s for s in moved}}
    place = slots.index(one)
    assert after[one.uid].starts == slots[place - 1].starts
    assert after[slots[place - 1].uid].ends == one.ends
    back = swapped(list(after.values()), one.uid, earlier=False)
    assert {s.uid: s for s in back} == {s.uid: s for s in slots[place - 1 : place + 1]}


def test_an_exchange_of_nobody():
    assert swapped([], "a", earlier=True) == ()


@given(st.integers(0, 2000))
def test_hours_round_trip(minutes):
    assert minutes_of(clock(minutes)) == minutes


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"starts": "10:00"}, ["MOVED"]),
        ({"minutes": 5}, ["LENGTH"]),
        ({"room": 2}, ["ROOM"]),
        ({"speakers": [{"name": "B"}]}, ["SPEAKERS"]),
        ({"title": {"pl": "y"}}, ["TEXT"]),
        ({"uid": "other"}, ["REMOVED", "ADDED"]),
        ({}, []),
    ],
)
def test_changes_are_found(change, what):
    row = {
        "uid": "a",
        "day": "2026-10-07",
        "starts": "09:00",
        "minutes": 30,
        "room": 1,
        "speakers": [],
        "title": {"pl": "x"},
    }
    before = {"days": [], "sessions": [row]}
    after = {"days": [], "sessions": [{**row, **change}]}
    assert [one["what"] for one in changes_between(before, after)] == what
    assert changes_between(None, after) == []
