"""Lives of units: which sightings in which snapshots are one and the same unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from miara.units.domain.changes import TerritorialChange
from miara.units.domain.facts import Snapshot, SnapshotUnit


@dataclass(slots=True)
class Sighting:
    """One observation of an identity, with the last day it cannot be older than."""

    day: date
    unit: SnapshotUnit


@dataclass(slots=True)
class Run:
    """Uninterrupted life of an identity between two known absences."""

    uid: str
    sightings: list[Sighting]
    absent_before: date | None
    absent_after: date | None


def first_code(code: str, day: date, changes: Sequence[TerritorialChange]) -> str:
    """The code from which a renumbered unit started."""
    for change in reversed(changes):
        if (
            change.kind == "renumbered"
            and change.after[0].code == code
            and change.effective <= day
        ):
            before = change.effective - timedelta(days=1)
            return first_code(change.before.code, before, changes)
    return code


def runs_of(
    snapshots: Sequence[Snapshot], changes: Sequence[TerritorialChange]
) -> list[Run]:
    """Lives of all identities, by uid, then in time order."""
    seen: dict[str, list[Sighting]] = {}
    for snapshot in snapshots:
        for unit in snapshot.units:
            key = first_code(unit.code, snapshot.day, changes)
            seen.setdefault(key, []).append(Sighting(snapshot.day, unit))
    whole_days = [s.day for s in snapshots if not s.partial]
    runs: list[Run] = []
    for key in sorted(seen):
        runs += _runs_of_key(key, seen[key], whole_days)
    return runs


def _runs_of_key(
    key: str, sightings: list[Sighting], whole_days: list[date]
) -> list[Run]:
    """Split sightings at days on which the unit is known to be missing."""
    lives: list[list[Sighting]] = [[sightings[0]]]
    for earlier, later in pairwise(sightings):
        if any(earlier.day < day < later.day for day in whole_days):
            lives.append([])
        lives[-1].append(later)
    runs: list[Run] = []
    names: list[str] = []
    for life in lives:
        name = life[0].unit.name.casefold()
        if not names or names[-1] != name:
            names.append(name)
        number = len(names)
        uid = key if number == 1 else f"{key}.{number}"
        first, last = life[0].day, life[-1].day
        runs.append(
            Run(
                uid,
                life,
                absent_before=max((d for d in whole_days if d < first), default=None),
                absent_after=min((d for d in whole_days if d > last), default=None),
            )
        )
        names[-1] = life[-1].unit.name.casefold()
    return runs


class Resolver:
    """Uid behind a code on a day."""

    def __init__(
        self, runs: Iterable[Run], changes: Sequence[TerritorialChange]
    ) -> None:
        self._changes = changes
        self._lives: dict[str, list[tuple[date, str]]] = {}
        for run in runs:
            for sighting in run.sightings:
                self._lives.setdefault(sighting.unit.code, []).append(
                    (sighting.day, run.uid)
                )

    def uid(self, code: str, day: date) -> str:
        """The holder seen nearest to the day; its first code when never seen."""
        lives = self._lives.get(code)
        if lives is None:
            return first_code(code, day, self._changes)
        return min(lives, key=lambda life: (abs(life[0] - day), life[0]))[1]
