"""Assignment as a flow: whether it can be done at all, and the best way by worth.

Entries send ``need`` units, experts take between ``low`` and ``high``, each allowed
pair carries at most one. The matrix of such a programme is that of a network, so every
vertex is whole and the simplex method of HiGHS returns an exact optimum.
"""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from miara.contest.domain.assignment.problem import BoolArray, FloatArray, IntArray

_FIRST_COLUMNS = 6  # columns an entry starts with, beyond those it needs
_TOLERANCE = 1e-7


def largest_flow(
    allowed: BoolArray, need: IntArray, most: IntArray
) -> tuple[int, BoolArray]:
    """Most scores that can be placed, and one way of placing them.

    Parameters
    ----------
    allowed
        bool (P, E).
    need, most
        int (P,) scores wanted by entries, int (E,) taken at most by experts.
    """
    entries, experts = allowed.shape
    source, sink = entries + experts, entries + experts + 1
    left, right = np.nonzero(allowed)
    rows = [np.full(entries, source), left, entries + np.arange(experts)]
    columns = [np.arange(entries), entries + right, np.full(experts, sink)]
    room = [need, np.ones(len(left), np.int64), most]
    graph = csr_array(
        (
            np.concatenate(room).astype(np.int32),
            (np.concatenate(rows), np.concatenate(columns)),
        ),
        shape=(sink + 1, sink + 1),
    )
    result = maximum_flow(graph, source, sink)
    placed = np.zeros(allowed.shape, bool)
    if not len(left):
        return 0, placed
    flow = result.flow.tocoo()
    used = (flow.data > 0) & (flow.row < entries) & (flow.col < source)
    placed[flow.row[used], flow.col[used] - entries] = True
    return int(result.flow_value), placed


def is_feasible(
    allowed: BoolArray, need: IntArray, low: IntArray, high: IntArray
) -> bool:
    """Whether every entry can have its experts within everybody's loads.

    Augmenting a flow never takes back what an expert already has. So it is enough that
    the floors can be filled alone and that the entries can be served alone.
    """
    return (
        largest_flow(allowed, need, low)[0] == low.sum()
        and largest_flow(allowed, need, high)[0] == need.sum()
    )


def transport(
    worth: FloatArray,
    allowed: BoolArray,
    need: IntArray,
    low: IntArray,
    high: IntArray,
) -> BoolArray | None:
    """The assignment of the largest total worth; None when there is none.

    Exact: it starts from few columns and adds those that the prices of the solution
    show to be worth more, until there are none.

    Parameters
    ----------
    worth
        float64 (P, E).
    allowed
        bool (P, E).
    need, low, high
        int (P,), int (E,), int (E,).

    Returns
    -------
    BoolArray | None
        bool (P, E), exactly ``need`` a row, ``low`` to ``high`` a column.
    """
    if not is_feasible(allowed, need, low, high):
        return None
    if not allowed.any():
        return np.zeros(allowed.shape, bool)
    use = _first_columns(worth, allowed, need)
    if not is_feasible(use, need, low, high):
        use = allowed.copy()
    while True:
        solution, by_entry, by_expert = _solve(worth, use, need, low, high)
        gain = worth - by_entry[:, None] - by_expert[None, :]
        better = allowed & ~use & (gain > _TOLERANCE)
        if not better.any():
            return solution
        use |= better


def _first_columns(worth: FloatArray, allowed: BoolArray, need: IntArray) -> BoolArray:
    """Best pairs of every entry and of every expert."""
    entries, experts = worth.shape
    ranked = np.where(allowed, worth, -np.inf)
    use = np.zeros(allowed.shape, bool)
    width = min(experts, int(need.max(initial=0)) + _FIRST_COLUMNS)
    np.put_along_axis(use, np.argsort(-ranked, 1, "stable")[:, :width], True, 1)
    height = min(entries, 2 * int(np.ceil(need.sum() / experts)))
    np.put_along_axis(use, np.argsort(-ranked, 0, "stable")[:height], True, 0)
    return use & allowed


def _solve(
    worth: FloatArray,
    use: BoolArray,
    need: IntArray,
    low: IntArray,
    high: IntArray,
) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Optimum over the columns in use, with prices of entries and of experts."""
    entries, experts = use.shape
    left, right = np.nonzero(use)
    count = len(left)
    ones = np.ones(count)
    columns = np.arange(count)
    by_entry = csr_array((ones, (left, columns)), shape=(entries, count))
    floors = np.flatnonzero(low > 0)
    place = np.full(experts, -1)
    place[floors] = experts + np.arange(len(floors))
    lower = place[right] >= 0
    by_expert = csr_array(
        (
            np.concatenate([ones, -ones[lower]]),
            (
                np.concatenate([right, place[right][lower]]),
                np.concatenate([columns, columns[lower]]),
            ),
        ),
        shape=(experts + len(floors), count),
    )
    result = linprog(
        -worth[left, right],
        A_ub=by_expert,
        b_ub=np.concatenate([high, -low[floors]]),
        A_eq=by_entry,
        b_eq=need,
        bounds=(0, 1),
        method="highs-ds",
    )
    if result.x is None:  # feasibility was shown by the flow
        raise ArithmeticError(result.message)
    placed = np.zeros(use.shape, bool)
    placed[left, right] = result.x > 0.5
    price = -result.ineqlin.marginals
    expert_price = price[:experts].copy()
    expert_price[floors] -= price[experts:]
    return placed, -result.eqlin.marginals, expert_price
