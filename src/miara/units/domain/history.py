"""The history of units from any set of snapshots and the reviewed changes.

A pure function of its inputs: files may be imported in any order, the database is
then made equal to the result. What lies between two snapshots is an interval; a
further snapshot narrows it, a reviewed change pins it to its day.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from miara.units.domain.changes import TerritorialChange
from miara.units.domain.facts import Kind, Snapshot, SnapshotUnit
from miara.units.domain.lives import Resolver, Run, runs_of

# The three-tier division begins here; a declared unit that no snapshot shows is
# known from this day at the earliest.
DIVISION_BEGINS = date(1999, 1, 1)


class EventKind(StrEnum):
    """What happened to a unit."""

    CREATED = "created"
    ABOLISHED = "abolished"
    RENAMED = "renamed"
    TYPE_CHANGED = "type_changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A value that held in ``[since, until)``; None means it still does."""

    since: date
    value: str
    until: date | None = field(default=None, compare=True)


@dataclass(frozen=True, slots=True)
class Event:
    """A difference, dated ``after < day <= not_later_than``.

    ``other`` are the uids it concerns besides (successors with shares of an
    abolished unit, the unit a new one came from), ``change`` the code of the
    reviewed change that tells it.
    """

    kind: EventKind
    after: date
    not_later_than: date
    before: str = ""
    now: str = ""
    other: tuple[tuple[str, float], ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """One identity: its dated facts and events, each in time order."""

    uid: str
    codes: tuple[Fact, ...]
    names: tuple[Fact, ...]
    kinds: tuple[Fact, ...]
    parents: tuple[Fact, ...]  # values are uids; none for a voivodeship
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, order=True)
class BridgeFact:
    """Share of ``from_uid`` that belongs to ``to_uid`` before ``effective``."""

    from_uid: str
    to_uid: str
    share: float
    effective: date
    change: str
    act: str


@dataclass(frozen=True, slots=True)
class History:
    """All identities by uid, and the bridges between them."""

    units: tuple[UnitHistory, ...] = ()
    bridges: tuple[BridgeFact, ...] = ()

    @property
    def digest(self) -> str:
        """sha256 of the content."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def history(
    snapshots: Iterable[Snapshot], changes: Iterable[TerritorialChange]
) -> History:
    """Identities, dated facts and events.

    Parameters
    ----------
    snapshots
        In any order; days are different.
    changes
        Those after the last snapshot, or about units no snapshot knows, are left
        out.

    Returns
    -------
    History
        Equal for equal sets of inputs, whatever their order.

    Notes
    -----
    Identity is the code, followed through declared renumberings to the first one.
    A code that comes back after a known absence is the same unit if the name is
    the same, else another one (``.2`` after the code).
    """
    ordered = sorted(snapshots, key=lambda s: s.day)
    if not ordered:
        return History()
    applied = _applicable(changes, ordered)
    runs = runs_of(ordered, applied)
    resolver = Resolver(runs, applied)
    units = [
        _unit_history(uid, list(group), applied, resolver)
        for uid, group in groupby(runs, key=lambda run: run.uid)
    ]
    units += _declared_only(applied, resolver, {unit.uid for unit in units})
    bridges = tuple(sorted(_bridges(applied, resolver)))
    return History(tuple(sorted(units, key=lambda unit: unit.uid)), bridges)


def _applicable(
    changes: Iterable[TerritorialChange], snapshots: Sequence[Snapshot]
) -> list[TerritorialChange]:
    codes = {unit.code for snapshot in snapshots for unit in snapshot.units}
    last = snapshots[-1].day
    return sorted(
        (
            change
            for change in changes
            if change.effective <= last
            and all(unit.code in codes for unit in change.after)
        ),
        key=lambda change: (change.effective, change.code),
    )


def _unit_history(
    uid: str,
    runs: list[Run],
    changes: Sequence[TerritorialChange],
    resolver: Resolver,
) -> UnitHistory:
    parts = [_run_history(run, changes, resolver) for run in runs]
    return UnitHistory(
        uid,
        codes=tuple(sorted(f for part in parts for f in part.codes)),
        names=tuple(f for part in parts for f in part.names),
        kinds=tuple(f for part in parts for f in part.kinds),
        parents=tuple(f for part in parts for f in part.parents),
        events=tuple(e for part in parts for e in part.events),
    )


def _run_history(
    run: Run, changes: Sequence[TerritorialChange], resolver: Resolver
) -> UnitHistory:
    renumbering = _renumbering_before(run, changes)
    since, events = _beginning(run, changes, resolver)
    until, end = _ending(run, changes, resolver)
    states = [
        (s.day, _State.of(s.unit, s.day, resolver), s.unit.code) for s in run.sightings
    ]
    if renumbering is not None:
        earlier = _State(
            code=renumbering.before.code,
            county="",
            name=renumbering.before.name,
            kind=renumbering.before.kind,
            parent=_parent_uid(renumbering.before, renumbering.effective, resolver),
        )
        day = renumbering.effective - timedelta(days=1)
        states.insert(0, (day, earlier, renumbering.before.code))
        since = DIVISION_BEGINS
    timeline = [(since, states[0][1])]
    for (earlier_day, before, _c1), (later_day, after, code) in pairwise(states):
        if before == after:
            continue
        change = _renumbering_between(code, earlier_day, later_day, changes)
        day = change.effective if change else later_day
        last_known = day - timedelta(days=1) if change else earlier_day
        timeline.append((day, after))
        events += _differences(before, after, last_known, day, change)
    return UnitHistory(
        run.uid,
        codes=_codes(timeline, until),
        names=_facts([(day, state.name) for day, state in timeline], until),
        kinds=_facts([(day, str(state.kind)) for day, state in timeline], until),
        parents=_facts([(day, state.parent) for day, state in timeline], until),
        events=tuple(events + end),
    )


@dataclass(frozen=True, slots=True)
class _State:
    code: str
    county: str
    name: str
    kind: Kind
    parent: str

    @classmethod
    def of(cls, unit: SnapshotUnit, day: date, resolver: Resolver) -> "_State":
        parent = unit.parent_code
        return cls(
            unit.code,
            unit.county_code,
            unit.name,
            unit.kind,
            resolver.uid(parent, day) if parent else "",
        )


def _parent_uid(unit: object, day: date, resolver: Resolver) -> str:
    code = str(getattr(unit, "code", ""))
    kind = getattr(unit, "kind", None)
    parent = SnapshotUnit(code, Kind(str(kind)), "").parent_code
    return resolver.uid(parent, day) if parent else ""


def _facts(timeline: list[tuple[date, str]], until: date | None) -> tuple[Fact, ...]:
    """Merge equal neighbours into spans; an empty value gives no fact."""
    starts: list[tuple[date, str]] = []
    for day, value in timeline:
        if not starts or starts[-1][1] != value:
            starts.append((day, value))
    ends = [day for day, _ in starts[1:]] + [until]
    return tuple(
        Fact(day, value, end)
        for (day, value), end in zip(starts, ends, strict=True)
        if value
    )


def _codes(timeline: list[tuple[date, _State]], until: date | None) -> tuple[Fact, ...]:
    own = _facts([(day, state.code) for day, state in timeline], until)
    county = _facts([(day, state.county) for day, state in timeline], until)
    return tuple(sorted((*own, *county)))


def _differences(
    before: _State,
    after: _State,
    last_known: date,
    day: date,
    change: TerritorialChange | None,
) -> list[Event]:
    pairs = (
        (EventKind.RENUMBERED, before.code, after.code),
        (EventKind.RENAMED, before.name, after.name),
        (EventKind.TYPE_CHANGED, str(before.kind), str(after.kind)),
        (EventKind.MOVED, before.parent, after.parent),
    )
    return [
        Event(kind, last_known, day, old, new, (), change.code if change else "")
        for kind, old, new in pairs
        if old != new
    ]


def _renumbering_before(
    run: Run, changes: Sequence[TerritorialChange]
) -> TerritorialChange | None:
    """A renumbering older than the first sighting: the unit had another code."""
    first = run.sightings[0]
    for change in changes:
        if (
            change.kind == "renumbered"
            and change.after[0].code == first.unit.code
            and change.effective <= first.day
        ):
            return change
    return None


def _renumbering_between(
    code: str, earlier: date, later: date, changes: Sequence[TerritorialChange]
) -> TerritorialChange | None:
    for change in changes:
        if (
            change.kind == "renumbered"
            and change.after[0].code == code
            and earlier < change.effective <= later
        ):
            return change
    return None


def _beginning(
    run: Run, changes: Sequence[TerritorialChange], resolver: Resolver
) -> tuple[date, list[Event]]:
    """First day of a run, and its event unless it starts with the register."""
    first = run.sightings[0]
    for change in changes:
        told = change.kind == "split" and any(
            unit.code == first.unit.code for unit in change.after
        )
        fits = (
            run.absent_before is None or run.absent_before < change.effective
        ) and change.effective <= first.day
        if told and fits:
            day = change.effective
            origin = ((resolver.uid(change.before.code, day), 1.0),)
            event = _told(EventKind.CREATED, change, origin)
            return day, [event]
    if run.absent_before is None:
        return first.day, []
    event = Event(EventKind.CREATED, run.absent_before, first.day)
    return first.day, [event]


def _ending(
    run: Run, changes: Sequence[TerritorialChange], resolver: Resolver
) -> tuple[date | None, list[Event]]:
    """First day after a run, or None while the unit exists."""
    if run.absent_after is None:
        return None, []
    last = run.sightings[-1]
    for change in changes:
        told = change.kind == "merged" and change.before.code == last.unit.code
        if told and last.day < change.effective <= run.absent_after:
            others = _successors(change, resolver)
            return change.effective, [_told(EventKind.ABOLISHED, change, others)]
    event = Event(EventKind.ABOLISHED, last.day, run.absent_after)
    return run.absent_after, [event]


def _told(
    kind: EventKind, change: TerritorialChange, other: tuple[tuple[str, float], ...]
) -> Event:
    eve = change.effective - timedelta(days=1)
    return Event(kind, eve, change.effective, other=other, change=change.code)


def _successors(
    change: TerritorialChange, resolver: Resolver
) -> tuple[tuple[str, float], ...]:
    return tuple(
        (resolver.uid(unit.code, change.effective), unit.share or 0.0)
        for unit in change.after
    )


def _declared_only(
    changes: Sequence[TerritorialChange], resolver: Resolver, known: set[str]
) -> list[UnitHistory]:
    """Units that ended before the first snapshot, as the changes tell them."""
    units = []
    for change in changes:
        uid = resolver.uid(change.before.code, change.effective - timedelta(days=1))
        if change.kind != "merged" or uid in known:
            continue
        start, end = DIVISION_BEGINS, change.effective
        parent = _parent_uid(change.before, end, resolver)
        units.append(
            UnitHistory(
                uid,
                codes=(Fact(start, change.before.code, end),),
                names=(Fact(start, change.before.name, end),),
                kinds=(Fact(start, str(change.before.kind), end),),
                parents=(Fact(start, parent, end),) if parent else (),
                events=(
                    _told(EventKind.ABOLISHED, change, _successors(change, resolver)),
                ),
            )
        )
    return units


def _bridges(
    changes: Sequence[TerritorialChange], resolver: Resolver
) -> Iterable[BridgeFact]:
    for change in changes:
        if change.kind == "renumbered":
            continue
        eve = change.effective - timedelta(days=1)
        origin = resolver.uid(change.before.code, eve)
        act = change.act.journal if change.act else ""
        for uid, share in _successors(change, resolver):
            yield BridgeFact(origin, uid, share, change.effective, change.code, act)
