"""One indicator at one level of a vintage, cut out of its block."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from miara.cube.definitions import Indicator
from miara.cube.flags import MISSING, STATE_MASK, FlagArray, FloatArray, has_number
from miara.cube.periods import Period
from miara.cube.register import COUNTRY, Level
from miara.cube.store import Block, Vintage
from miara.indicators.queries.definitions import definitions
from miara.language import sort_key
from miara.units import public as units

# A year counts as the newest one when at least this share of the units that ever
# had a number has one: the first few arrivals of a year are not yet the country.
NEWEST_SHARE = 0.5
_LABELS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with what surrounds it; None = none.

    ``flag`` is as in :mod:`miara.cube.flags`.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    flag: int
    percentile: float | None
    peer_percentile: float | None
    peer_median: float | None


@dataclass(frozen=True)
class Plane:
    """One indicator of one level: its axes and its arrays.

    Arrays of :meth:`of` have the axes of the block without the first one.
    """

    definition: Indicator
    block: Block
    row: int

    @property
    def level(self) -> Level:
        """Where these units act."""
        return self.block.level

    @property
    def units(self) -> tuple[str, ...]:
        """uids of the last axis."""
        return self.block.units

    @property
    def periods(self) -> tuple[Period, ...]:
        """Periods of the block, ascending; some may be without numbers here."""
        return self.block.periods

    def of(self, quantity: str) -> NDArray[np.generic]:
        """One quantity; ``KeyError`` when the vintage has none of this name."""
        return self.block.quantity(quantity)[self.row]

    @cached_property
    def values(self) -> FloatArray:
        """float64 (T, U), NaN = no number."""
        return np.asarray(self.of("value"), dtype=np.float64)

    @cached_property
    def flags(self) -> FlagArray:
        """uint8 (T, U)."""
        return np.asarray(self.of("flag"), dtype=np.uint8)

    @cached_property
    def known(self) -> tuple[int, ...]:
        """Places of the periods in which some unit has a number."""
        return tuple(np.flatnonzero(has_number(self.flags).any(axis=1)).tolist())

    @cached_property
    def newest(self) -> int:
        """Place of the period that a page shows unless asked for another."""
        counts = has_number(self.flags).sum(axis=1)
        full = np.flatnonzero(counts >= NEWEST_SHARE * counts.max())
        return int(full[-1])

    def place_of(self, label: str) -> int | None:
        """Place of a period with numbers, by its label."""
        for place in self.known:
            if self.periods[place].label == label:
                return place
        return None

    def unit_place(self, uid: str) -> int | None:
        """Place of a unit on the axis; None when it does not act here."""
        return self.block.index_of_unit.get(uid)

    def cell(self, period: int, unit: int) -> Cell:
        """Everything about one number."""

        def at(name: str) -> float | None:
            return number(self.of(name)[period, unit])

        return Cell(
            value=at("value"),
            numerator=at("numerator"),
            denominator=at("denominator"),
            lower=at("lower"),
            upper=at("upper"),
            flag=int(self.flags[period, unit]),
            percentile=at("percentile"),
            peer_percentile=at("peer_percentile"),
            peer_median=at("peer_median"),
        )

    def last_known(self, unit: int) -> int | None:
        """Place of the unit's newest number."""
        places = np.flatnonzero(has_number(self.flags[:, unit]))
        return int(places[-1]) if places.size else None


def number(value: object) -> float | None:
    """A float, None where there is none.

    >>> number(float("nan")), number(np.float32(1.5))
    (None, 1.5)
    """
    plain = float(value)  # type: ignore[arg-type]
    return plain if isfinite(plain) else None


def numbers(values: Sequence[float] | NDArray[np.generic]) -> list[float | None]:
    """A row of floats with None where there is none."""
    return [number(value) for value in values]


def plane(vintage: Vintage, code: str, level: Level) -> Plane | None:
    """An indicator at a level; None when the vintage has no number of it there."""
    definition = definitions().indicators.get(code)
    if definition is None:
        return None
    block = vintage.block(level, definition.frequency)
    if block is None or code not in block.index_of_indicator:
        return None
    return Plane(definition, block, block.index_of_indicator[code])


def planes(vintage: Vintage, code: str) -> dict[Level, Plane]:
    """The levels at which an indicator has numbers, smallest units first."""
    found = {level: plane(vintage, code, level) for level in Level}
    return {level: here for level, here in found.items() if here is not None}


@dataclass(frozen=True, slots=True)
class Label:
    """What a list says of a unit of the axis, without a language."""

    uid: str
    code: str
    name: str
    kind: str
    county: str
    voivodeship: str  # its code
    voivodeship_name: str
    address: str
    order: int  # place in Polish alphabetical order


def labels(here: Plane) -> tuple[Label, ...]:
    """Names and places of the units of a plane, in the order of its axis.

    One small query; what it names stays in memory until the register changes.
    """
    return _labels(units.register_digest(), here.units)


@lru_cache(maxsize=_LABELS_KEPT)
def _labels(digest: str, uids: tuple[str, ...]) -> tuple[Label, ...]:
    known = units.units_by_uid(uids)
    by_name = sorted(
        uids,
        key=lambda uid: (sort_key(known[uid].name if uid in known else uid), uid),
    )
    order = {uid: place for place, uid in enumerate(by_name)}
    return tuple(_label(uid, known.get(uid), order[uid]) for uid in uids)


def _label(uid: str, facts: units.UnitFacts | None, order: int) -> Label:
    if facts is None:
        return Label(uid, uid, uid, "", "", "", "", uid, order)
    own = facts.kind is units.Kind.VOIVODESHIP
    above = facts.voivodeship
    return Label(
        uid=uid,
        code=facts.code,
        name=facts.name,
        kind=facts.kind.value,
        county=facts.county.name if facts.county else "",
        voivodeship=facts.code if own else (above.code if above else ""),
        voivodeship_name=facts.name if own else (above.name if above else ""),
        address=facts.address,
        order=order,
    )


def country_cell(vintage: Vintage, code: str) -> tuple[Period, Cell] | None:
    """The newest number of the whole country, when there is one."""
    whole = plane(vintage, code, Level.COUNTRY)
    if whole is None:
        return None
    unit = whole.unit_place(COUNTRY)
    place = None if unit is None else whole.last_known(unit)
    if unit is None or place is None:
        return None
    return whole.periods[place], whole.cell(place, unit)


def is_missing(flag: int) -> bool:
    """Whether a cell has no number only because nobody gave one."""
    return flag & STATE_MASK == MISSING
