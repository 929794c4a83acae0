"""Units on any day, looked up in memory: built once for a state of the register."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from miara.cube.register import (
    COUNTRY,
    Bridge,
    CodeSpan,
    Level,
    Register,
    RegisterUnit,
)
from miara.units.domain.facts import COUNTIES, MUNICIPALITIES, Kind
from miara.units.domain.history import BridgeFact, EventKind, Fact, UnitHistory

_COUNTRY_NAME = "Polska"


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit on one day, or on its last day if it ended before.

    ``county_code`` is the second code of a city with county rights. ``county_uid``
    of such a city, and of a county, is the unit itself.
    """

    uid: str
    code: str
    county_code: str | None
    name: str
    kind: Kind
    county_uid: str | None
    voivodeship_uid: str
    exists: bool
    since: date
    until: date | None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Where the unit acts; a city with county rights at two levels."""
        return levels_of(self.kind)


def levels_of(kind: Kind) -> tuple[Level, ...]:
    """Levels at which a kind acts.

    >>> [str(level) for level in levels_of(Kind.CITY)]
    ['gmina', 'powiat']
    """
    if kind is Kind.VOIVODESHIP:
        return (Level.VOIVODESHIP,)
    levels = []
    if kind in MUNICIPALITIES:
        levels.append(Level.MUNICIPALITY)
    if kind in COUNTIES:
        levels.append(Level.COUNTY)
    return tuple(levels)


class Directory:
    """All units with their dated facts, by uid and by code."""

    def __init__(
        self,
        units: Iterable[UnitHistory],
        bridges: Iterable[BridgeFact] = (),
        digest: str = "",
    ) -> None:
        self.histories: Mapping[str, UnitHistory] = {u.uid: u for u in units}
        self.bridges = tuple(bridges)
        self.digest = digest
        self._holders: dict[str, list[tuple[date, str]]] = {}
        for unit in self.histories.values():
            for fact in unit.codes:
                self._holders.setdefault(fact.value, []).append((fact.since, unit.uid))
        for holders in self._holders.values():
            holders.sort()
        self._now = {uid: self._state(unit) for uid, unit in self.histories.items()}

    def __iter__(self) -> Iterator[UnitState]:
        """Latest states of all units, abolished ones included, by code."""
        return iter(sorted(self._now.values(), key=lambda s: (s.code, s.uid)))

    def uid_of(self, code: str, on: date | None = None) -> str | None:
        """Holder of a public code on a day (default: the latest one).

        A seven-digit code is cut to six. A day before the first holder gives the
        first: registers start later than many series.
        """
        holders = self._holders.get(code[:6] if len(code) == 7 else code)
        if not holders:
            return None
        if on is None:
            return holders[-1][1]
        before = [uid for since, uid in holders if since <= on]
        return before[-1] if before else holders[0][1]

    def state(self, uid: str, on: date | None = None) -> UnitState:
        """Facts of a unit on a day (default: the latest); ``KeyError`` if unknown.

        A day before the unit is known gives its first facts, with ``exists`` False
        only if the register shows that it did not exist yet.
        """
        if on is None:
            return self._now[uid]
        return self._state(self.histories[uid], on)

    def at_level(self, level: Level, on: date | None = None) -> list[UnitState]:
        """Units that act at a level on a day (default: now), by code."""
        states = (self.state(uid, on) for uid in self.histories)
        found = [s for s in states if s.exists and level in s.levels]
        return sorted(found, key=lambda state: state.code)

    def successors(self, uid: str) -> tuple[str, ...]:
        """Units that took over an abolished one, the largest share first."""
        for event in reversed(self.histories[uid].events):
            if event.kind is EventKind.ABOLISHED:
                ordered = sorted(event.other, key=lambda pair: -pair[1])
                return tuple(other for other, _share in ordered)
        return ()

    def _state(self, unit: UnitHistory, on: date | None = None) -> UnitState:
        kind_fact = _fact_on(unit.kinds, on)
        kind = Kind(kind_fact.value)
        codes = [
            fact.value
            for fact in unit.codes
            if fact.since <= kind_fact.since < (fact.until or date.max)
            or kind_fact.since <= fact.since < (kind_fact.until or date.max)
        ]
        code_on = [
            f.value for f in unit.codes if on and f.since <= on < (f.until or date.max)
        ]
        chosen = code_on or codes
        code = max(chosen, key=len)
        parent = _fact_on(unit.parents, on).value if unit.parents else ""
        county, voivodeship = self._above(unit.uid, kind, parent, on)
        return UnitState(
            uid=unit.uid,
            code=code,
            county_code=min(chosen, key=len) if kind is Kind.CITY else None,
            name=_fact_on(unit.names, on).value,
            kind=kind,
            county_uid=county,
            voivodeship_uid=voivodeship,
            exists=self._exists(unit, on),
            since=unit.kinds[0].since,
            until=unit.kinds[-1].until,
        )

    def _above(
        self, uid: str, kind: Kind, parent: str, on: date | None
    ) -> tuple[str | None, str]:
        if kind is Kind.VOIVODESHIP:
            return None, uid
        if kind in COUNTIES:
            return uid, parent
        county = self.histories.get(parent)
        if county is None or not county.parents:
            return parent or None, parent[:2]
        return parent, _fact_on(county.parents, on).value

    @staticmethod
    def _exists(unit: UnitHistory, on: date | None) -> bool:
        if on is None:
            return unit.kinds[-1].until is None
        if any(f.since <= on < (f.until or date.max) for f in unit.kinds):
            return True
        created = any(e.kind is EventKind.CREATED for e in unit.events)
        return on < unit.kinds[0].since and not created


def _fact_on(facts: tuple[Fact, ...], on: date | None) -> Fact:
    """The fact of a day; the nearest earlier one, else the first."""
    if on is None:
        return facts[-1]
    before = [fact for fact in facts if fact.since <= on]
    return before[-1] if before else facts[0]


def _known_since(unit: UnitHistory, fact: Fact) -> date:
    """First day of a code; the beginning of time where nobody saw the unit created.

    Series reach further back than registers: a unit that stands in the earliest
    snapshot is taken to have had its first code before, too.
    """
    created = any(event.kind is EventKind.CREATED for event in unit.events)
    first = min(item.since for item in unit.codes)
    return date.min if fact.since == first and not created else fact.since


def as_register(directory: Directory) -> Register:
    """The register in the shape the cube works with, the country included."""
    units = [_register_unit(state) for state in directory]
    country = RegisterUnit(
        COUNTRY, COUNTRY, _COUNTRY_NAME, "K", (Level.COUNTRY,), None, None
    )
    spans = [
        CodeSpan(fact.value, unit.uid, _known_since(unit, fact), fact.until)
        for unit in directory.histories.values()
        for fact in unit.codes
    ]
    spans.append(CodeSpan(COUNTRY, COUNTRY, date.min, None))
    bridges = tuple(
        Bridge(b.from_uid, b.to_uid, b.share, b.effective, b.act)
        for b in directory.bridges
    )
    return Register(
        units=(*units, country),
        spans=tuple(sorted(spans, key=lambda s: (s.code, s.since, s.uid))),
        bridges=bridges,
        digest=directory.digest,
    )


def _register_unit(state: UnitState) -> RegisterUnit:
    return RegisterUnit(
        uid=state.uid,
        code=state.code,
        name=state.name,
        kind=state.kind.value,
        levels=state.levels,
        parent_county=state.county_uid,
        parent_voivodeship=state.voivodeship_uid,
        exists=state.exists,
    )
