"""One published state of all numbers, as readers see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FlagArray, FloatArray
from miara.cube.loads import Origin
from miara.cube.periods import Frequency, Period
from miara.cube.register import Bridge, Level
from miara.cube.store.manifest import Manifest, bridge_from_json, origin_from_json

if TYPE_CHECKING:
    from miara.cube.store.store import Store

NO_ORIGIN: Final = 65535
_T = TypeVar("_T")


@lru_cache(maxsize=1024)
def _periods(labels: tuple[str, ...]) -> tuple[Period, ...]:
    return tuple(Period.parse(label) for label in labels)


def _index(labels: Sequence[_T]) -> dict[_T, int]:
    return {label: i for i, label in enumerate(labels)}


@dataclass(frozen=True)
class Variable:
    """One input series of a vintage: a (period, unit) plane with its origins.

    Attributes
    ----------
    periods
        Labels of the first axis, ascending.
    origins
        Files the cells came from; :attr:`source` indexes this tuple.
    meta
        What the builder was told about the variable; plain JSON.
    """

    code: str
    periods: tuple[Period, ...]
    origins: tuple[Origin, ...]
    meta: Mapping[str, Any]
    _store: Store = field(repr=False)
    _digests: Mapping[str, str] = field(repr=False)

    @property
    def values(self) -> FloatArray:
        """float64 (T, U), read-only; NaN wherever the flag has no number."""
        return self._store.array(self._digests["values"])

    @property
    def flags(self) -> FlagArray:
        """uint8 (T, U), read-only; see :mod:`miara.cube.flags`."""
        return self._store.array(self._digests["flags"])

    @property
    def source(self) -> NDArray[np.uint16]:
        """uint16 (T, U), read-only: index into ``origins``, 65535 = none."""
        return self._store.array(self._digests["source"])

    @property
    def digests(self) -> Mapping[str, str]:
        """sha256 of ``values``, ``flags`` and ``source``: equal means unchanged."""
        return self._digests

    @cached_property
    def index_of_period(self) -> Mapping[Period, int]:
        """Row of each period."""
        return _index(self.periods)

    def origin_of(self, period: int, unit: int) -> Origin | None:
        """The file behind one cell (row, column), if it came from one."""
        index = int(self.source[period, unit])
        return None if index == NO_ORIGIN else self.origins[index]


@dataclass(frozen=True)
class Block:
    """All indicators of one level and frequency: axes and one array a quantity."""

    level: Level
    frequency: Frequency
    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    units: tuple[str, ...]  # uids
    meta: Mapping[str, Any]
    _store: Store = field(repr=False)
    _digests: Mapping[str, str] = field(repr=False)
    _held: dict[str, NDArray[Any]] = field(default_factory=dict, repr=False)

    @property
    def quantities(self) -> tuple[str, ...]:
        """Names of the quantities this block holds, sorted."""
        return tuple(sorted(self._digests))

    @property
    def digests(self) -> Mapping[str, str]:
        """sha256 of each quantity: equal means unchanged."""
        return self._digests

    def quantity(self, name: str) -> NDArray[Any]:
        """One array of the block, memory-mapped and read-only.

        Types and axes are in :data:`miara.cube.store.quantities.QUANTITIES`.

        Raises
        ------
        KeyError
            When the block has no such quantity.
        """
        # Two threads may both map it the first time: they map the same bytes.
        array = self._held.get(name)
        if array is None:
            array = self._held[name] = self._store.array(self._digests[name])
        return array

    @cached_property
    def index_of_indicator(self) -> Mapping[str, int]:
        """Place of each indicator on the first axis."""
        return _index(self.indicators)

    @cached_property
    def index_of_period(self) -> Mapping[Period, int]:
        """Place of each period on the second axis."""
        return _index(self.periods)

    @cached_property
    def index_of_unit(self) -> Mapping[str, int]:
        """Place of each uid on the third axis."""
        return _index(self.units)


@dataclass(frozen=True)
class Peers:
    """Nearest neighbours of every unit of a level, for one topic and year.

    Attributes
    ----------
    neighbour
        int32 (U, K): places on the block's unit axis, nearest first, -1 = none.
    distance
        float32 (U, K).
    difference
        float32 (U, K, F): standardised difference by feature, neighbour - unit.
    features
        Names of the last axis of ``difference``.
    lonely
        uint8 (U): 1 = the unit has no close peers.
    """

    level: Level
    topic: str
    year: int
    features: tuple[str, ...]
    neighbour: NDArray[np.int32]
    distance: NDArray[np.float32]
    difference: NDArray[np.float32]
    lonely: NDArray[np.uint8]
    meta: Mapping[str, Any]


class _Variables(Mapping[str, Variable]):
    """Variables by code, made when asked for."""

    def __init__(
        self, store: Store, entries: Mapping[str, Any], origins: tuple[Origin, ...]
    ) -> None:
        self._store = store
        self._entries = entries
        self._origins = origins
        self._made: dict[str, Variable] = {}

    def __getitem__(self, code: str) -> Variable:
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = self._make(code)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def _make(self, code: str) -> Variable:
        entry = self._entries[code]
        return Variable(
            code=code,
            periods=_periods(tuple(entry["periods"])),
            origins=tuple(self._origins[i] for i in entry["origins"]),
            meta=entry["meta"],
            _store=self._store,
            _digests={part: entry[part] for part in ("values", "flags", "source")},
        )


class Vintage:
    """One immutable state of all numbers. Opened by :meth:`Store.open`.

    Arrays are mapped when first asked for. Reading is safe from several threads;
    a request takes one vintage at its start and keeps it to its end.

    Attributes
    ----------
    units, unit_codes
        uid and public code of every place on the unit axis of the variables.
    origins
        Every file that any number came from.
    bridges
        Territorial changes across which cells flagged BRIDGED were carried.
    variables
        Input series by code.
    digests
        What the vintage was made with: ``register``, ``definitions``, ``code``, ...
    """

    def __init__(self, store: Store, vintage_id: str, manifest: Manifest) -> None:
        self.id = vintage_id
        self.created_at = datetime.fromisoformat(manifest["created_at"])
        self.units: tuple[str, ...] = tuple(manifest["units"])
        self.unit_codes: tuple[str, ...] = tuple(manifest["unit_codes"])
        self.origins = tuple(origin_from_json(entry) for entry in manifest["origins"])
        self.bridges = tuple(bridge_from_json(entry) for entry in manifest["bridges"])
        self.digests: Mapping[str, str] = manifest["digests"]
        self.variables: Mapping[str, Variable] = _Variables(
            store, manifest["variables"], self.origins
        )
        self._store = store
        self._manifest = manifest
        self._blocks = {
            (Level(entry["level"]), Frequency(entry["frequency"])): self._block(entry)
            for entry in manifest["blocks"].values()
        }

    def __repr__(self) -> str:
        return f"<Vintage {self.id}>"

    @cached_property
    def index_of_unit(self) -> Mapping[str, int]:
        """Place of each uid on the unit axis of the variables."""
        return _index(self.units)

    @cached_property
    def code_of_unit(self) -> Mapping[str, str]:
        """Public code of each uid."""
        return dict(zip(self.units, self.unit_codes, strict=True))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, by level and frequency."""
        return tuple(block for _, block in sorted(self._blocks.items()))

    def block(self, level: str, frequency: str = Frequency.YEAR) -> Block | None:
        """Indicators of a level and frequency; None when the vintage has none."""
        return self._blocks.get((Level(level), Frequency(frequency)))

    def peer_years(self, level: str, topic: str) -> tuple[int, ...]:
        """Years for which peers of a topic are frozen, ascending."""
        topics = self._manifest["peers"].get(str(level), {})
        return tuple(sorted(int(year) for year in topics.get(topic, {})))

    def peer_topics(self, level: str) -> tuple[str, ...]:
        """Topics with peers at a level, sorted."""
        return tuple(sorted(self._manifest["peers"].get(str(level), {})))

    def peers(self, level: str, topic: str, year: int | None = None) -> Peers | None:
        """Neighbours of a level and topic in a year (default: the latest).

        None when the vintage has no such list.
        """
        years = self.peer_years(level, topic)
        if year is None and years:
            year = years[-1]
        if year not in years:
            return None
        entry = self._manifest["peers"][str(level)][topic][str(year)]
        arrays = {
            part: self._store.array(digest) for part, digest in entry["arrays"].items()
        }
        return Peers(
            level=Level(level),
            topic=topic,
            year=int(year),
            features=tuple(entry["features"]),
            meta=entry["meta"],
            **arrays,
        )

    def text(self, name: str) -> Any:
        """A JSON text the builder kept with the vintage; ``KeyError`` if none."""
        return self._store.text(self._manifest["texts"][name])

    def bridges_behind(self, uid: str, period: Period) -> tuple[Bridge, ...]:
        """Changes through which a BRIDGED cell of ``uid`` got its number.

        Includes those of the predecessors' own predecessors, latest first.
        """
        return _behind(self.bridges, uid, period.end, date.max)

    def _block(self, entry: Mapping[str, Any]) -> Block:
        return Block(
            level=Level(entry["level"]),
            frequency=Frequency(entry["frequency"]),
            indicators=tuple(entry["indicators"]),
            periods=_periods(tuple(entry["periods"])),
            units=tuple(entry["units"]),
            meta=entry["meta"],
            _store=self._store,
            _digests=entry["quantities"],
        )


def _behind(
    bridges: Sequence[Bridge], uid: str, since: date, before: date
) -> tuple[Bridge, ...]:
    found: list[Bridge] = []
    for bridge in sorted(bridges, key=lambda b: (b.effective, b.from_uid))[::-1]:
        if bridge.to_uid == uid and since <= bridge.effective < before:
            found.append(bridge)
            if bridge.from_uid != uid:
                found.extend(_behind(bridges, bridge.from_uid, since, bridge.effective))
    return tuple(dict.fromkeys(found))
