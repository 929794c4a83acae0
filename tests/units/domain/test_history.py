"""History: the same from any order, narrowed by snapshots, told by changes."""

from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.units.domain.changes import TerritorialChange, territorial_changes
from miara.units.domain.facts import Kind, Snapshot, SnapshotUnit
from miara.units.domain.history import EventKind, Fact, history

VOIVODESHIP = SnapshotUnit("90", Kind.VOIVODESHIP, "próbne")
COUNTIES = (
    SnapshotUnit("9001", Kind.COUNTY, "alfowski"),
    SnapshotUnit("9002", Kind.COUNTY, "betowski"),
)
DAYS = [date(year, 1, 1) for year in range(2015, 2023)]


def snapshot(day: date, *units: SnapshotUnit, partial: bool = False) -> Snapshot:
    """A whole register with the municipalities given."""
    return Snapshot(day, tuple(sorted((VOIVODESHIP, *COUNTIES, *units))), partial)


def rural(code: str, name: str = "Gaj") -> SnapshotUnit:
    """A rural municipality."""
    return SnapshotUnit(code, Kind.RURAL, name)


def change(**facts) -> TerritorialChange:
    """A reviewed change with the usual rest."""
    note = {"pl": "Zmiana.", "en": "A change."}
    usual = {
        "code": "zmiana",
        "effective": date(2017, 3, 1),
        "act": None,
        "confirmed": False,
        "note": note,
        "reviewed_on": date(2026, 1, 1),
    }
    return TerritorialChange.model_validate(usual | facts)


def events_of(known, uid):
    """Events of one unit as short tuples."""
    unit = next(u for u in known.units if u.uid == uid)
    return [(e.kind, e.after, e.not_later_than, e.before, e.now) for e in unit.events]


municipalities = st.dictionaries(
    st.sampled_from([f"9001{n:02d}" for n in range(1, 4)] + ["900201"]),
    st.tuples(
        st.sampled_from([Kind.RURAL, Kind.URBAN_RURAL, Kind.URBAN]),
        st.sampled_from(["Gaj", "Las", "Bór"]),
    ),
    min_size=1,
)


@st.composite
def registers(draw):
    """Several snapshots on different days, some partial."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=5, unique=True))
    return [
        snapshot(
            day,
            *(SnapshotUnit(c, k, n) for c, (k, n) in draw(municipalities).items()),
            partial=draw(st.booleans()),
        )
        for day in days
    ]


@given(registers(), st.randoms(use_true_random=False))
def test_order_of_snapshots_never_matters(snapshots, random):
    known = history(snapshots, ())
    shuffled = list(snapshots)
    random.shuffle(shuffled)
    assert history(shuffled, ()) == known
    assert history(shuffled, ()).digest == known.digest


@given(registers())
def test_history_says_what_each_whole_snapshot_said(snapshots):
    known = history(snapshots, ())
    for shot in snapshots:
        told = {
            (code.value, kind.value, name.value)
            for unit in known.units
            for code in unit.codes
            for kind in unit.kinds
            for name in unit.names
            if all(
                f.since <= shot.day and (f.until is None or shot.day < f.until)
                for f in (code, kind, name)
            )
        }
        listed = {(u.code, u.kind.value, u.name) for u in shot.units}
        assert listed <= told
        if not shot.partial:
            assert listed == told


@given(registers())
def test_facts_of_a_unit_never_overlap(snapshots):
    for unit in history(snapshots, ()).units:
        for facts in (unit.names, unit.kinds, unit.parents):
            for earlier, later in pairwise(facts):
                assert earlier.until is not None
                assert earlier.until <= later.since


@given(registers(), st.sampled_from(DAYS))
def test_further_snapshot_only_narrows_or_explains(snapshots, day):
    """Leaving a snapshot out never gives a narrower interval for a type change."""
    fewer = [s for s in snapshots if s.day != day]
    narrow = history(snapshots, ())
    for unit in history(fewer, ()).units:
        same = next((u for u in narrow.units if u.uid == unit.uid), None)
        for event in unit.events:
            if event.kind is not EventKind.TYPE_CHANGED or same is None:
                continue
            inside = [
                e
                for e in same.events
                if event.after <= e.after and e.not_later_than <= event.not_later_than
            ]
            others = [u for u in narrow.units if u.uid.startswith(unit.uid + ".")]
            assert inside or others


def test_type_change_lies_between_the_snapshots_and_is_narrowed():
    old = snapshot(date(2015, 1, 1), rural("900101"))
    middle = snapshot(date(2018, 1, 1), rural("900101"))
    new = snapshot(date(2020, 1, 1), SnapshotUnit("900101", Kind.URBAN_RURAL, "Gaj"))
    wide = (EventKind.TYPE_CHANGED, date(2015, 1, 1), date(2020, 1, 1), "2", "3")
    narrow = (EventKind.TYPE_CHANGED, date(2018, 1, 1), date(2020, 1, 1), "2", "3")
    assert events_of(history([old, new], ()), "900101") == [wide]
    assert events_of(history([new, middle, old], ()), "900101") == [narrow]


def test_absence_in_a_partial_snapshot_proves_nothing():
    old = snapshot(date(2015, 1, 1), rural("900101"))
    partial = snapshot(date(2018, 1, 1), partial=True)
    assert events_of(history([old, partial], ()), "900101") == []
    whole = snapshot(date(2018, 1, 1))
    assert events_of(history([old, whole], ()), "900101") == [
        (EventKind.ABOLISHED, date(2015, 1, 1), date(2018, 1, 1), "", "")
    ]


def test_code_given_to_another_unit_is_another_identity():
    shots = [
        snapshot(date(2015, 1, 1), rural("900101", "Gaj")),
        snapshot(date(2016, 1, 1)),
        snapshot(date(2017, 1, 1), rural("900101", "Las")),
    ]
    known = history(shots, ())
    names = {u.uid: u.names[0].value for u in known.units if u.uid.startswith("9001")}
    assert names == {"9001": "alfowski", "900101": "Gaj", "900101.2": "Las"}


def test_unit_that_comes_back_under_its_name_is_the_same():
    shots = [
        snapshot(date(2015, 1, 1), rural("900101")),
        snapshot(date(2016, 1, 1)),
        snapshot(date(2017, 1, 1), rural("900101")),
    ]
    known = history(shots, ())
    unit = next(u for u in known.units if u.uid == "900101")
    assert unit.codes == (
        Fact(date(2015, 1, 1), "900101", date(2016, 1, 1)),
        Fact(date(2017, 1, 1), "900101", None),
    )
    assert [e.kind for e in unit.events] == [EventKind.ABOLISHED, EventKind.CREATED]


def test_merger_is_pinned_to_its_day_and_bridged():
    told = change(
        kind="merged",
        before={"code": "900101", "name": "Gaj", "kind": "2"},
        after=[{"code": "900102", "share": 0.25}, {"code": "900103", "share": 0.75}],
    )
    rest = (rural("900102", "Las"), rural("900103", "Bór"))
    shots = [
        snapshot(date(2016, 1, 1), rural("900101"), *rest),
        snapshot(date(2018, 1, 1), *rest),
    ]
    known = history(shots, [told])
    assert events_of(known, "900101") == [
        (EventKind.ABOLISHED, date(2017, 2, 28), date(2017, 3, 1), "", "")
    ]
    assert [(b.to_uid, b.share, b.effective) for b in known.bridges] == [
        ("900102", 0.25, date(2017, 3, 1)),
        ("900103", 0.75, date(2017, 3, 1)),
    ]


def test_renumbering_keeps_the_identity_of_the_first_code():
    told = change(
        kind="renumbered",
        before={"code": "900101", "name": "Gaj", "kind": "1"},
        after=[{"code": "906101"}],
    )
    city = SnapshotUnit("906101", Kind.CITY, "Gaj", "9061")
    new = snapshot(date(2018, 1, 1), city)
    old = snapshot(date(2016, 1, 1), SnapshotUnit("900101", Kind.URBAN, "Gaj"))
    kinds = {EventKind.RENUMBERED, EventKind.TYPE_CHANGED, EventKind.MOVED}
    for shots in ([new], [old, new]):
        known = history(shots, [told])
        unit = next(u for u in known.units if u.uid == "900101")
        assert {f.value for f in unit.codes if f.until is None} == {"906101", "9061"}
        assert {e.kind for e in unit.events} == kinds
        assert {e.not_later_than for e in unit.events} == {date(2017, 3, 1)}
        assert not [u for u in known.units if u.uid == "906101"]


def test_change_of_unknown_units_or_of_the_future_is_left_out():
    future = change(
        kind="split",
        effective=date(2030, 1, 1),
        before={"code": "900101", "name": "Gaj", "kind": "2"},
        after=[{"code": "900102", "share": 0.25}],
    )
    shots = [snapshot(date(2016, 1, 1), rural("900101"), rural("900102", "Las"))]
    assert history(shots, [future]) == history(shots, ())
    assert history(shots, territorial_changes()) == history(shots, ())


@pytest.mark.real_data
def test_real_files_give_one_history_in_every_order(real_snapshots):
    told = territorial_changes()
    digests = {history(p, told).digest for p in permutations(real_snapshots)}
    assert len(digests) == 1


@pytest.mark.real_data
def test_real_types_changed_97_times_and_two_snapshots_agree(real_snapshots):
    first, _middle, last = real_snapshots
    then = {u.code: u.kind for u in first.units}
    expected = {
        u.code: (then[u.code], u.kind)
        for u in last.units
        if u.code in then and then[u.code] != u.kind
    }
    assert len(expected) == 97
    known = history(real_snapshots, territorial_changes())
    found = {
        unit.uid: (Kind(e.before), Kind(e.now))
        for unit in known.units
        for e in unit.events
        if e.kind is EventKind.TYPE_CHANGED and e.after >= date(2017, 1, 1)
    }
    assert found == expected


@pytest.mark.real_data
def test_real_events_are_the_known_ones(real_snapshots):
    known = history(real_snapshots, territorial_changes())
    others = {
        (unit.uid, event.kind.value, event.not_later_than.isoformat())
        for unit in known.units
        for event in unit.events
        if event.kind is not EventKind.TYPE_CHANGED
    }
    assert others == {
        ("0206", "renamed", "2025-01-01"),
        ("221208", "renamed", "2025-01-01"),
        ("260417", "renamed", "2025-01-01"),
        ("260506", "renamed", "2020-01-01"),
        ("320304", "abolished", "2019-01-01"),
        ("120713", "created", "2025-01-01"),
        ("200216", "created", "2025-01-01"),
        ("080910", "abolished", "2015-01-01"),
        ("022109", "renumbered", "2013-01-01"),
        ("022109", "moved", "2013-01-01"),
    }
