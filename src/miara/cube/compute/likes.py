"""Lists of similar units for every topic, from the features of one level."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags as f
from miara.cube.compute.blocks import BlockInput
from miara.cube.definitions import Definitions, PeerTopic
from miara.cube.flags import FloatArray
from miara.cube.formula.evaluation import Cells
from miara.cube.stats.peers import Feature, Transform, find_peers
from miara.cube.store import Vintage

_LEAST_UNITS = 0.5  # share of units a feature must cover to date a list


@dataclass(frozen=True, slots=True, eq=False)
class TopicPeers:
    """The list of one topic for one year; arrays as in the store."""

    year: int
    features: tuple[str, ...]
    neighbour: NDArray[np.int32]
    distance: NDArray[np.float32]
    difference: NDArray[np.float32]
    lonely: NDArray[np.uint8]
    meta: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class PeerLists:
    """Lists of one level by topic."""

    by_topic: dict[str, TopicPeers]

    def stacked(self, units: int) -> NDArray[np.int32]:
        """All lists as one array (P, U, K), -1 = none."""
        width = max((t.neighbour.shape[1] for t in self.by_topic.values()), default=1)
        lists = np.full((len(self.by_topic), units, width), -1, dtype=np.int32)
        for p, topic in enumerate(self.by_topic.values()):
            lists[p, :, : topic.neighbour.shape[1]] = topic.neighbour
        return lists

    def chosen_for(self, topics: Sequence[str]) -> NDArray[np.int64]:
        """Place of each topic among :meth:`stacked`, -1 = it has no list."""
        place = {code: p for p, code in enumerate(self.by_topic)}
        return np.array([place.get(code, -1) for code in topics], dtype=np.int64)


def peer_lists(block: BlockInput, definitions: Definitions) -> PeerLists:
    """Find the similar units of every topic at the level of a block."""
    found: dict[str, TopicPeers] = {}
    for code, topic in definitions.topics.items():
        peers = _topic_peers(block, topic, definitions)
        if peers is not None:
            found[code] = peers
    return PeerLists(found)


def frozen_years(
    previous: Vintage | None, level: str, topic: str, newest: int
) -> tuple[int, ...]:
    """Years whose list stays as it was published.

    The list of the newest year follows corrected data until a newer year
    arrives; from then on it is kept as it was.
    """
    if previous is None:
        return ()
    return tuple(year for year in previous.peer_years(level, topic) if year < newest)


def carried(cells: Cells, row: int, oldest: int) -> tuple[FloatArray, NDArray[np.intp]]:
    """Latest number of each unit at ``row`` or up to ``oldest`` rows before.

    Returns
    -------
    values
        float64 (U,), NaN where there is none.
    age
        int (U,): rows back, -1 where there is none.
    """
    values, flags = cells
    first = max(row - oldest, 0)
    known = f.has_number(flags[first : row + 1])[::-1]
    age = np.where(known.any(axis=0), known.argmax(axis=0), -1)
    units = np.arange(values.shape[1])
    taken = values[row - np.maximum(age, 0), units]
    return np.where(age >= 0, taken, np.nan), age


def _topic_peers(
    block: BlockInput, topic: PeerTopic, definitions: Definitions
) -> TopicPeers | None:
    features = topic.at_level(block.axis.level)
    cells = {
        feature.code: block.calculator.expression(
            definitions.features[topic.code, feature.code]
        )
        for feature in features
    }
    usable = [item for item in features if f.has_number(cells[item.code][1]).any()]
    if not usable or len(block.axis.uids) < 2:
        return None
    row = max(_newest_row(cells[item.code]) for item in usable)
    if row < 0:
        return None
    columns, ages = zip(
        *(carried(cells[item.code], row, topic.oldest) for item in usable), strict=True
    )
    kept = [i for i, age in enumerate(ages) if (age >= 0).any()]
    if not kept:
        return None
    specs = [
        Feature(usable[i].code, Transform(usable[i].transform.value), usable[i].weight)
        for i in kept
    ]
    groups = _groups(block, topic)
    peers = find_peers(
        np.column_stack([columns[i] for i in kept]),
        specs,
        groups,
        min(topic.neighbours, len(block.axis.uids) - 1),
    )
    year = block.all_periods[row].start.year
    return TopicPeers(
        year=year,
        features=tuple(spec.code for spec in specs),
        neighbour=peers.neighbour,
        distance=peers.distance,
        difference=peers.difference,
        lonely=peers.lonely.astype(np.uint8),
        meta={
            "oldest_feature": {usable[i].code: year - int(ages[i].max()) for i in kept},
            "left_out": [item.code for item in features if item not in usable],
            "hubness": int(peers.hubness.max(initial=0)),
        },
    )


def _newest_row(cells: Cells) -> int:
    """Last row in which a feature covers half of the units; -1 = never."""
    share = f.has_number(cells[1]).mean(axis=1)
    covered = np.flatnonzero(share >= _LEAST_UNITS)
    return int(covered[-1]) if covered.size else -1


def _groups(block: BlockInput, topic: PeerTopic) -> NDArray[np.int64]:
    """Number of the kind group of each unit, -1 = compared with nobody."""
    place = {
        kind: number for number, kinds in enumerate(topic.kind_groups) for kind in kinds
    }
    return np.array(
        [place.get(str(kind), -1) for kind in block.axis.kinds], dtype=np.int64
    )
