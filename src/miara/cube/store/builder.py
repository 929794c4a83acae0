"""Building the next vintage beside the served one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import has_number
from miara.cube.loads import Origin
from miara.cube.periods import Frequency, Period
from miara.cube.register import Bridge, Level
from miara.cube.store.errors import MalformedVintage
from miara.cube.store.manifest import (
    FORMAT,
    Manifest,
    bridge_to_json,
    origin_to_json,
)
from miara.cube.store.quantities import QUANTITIES
from miara.cube.store.store import Store
from miara.cube.store.vintage import NO_ORIGIN, Vintage

_PEER_TYPES: Final = {
    "neighbour": "i4",
    "distance": "f4",
    "difference": "f4",
    "lonely": "u1",
}


class VintageBuilder:
    """Collects the parts of one vintage and publishes them at once.

    Parts are on disk as soon as they are added, the vintage exists only after
    :meth:`finish`. Use as a context manager, so that the hold on the store ends
    with the build. Content equal to what the store has costs no space.

    Parameters
    ----------
    store
        Where to build.
    units, unit_codes
        uid and public code of every place on the unit axis of variables.
    created_at
        Moment of the build; not part of the identity of the vintage.
    digests
        sha256 by name of what the vintage is made with: ``register``,
        ``definitions``, ``code``, ...
    bridges
        Territorial changes applied.
    """

    def __init__(
        self,
        store: Store,
        *,
        units: Sequence[str],
        unit_codes: Sequence[str],
        created_at: datetime,
        digests: Mapping[str, str],
        bridges: Sequence[Bridge] = (),
    ) -> None:
        _require(len(units) == len(unit_codes), "units and codes differ in length")
        _require(len(set(units)) == len(units), "a unit stands twice on the axis")
        _require(created_at.tzinfo is not None, "created_at has no time zone")
        self._store = store
        self._hold = store.writing()
        self._origin_index: dict[Origin, int] = {}
        self._manifest: Manifest = {
            "format": FORMAT,
            "created_at": created_at.isoformat(),
            "digests": dict(digests),
            "units": list(units),
            "unit_codes": list(unit_codes),
            "bridges": [bridge_to_json(bridge) for bridge in bridges],
            "variables": {},
            "blocks": {},
            "peers": {},
            "texts": {},
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hold.release()

    def add_variable(
        self,
        code: str,
        *,
        periods: Sequence[Period],
        values: NDArray[np.float64],
        flags: NDArray[np.uint8],
        source: NDArray[np.uint16],
        origins: Sequence[Origin],
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Add one input series.

        Parameters
        ----------
        periods
            Ascending, one frequency.
        values, flags, source
            Shape (period, unit). ``values`` is NaN exactly where ``flags`` has no
            number; ``source`` indexes ``origins``, 65535 = no file.
        origins
            Files of this variable alone, so that a new file of another variable
            leaves these arrays byte for byte as they were.
        meta
            Plain JSON kept with the variable.

        Raises
        ------
        MalformedVintage
            When shapes, types, labels or flags do not fit together.
        """
        shape = (len(periods), len(self._manifest["units"]))
        arrays: dict[str, NDArray[Any]] = {
            "values": values,
            "flags": flags,
            "source": source,
        }
        types = {"values": "f8", "flags": "u1", "source": "u2"}
        for part, array in arrays.items():
            _check_array(f"variable {code}, {part}", array, types[part], shape)
        _check_periods(f"variable {code}", periods)
        _require(
            bool(np.array_equal(np.isnan(values), ~has_number(flags))),
            f"variable {code}: numbers and flags disagree",
        )
        used = source[source != NO_ORIGIN]
        _require(
            used.size == 0 or int(used.max()) < len(origins),
            f"variable {code}: a source without an origin",
        )
        self._manifest["variables"][code] = {
            "periods": [period.label for period in periods],
            "origins": [self._place(origin) for origin in origins],
            "meta": dict(meta or {}),
            **{part: self._store.put(array) for part, array in arrays.items()},
        }

    def reuse_variable(self, code: str, prior: Vintage) -> None:
        """Share a variable with an earlier vintage without reading its numbers.

        Raises
        ------
        MalformedVintage
            When the two vintages have different unit axes.
        KeyError
            When the earlier vintage has no such variable.
        """
        same_axis = list(prior.units) == self._manifest["units"]
        _require(same_axis, f"variable {code}: the prior vintage has other units")
        variable = prior.variables[code]
        self._manifest["variables"][code] = {
            "periods": [period.label for period in variable.periods],
            "origins": [self._place(origin) for origin in variable.origins],
            "meta": dict(variable.meta),
            **variable.digests,
        }

    def add_block(
        self,
        level: str,
        frequency: str,
        *,
        indicators: Sequence[str],
        periods: Sequence[Period],
        units: Sequence[str],
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Name the axes of a block; quantities follow by :meth:`add_quantity`.

        Raises
        ------
        MalformedVintage
            When a label stands twice, a unit is unknown, or another block of the
            level has other units (peers are places on the one axis of a level).
        """
        name = _block_name(level, frequency)
        _check_periods(f"block {name}", periods)
        _require(
            all(period.frequency == frequency for period in periods),
            f"block {name}: a period of another frequency",
        )
        _require(
            len(set(indicators)) == len(indicators),
            f"block {name}: an indicator stands twice",
        )
        _require(
            len(set(units)) == len(units)
            and set(units) <= set(self._manifest["units"]),
            f"block {name}: a unit stands twice or is not on the axis",
        )
        for other in self._manifest["blocks"].values():
            same = other["level"] != level or other["units"] == list(units)
            _require(same, f"block {name}: other units than the level's other block")
        self._manifest["blocks"][name] = {
            "level": str(Level(level)),
            "frequency": str(Frequency(frequency)),
            "indicators": list(indicators),
            "periods": [period.label for period in periods],
            "units": list(units),
            "meta": dict(meta or {}),
            "quantities": {},
        }

    def add_quantity(
        self, level: str, frequency: str, name: str, array: NDArray[Any]
    ) -> None:
        """Add one array of a block; types and axes as in ``QUANTITIES``.

        Safe from several threads for different names, so that hashing and
        writing of large arrays overlap.

        Raises
        ------
        MalformedVintage
            When the block, the quantity, its type or its shape is not as declared.
        """
        block = self._manifest["blocks"].get(_block_name(level, frequency))
        where = f"block {level}-{frequency}, {name}"
        _require(block is not None, f"{where}: no such block")
        _require(name in QUANTITIES, f"{where}: no such quantity")
        quantity = QUANTITIES[name]
        sizes = {
            "I": len(block["indicators"]),
            "T": len(block["periods"]),
            "U": len(block["units"]),
            "D": 9,
        }
        shape = tuple(sizes[axis] for axis in quantity.axes)
        _check_array(where, array, quantity.dtype, shape)
        block["quantities"][name] = self._store.put(array)

    def add_peers(
        self,
        level: str,
        topic: str,
        year: int,
        *,
        features: Sequence[str],
        neighbour: NDArray[np.int32],
        distance: NDArray[np.float32],
        difference: NDArray[np.float32],
        lonely: NDArray[np.uint8],
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Add the neighbours of one level, topic and year.

        Shapes: ``neighbour`` and ``distance`` (U, K), ``difference`` (U, K, F),
        ``lonely`` (U), with U the unit axis of the level's blocks.

        Raises
        ------
        MalformedVintage
            When shapes or types do not fit; the unit axis is checked by
            :meth:`finish`.
        """
        where = f"peers {level} {topic} {year}"
        units, count = neighbour.shape
        arrays: dict[str, tuple[NDArray[Any], tuple[int, ...]]] = {
            "neighbour": (neighbour, (units, count)),
            "distance": (distance, (units, count)),
            "difference": (difference, (units, count, len(features))),
            "lonely": (lonely, (units,)),
        }
        for part, (array, shape) in arrays.items():
            _check_array(f"{where}, {part}", array, _PEER_TYPES[part], shape)
        in_range = bool(((neighbour >= -1) & (neighbour < units)).all())
        _require(in_range, f"{where}: a neighbour outside the axis")
        entry = {
            "features": list(features),
            "meta": dict(meta or {}),
            "arrays": {part: self._store.put(a) for part, (a, _) in arrays.items()},
        }
        self._set_peers(level, topic, year, entry)

    def reuse_peers(self, level: str, topic: str, year: int, prior: Vintage) -> None:
        """Keep a frozen list of an earlier vintage, moved to this unit axis.

        Neighbours that are no longer on the axis of the level become -1, units
        that were not on it then have none.

        Raises
        ------
        KeyError
            When the earlier vintage has no such list, or either vintage has no
            block of the level.
        """
        peers = prior.peers(level, topic, year)
        if peers is None:
            raise KeyError((level, topic, year))
        old = self._axis_of(prior, level)
        new = next(
            entry["units"]
            for entry in self._manifest["blocks"].values()
            if entry["level"] == level
        )
        moved = _moved_peers(
            {part: getattr(peers, part) for part in _PEER_TYPES}, old, new
        )
        self.add_peers(
            level, topic, year, features=peers.features, meta=peers.meta, **moved
        )

    def add_text(self, name: str, content: Any) -> None:
        """Keep anything JSON can say beside the numbers, such as findings."""
        self._manifest["texts"][name] = self._store.put_text(content)

    def finish(self) -> str:
        """Check the whole, publish it to readers of the store and return its id.

        Raises
        ------
        MalformedVintage
            When a block lacks ``value`` or ``flag``, or peers do not fit the unit
            axis of their level.
        """
        sizes = {}
        for name, block in self._manifest["blocks"].items():
            complete = {"value", "flag"} <= set(block["quantities"])
            _require(complete, f"block {name}: value or flag is absent")
            sizes[block["level"]] = len(block["units"])
        for level, topics in self._manifest["peers"].items():
            for topic, years in topics.items():
                for year, entry in years.items():
                    rows = len(self._store.array(entry["arrays"]["lonely"]))
                    fits = rows == sizes.get(level)
                    _require(fits, f"peers {level} {topic} {year}: other unit axis")
        self._manifest["origins"] = [origin_to_json(o) for o in self._origin_index]
        vintage_id = self._store.write_manifest(self._manifest)
        self._hold.release()
        return vintage_id

    def _place(self, origin: Origin) -> int:
        return self._origin_index.setdefault(origin, len(self._origin_index))

    def _set_peers(
        self, level: str, topic: str, year: int, entry: dict[str, Any]
    ) -> None:
        topics = self._manifest["peers"].setdefault(str(Level(level)), {})
        topics.setdefault(topic, {})[str(year)] = entry

    @staticmethod
    def _axis_of(vintage: Vintage, level: str) -> tuple[str, ...]:
        for block in vintage.blocks:
            if block.level == level:
                return block.units
        raise KeyError(level)


def _moved_peers(
    arrays: dict[str, NDArray[Any]], old: Sequence[str], new: Sequence[str]
) -> dict[str, NDArray[Any]]:
    place = {uid: i for i, uid in enumerate(new)}
    target = np.array([place.get(uid, -1) for uid in old] + [-1], dtype=np.int32)
    kept = np.flatnonzero(target[:-1] >= 0)
    rows = target[kept]
    fill = {"neighbour": -1, "distance": np.nan, "difference": np.nan, "lonely": 1}
    moved = {}
    for part, array in arrays.items():
        shape = (len(new), *array.shape[1:])
        moved[part] = np.full(shape, fill[part], dtype=array.dtype)
        moved[part][rows] = target[array[kept]] if part == "neighbour" else array[kept]
    return moved


def _block_name(level: str, frequency: str) -> str:
    return f"{Level(level)}-{Frequency(frequency)}"


def _check_periods(where: str, periods: Sequence[Period]) -> None:
    ascending = all(a < b for a, b in pairwise(periods))
    one_frequency = len({period.frequency for period in periods}) <= 1
    _require(ascending and one_frequency, f"{where}: periods are not one ascending row")


def _check_array(
    where: str, array: NDArray[Any], dtype: str, shape: tuple[int, ...]
) -> None:
    _require(
        array.dtype == np.dtype(dtype) and array.shape == shape,
        f"{where}: is {array.dtype} {array.shape}, should be {np.dtype(dtype)} {shape}",
    )


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise MalformedVintage(what)
