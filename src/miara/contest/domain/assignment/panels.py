"""Blocks of entries that one panel reads, their panels and their spare experts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array, hstack

from miara.contest.domain.assignment.problem import (
    PANEL_WORTH,
    BoolArray,
    FloatArray,
    IntArray,
    Plan,
    Problem,
)

#: Fits are told apart to a twentieth where fairness is sought.
LEVELS: Final = 20


def make_blocks(problem: Problem) -> IntArray:
    """Number of the block of each entry, (P,).

    A cell is one block unless it has more entries than a panel may read; then it is cut
    into parts of nearly equal size, in the order of entries.
    """
    least = problem.ceiling.min() if problem.ceiling.size else 1
    size = problem.panel_size or max(1, int(least))
    block = np.zeros(len(problem.cell), np.int64)
    first = 0
    for cell in np.unique(problem.cell):
        entries = np.flatnonzero(problem.cell == cell)
        parts = -(-len(entries) // size)
        block[entries] = first + np.arange(len(entries)) * parts // len(entries)
        first += parts
    return block


def block_sums(matrix: FloatArray | BoolArray, block: IntArray) -> FloatArray:
    """Sums over the entries of each block, (B, E)."""
    blocks = int(block.max(initial=-1)) + 1
    index = coo_array(
        (np.ones(len(block)), (block, np.arange(len(block)))),
        shape=(blocks, len(block)),
    )
    return np.asarray(index.tocsr() @ matrix.astype(float))


def choose_panels(problem: Problem, block: IntArray) -> BoolArray:
    """``per_entry`` experts for every block, (B, E), by linear programmes and rounding.

    A programme shares blocks among experts by what they can read of them without
    conflict; the few shares that are not whole are decided in the order of size. Loads
    are met nearly; the flow over entries that follows meets them exactly. Of all such
    choices one is taken in which the poorest member fits a block, on average over its
    entries, as well as possible.
    """
    readable = block_sums(problem.allowed, block)
    fit = block_sums(problem.allowed * problem.fit, block)
    wanted = min(problem.per_entry, readable.shape[1])
    programme = _Programme(fit + PANEL_WORTH * readable, readable, problem, wanted)
    mean_fit = np.where(readable > 0, fit / np.maximum(1, readable), -1.0)
    # A block is held to its own best experts, so that one without a specialist does
    # not lower the level for all.
    reachable = -np.sort(-mean_fit, axis=1)[:, wanted - 1 : wanted]

    def choose(level: int) -> tuple[BoolArray, float]:
        use = mean_fit >= (np.minimum(level / LEVELS, reachable) if level else -1)
        panels = _rounded(np.where(use, programme.solve(use), -1.0), programme)
        return panels, programme.over(panels)

    chosen, least = choose(0)
    low, high = 0, LEVELS + 1
    while high - low > 1 and wanted:
        level = (low + high) // 2
        panels, over = choose(level)
        if over <= least:
            chosen, low = panels, level
        else:
            high = level
    return chosen


@dataclass(frozen=True)
class _Programme:
    """Shares of blocks, worth and readable entries (B, E), ``wanted`` members each."""

    worth: FloatArray
    readable: FloatArray
    problem: Problem
    wanted: int

    def over(self, panels: BoolArray) -> float:
        """Scores by which panels (B, E) exceed the ceilings."""
        load = (panels * self.readable).sum(0)
        return float(np.maximum(0, load - self.problem.ceiling).sum())

    def solve(self, use: BoolArray) -> FloatArray:
        """Best shares (B, E) over the pairs in use.

        Loads over a ceiling cost more than any worth, so they are as small as can be.
        """
        experts = self.worth.shape[1]
        blocks, columns = np.nonzero(use)
        count = len(blocks)
        number = np.arange(count)
        by_block = coo_array(
            (np.ones(count), (blocks, number)), shape=(len(use), count + experts)
        )
        load = coo_array((self.readable[use], (columns, number)), (experts, count))
        over = coo_array((-np.ones(experts), (np.arange(experts),) * 2))
        result = linprog(
            np.concatenate([-self.worth[use], np.full(experts, 10.0)]),
            A_ub=hstack([load, over]).tocsr(),
            b_ub=self.problem.ceiling,
            A_eq=by_block.tocsr(),
            b_eq=np.full(len(use), self.wanted),
            bounds=[(0, 1)] * count + [(0, None)] * experts,
            method="highs-ds",
        )
        if result.x is None:
            raise ArithmeticError(result.message)
        share = np.zeros(use.shape)
        share[use] = result.x[:count]
        return share


def _rounded(share: FloatArray, programme: _Programme) -> BoolArray:
    """Whole memberships; a share of -1 is used only when nothing else is left."""
    readable, worth = programme.readable, programme.worth
    panels = share > 1 - 1e-6
    load = (panels * readable).sum(0)
    size = readable.max(1, initial=1)
    for block in np.argsort(-size, kind="stable"):
        while panels[block].sum() < programme.wanted:
            over = np.maximum(0, load + readable[block] - programme.problem.ceiling)
            appeal = worth[block] + size[block] * share[block] - 2 * over
            appeal -= 1e6 * (share[block] < 0)
            expert = int(np.argmax(np.where(panels[block], -np.inf, appeal)))
            panels[block, expert] = True
            load[expert] += readable[block, expert]
    return panels


def choose_spares(
    problem: Problem, block: IntArray, panels: BoolArray, assigned: BoolArray
) -> IntArray:
    """An expert outside the panel kept ready for each block, (B,); -1 = nobody.

    Whoever can read most of the block, then has room left, then fits best; as few
    blocks as possible share a spare.
    """
    blocks, experts = panels.shape
    if not blocks or not experts:
        return np.full(blocks, -1)
    readable = block_sums(problem.allowed & ~assigned, block)
    size = np.bincount(block, minlength=blocks)[:, None]
    room = np.maximum(0, problem.ceiling - assigned.sum(0))[None, :]
    fit = block_sums(problem.allowed * problem.fit, block) / np.maximum(1, size)
    appeal = 10 * readable / size + 5 * np.minimum(1, room / size) + fit
    appeal = np.where(panels | (readable == 0), -1e6, appeal)
    # An expert's second block is worth less than anybody's first; where only one
    # expert is left to all blocks, they share that one.
    stacked = np.hstack([appeal - 20 * turn for turn in range(blocks)])
    rows, columns = linear_sum_assignment(-stacked)
    spares = np.full(blocks, -1)
    chosen = columns % experts
    possible = appeal[rows, chosen] > -1e5
    spares[rows[possible]] = chosen[possible]
    return spares


def reserves(problem: Problem, plan: Plan, count: int) -> list[list[int]]:
    """So many spares for each block of a plan, the one of the plan first.

    Fewer where nobody else can read anything of the block.
    """
    found: list[list[int]] = [[] for _block in range(len(plan.panels))]
    taken, chosen = plan.panels.copy(), plan.spares
    for _turn in range(count):
        for block in np.flatnonzero(chosen >= 0).tolist():
            expert = int(chosen[block])
            found[block].append(expert)
            taken[block, expert] = True
        chosen = choose_spares(problem, plan.block, taken, plan.assigned)
    return found
