"""The statistics of a block by slices of indicators, on one machine or several.

Indicators do not know each other here, so a block is cut into slices; workers map
the same store, read the arrays they are named and keep what they made there.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from miara.cube.compute.blocks import BlockInput
from miara.cube.compute.likes import PeerLists
from miara.cube.stats.blocks import LOCAL, compute_blocks
from miara.cube.stats.derive import Method, Quantities, derive
from miara.cube.store import Store

#: A slice must be worth its journey; ten indicators take about a tenth of a second.
INDICATORS_A_SLICE = 10


@dataclass(frozen=True, slots=True)
class Slice:
    """Some indicators of one block, as names of objects in a store."""

    root: str
    sync: bool
    numerator: str
    denominator: str
    value: str
    flag: str
    breaks: str
    neighbour: str
    peer_set: str
    methods: tuple[Method, ...]
    first: int


def derived_quantities(
    block: BlockInput, lists: PeerLists, *, store: Store, scheduler: str = LOCAL
) -> Quantities:
    """All quantities of a block, equal to the last bit wherever they are made.

    Parameters
    ----------
    store
        Where the workers find the arrays and leave theirs.
    scheduler
        ``"local"`` computes here; an address such as ``tcp://host:8786`` asks the
        Dask workers behind it, which must see the same files.
    """
    neighbour = lists.stacked(len(block.axis.uids))
    peer_set = lists.chosen_for([i.peer_topic for i in block.indicators])
    if scheduler == LOCAL:
        return derive(
            block.numerator,
            block.denominator,
            block.value,
            block.flag,
            methods=block.methods,
            breaks=block.breaks,
            neighbour=neighbour,
            peer_set=peer_set,
        )
    common = store.put(neighbour)
    slices = [
        Slice(
            root=str(store.root),
            sync=store.sync,
            numerator=store.put(block.numerator[part]),
            denominator=store.put(block.denominator[part]),
            value=store.put(block.value[part]),
            flag=store.put(block.flag[part]),
            breaks=store.put(block.breaks[part].astype(np.uint8)),
            neighbour=common,
            peer_set=store.put(peer_set[part]),
            methods=tuple(block.methods[part]),
            first=part.start,
        )
        for part in _parts(len(block.indicators))
    ]
    names = compute_blocks(derive_slice, slices, scheduler=scheduler)
    return {
        name: np.concatenate([store.array(made[name]) for made in names])
        for name in names[0]
    }


def derive_slice(task: Slice) -> dict[str, str]:
    """Compute one slice where the store is mounted; names of the results there."""
    store = Store(Path(task.root), sync=task.sync)
    made = derive(
        np.asarray(store.array(task.numerator)),
        np.asarray(store.array(task.denominator)),
        np.asarray(store.array(task.value)),
        np.asarray(store.array(task.flag)),
        methods=list(task.methods),
        breaks=np.asarray(store.array(task.breaks)).astype(bool),
        neighbour=np.asarray(store.array(task.neighbour)),
        peer_set=np.asarray(store.array(task.peer_set)),
    )
    names = {name: store.put(np.ascontiguousarray(a)) for name, a in made.items()}
    store.flush()
    return names


def _parts(count: int) -> list[slice]:
    return [
        slice(first, min(first + INDICATORS_A_SLICE, count))
        for first in range(0, count, INDICATORS_A_SLICE)
    ]
