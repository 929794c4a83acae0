"""Vintages on disk: built beside the served one, published at once, never changed.

The format is described in ``docs/reference/vintage-format.md``.
"""

from miara.cube.store.builder import VintageBuilder
from miara.cube.store.diff import (
    Change,
    ChangeKind,
    Changes,
    SeriesChanges,
    diff,
)
from miara.cube.store.errors import (
    DamagedVintage,
    MalformedVintage,
    StoreBusy,
    StoreError,
    UnknownObject,
    UnknownVintage,
)
from miara.cube.store.quantities import QUANTITIES, Axes, Quantity
from miara.cube.store.store import Store
from miara.cube.store.vintage import NO_ORIGIN, Block, Peers, Variable, Vintage

__all__ = [
    "NO_ORIGIN",
    "QUANTITIES",
    "Axes",
    "Block",
    "Change",
    "ChangeKind",
    "Changes",
    "DamagedVintage",
    "MalformedVintage",
    "Peers",
    "Quantity",
    "SeriesChanges",
    "Store",
    "StoreBusy",
    "StoreError",
    "UnknownObject",
    "UnknownVintage",
    "Variable",
    "Vintage",
    "VintageBuilder",
    "diff",
]
