"""What all pages of one level of one vintage share, put in order once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miara.cube.compute.blocks import breaks_in, method_of
from miara.cube.definitions import Indicator, Polarity
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.cube.stats.derive import Method
from miara.cube.store import Block, Vintage
from miara.indicators.domain.unit_lenses import Places
from miara.indicators.queries.definitions import definitions
from miara.units import public as units

_KEPT = 12  # three levels of four vintages
_POLARITY = {Polarity.UP: 1, Polarity.DOWN: -1}
RESIDENTS = "residents_total"


@dataclass(frozen=True, slots=True, eq=False)
class LevelFacts:
    """One block with what pages need beside its numbers.

    Attributes
    ----------
    rows
        int (I,): places of ``indicators`` on the block's first axis: those that
        this release still defines, in the order of domains.
    polarity, topic
        Arrays (I,) along ``indicators``; ``topic`` indexes ``topics``.
    break_from
        bool (I, T): law or method makes a period incomparable with the one before.
    """

    vintage: Vintage
    level: Level
    block: Block
    rows: NDArray[np.intp]
    indicators: tuple[Indicator, ...]
    methods: tuple[Method, ...]
    polarity: NDArray[np.int8]
    topics: tuple[str, ...]
    topic: NDArray[np.intp]
    break_from: NDArray[np.bool_]
    places: Places
    residents: NDArray[np.float64]
    _cut: dict[str, NDArray[Any]] = field(default_factory=dict, repr=False)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The second axis of the block."""
        return self.block.periods

    def quantity(self, name: str) -> NDArray[Any]:
        """A quantity of the block on the rows of ``indicators``.

        A memory map as long as this release defines every indicator of the vintage;
        copied once when it does not.
        """
        array = self._cut.get(name)
        if array is None:
            # A plain view of the map: the subclass makes every slice slower.
            whole = np.asarray(self.block.quantity(name))
            in_order = np.array_equal(self.rows, np.arange(len(whole)))
            array = self._cut[name] = whole if in_order else whole[self.rows]
        return array

    @property
    def quantities(self) -> Mapping[str, NDArray[Any]]:
        """What the signals of a page rest on."""
        names = ("value", "numerator", "denominator", "noise", "noise_ranges", "scale")
        return {name: self.quantity(name) for name in names}

    def population(self) -> Mapping[str, float]:
        """Latest number of inhabitants by uid, where known."""
        return {
            uid: float(count)
            for uid, count in zip(self.block.units, self.residents, strict=True)
            if not np.isnan(count)
        }


def level_facts(vintage: Vintage, level: Level) -> LevelFacts | None:
    """Facts of a level; None when the vintage has no yearly block there.

    Kinds and places are those of the day the vintage was built, so a page pinned to
    it stays as it was.
    """
    return _level_facts(vintage, level, vintage.digests.get("register", ""))


@lru_cache(maxsize=_KEPT)
def _level_facts(vintage: Vintage, level: Level, _register: str) -> LevelFacts | None:
    block = vintage.block(level)
    if block is None:
        return None
    known = definitions()
    order = {code: i for i, code in enumerate(_in_order())}
    codes = sorted((c for c in block.indicators if c in order), key=order.__getitem__)
    indicators = tuple(known.indicators[code] for code in codes)
    topics = vintage.peer_topics(level)
    residents = _residents(block)
    return LevelFacts(
        vintage=vintage,
        level=level,
        block=block,
        rows=np.array(
            [block.index_of_indicator[code] for code in codes], dtype=np.intp
        ),
        indicators=indicators,
        methods=tuple(method_of(indicator) for indicator in indicators),
        polarity=np.array(
            [_POLARITY.get(indicator.polarity, 0) for indicator in indicators], np.int8
        ),
        topics=topics,
        topic=np.array(
            [
                topics.index(i.peer_topic) if i.peer_topic in topics else -1
                for i in indicators
            ],
            dtype=np.intp,
        ),
        break_from=breaks_in(known, indicators, block.periods),
        places=_places(vintage, level, block, residents),
        residents=residents,
    )


@lru_cache(maxsize=1)
def _in_order() -> tuple[str, ...]:
    """Codes of all indicators: by domain, then as the file has them."""
    known = definitions()
    domains = {code: domain.order for code, domain in known.domains.items()}
    found = sorted(known.indicators.values(), key=lambda i: domains[i.domain])
    return tuple(indicator.code for indicator in found)


def _residents(block: Block) -> NDArray[np.float64]:
    """Latest number of inhabitants of every unit (U,), NaN = not known."""
    found = np.full(len(block.units), np.nan)
    row = block.index_of_indicator.get(RESIDENTS)
    if row is not None:
        for values in block.quantity("value")[row]:
            found = np.where(np.isnan(values), found, values)
    return found


def _places(
    vintage: Vintage, level: Level, block: Block, residents: NDArray[np.float64]
) -> Places:
    built_on = (vintage.created_at + timedelta(hours=2)).date()
    facts = {unit.uid: unit for unit in units.units_at(level, built_on)}
    found = [facts.get(uid) for uid in block.units]
    return Places(
        kind=np.array([unit.kind.value if unit else "" for unit in found]),
        county=np.array(
            [unit.county.uid if unit and unit.county else "" for unit in found]
        ),
        voivodeship=np.array(
            [
                unit.voivodeship.uid if unit and unit.voivodeship else ""
                for unit in found
            ]
        ),
        size_class=np.array(
            [
                (units.size_class(unit.kind, None if np.isnan(count) else count) or "")
                if unit
                else ""
                for unit, count in zip(found, residents, strict=True)
            ]
        ),
    )
