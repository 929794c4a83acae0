"""Where experts can be compared: the graph of who read what."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

IntArray = NDArray[np.int64]

#: Bridge entries a cell needs before its level can be told from its experts'.
BRIDGES: Final = 3


class RefusedBecause(StrEnum):
    """Why cells cannot stand in one table."""

    NOT_CONNECTED = "NOT_CONNECTED"
    FEW_BRIDGES = "FEW_BRIDGES"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Cells that must not be compared by the model, and what is missing.

    Attributes
    ----------
    code
        ``NOT_CONNECTED``: no chain of experts joins the parts;
        ``FEW_BRIDGES``: some cell has fewer bridge entries than ``needed``.
    parts
        Cells of each connected part.
    bridges
        Bridge entries of each cell, in the order of ``cells``.
    """

    code: RefusedBecause
    cells: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    bridges: tuple[int, ...]
    needed: int


def components(entry: IntArray, expert: IntArray) -> tuple[int, IntArray]:
    """Connected parts of the graph and the part of each entry (numbered from 0)."""
    entries, experts = int(entry.max()) + 1, int(expert.max()) + 1
    size = entries + experts
    graph = coo_array(
        (np.ones(len(entry)), (entry, entries + expert)), shape=(size, size)
    )
    _, label = connected_components(graph.tocsr(), directed=False)
    used, part = np.unique(label[:entries], return_inverse=True)
    return len(used), part.astype(np.int64)


def bridge_counts(entry: IntArray, expert: IntArray, cell: IntArray) -> IntArray:
    """Entries of each cell that a guest read, (C,).

    A guest reads no more in this cell than in all others together; an expert of two
    whole cells is a guest in both.
    """
    cells, experts = int(cell.max()) + 1, int(expert.max()) + 1
    reads = np.zeros((experts, cells), np.int64)
    np.add.at(reads, (expert, cell[entry]), 1)
    guest = 2 * reads <= reads.sum(1, keepdims=True)
    bridging = np.zeros(len(cell), bool)
    bridging[entry[guest[expert, cell[entry]]]] = True
    return np.bincount(cell[bridging], minlength=cells)


def refusal_across(
    entry: IntArray,
    expert: IntArray,
    cell: IntArray,
    names: Sequence[str],
    *,
    needed: int = BRIDGES,
) -> Refusal | None:
    """Why the cells must not stand in one table; None when they may.

    Parameters
    ----------
    entry, expert
        int (N,): pairs that have a score.
    cell
        int (P,): cell of each entry.
    names
        Names of cells.
    needed
        Bridge entries a cell must have.
    """
    if len(names) < 2:
        return None
    count, part = components(entry, expert)
    bridges = bridge_counts(entry, expert, cell)
    parts = tuple(
        tuple(names[c] for c in np.unique(cell[part == number]))
        for number in range(count)
    )
    if count > 1:
        code = RefusedBecause.NOT_CONNECTED
    elif (bridges < needed).any():
        code = RefusedBecause.FEW_BRIDGES
    else:
        return None
    return Refusal(code, tuple(names), parts, tuple(int(b) for b in bridges), needed)
